"""The intake's queue is asked where something may be put into it, by whichever way a stage is deployed."""

import json
from pathlib import Path

import pytest

from infra import chalice_finish, intake, policies
from infra.chalice_finish import Deployed, list_finishes
from infra.rendering import render_service
from infra.target import Target

MODES = {"local": "direct", "dev": "direct", "staging": "queue", "prod": "direct"}


@pytest.mark.parametrize("stage", policies.STAGES)
def test_a_queue_that_nothing_is_put_into_is_not_asked(stage: str) -> None:
    made = json.loads(render_service(stage))["Resources"]
    enabled = {
        name: made[name]["Properties"]["Events"][f"{name}SqsEventSource"]["Properties"].get("Enabled")
        for name in ("BookingIntake", "CopyReports", "PushEvents")
    }

    copies = intake.stage_asks_queue(stage, function="copy_reports")
    assert enabled == {"BookingIntake": intake.stage_asks_queue(stage), "CopyReports": copies, "PushEvents": None}
    assert copies is False
    assert intake.stage_asks_queue(stage) is (MODES[stage] == "queue" or stage == "local")


@pytest.mark.parametrize(("mode", "asks"), [("queue", True), ("direct", False), ("ssm:intake", True)])
def test_a_mode_that_is_looked_up_later_may_be_the_queue(tmp_path: Path, mode: str, *, asks: bool) -> None:
    config = tmp_path / "config.json"
    variables = {"SOJOURN_STAGE": "prod", "SOJOURN_INVOKE_MODE": mode}
    config.write_text(json.dumps({"stages": {"prod": {"environment_variables": variables}}}), encoding="utf-8")

    assert intake.stage_asks_queue("prod", config) is asks


class Functions:
    """Lambda, as far as a function's queue is told how it is asked."""

    def __init__(self) -> None:
        self.changes: list[dict[str, object]] = []

    def tag_resource(self, **_: object) -> None: ...

    def get_function_configuration(self, **_: object) -> dict[str, str]:
        return {"Role": "arn:aws:iam::111122223333:role/sojourn"}

    def create_alias(self, **_: object) -> None: ...

    def list_event_source_mappings(self, **_: object) -> dict[str, list[dict[str, str]]]:
        return {"EventSourceMappings": [{"UUID": "m1"}]}

    def update_event_source_mapping(self, **change: object) -> None:
        self.changes.append(change)


@pytest.mark.parametrize("stage", ["staging", "prod"])
def test_chalices_own_command_is_finished_to_the_same(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    functions = Functions()
    monkeypatch.setattr(Target, "client", lambda _self, _service: functions)
    queues = [each for each in list_finishes() if each.response_types and not each.pushes]

    for each in queues:
        deployed = Deployed("r1", "https://a", "w1", {each.name: f"arn:{each.name}"})
        chalice_finish._finish_function(Target(stage), deployed, each)

    asked = {each.name: change["Enabled"] for each, change in zip(queues, functions.changes, strict=True)}
    assert asked.pop("booking_intake") is intake.stage_asks_queue(stage)
    assert asked.pop("copy_reports") is False
    assert set(asked.values()) == {True}


@pytest.mark.parametrize(("said", "copies"), [("true", True), ("false", False), (None, False)])
def test_the_copy_s_queue_is_asked_where_reports_are_copied(tmp_path: Path, said: str | None, *, copies: bool) -> None:
    config = tmp_path / "config.json"
    variables = {"SOJOURN_STAGE": "prod", "SOJOURN_INVOKE_MODE": "direct"}
    variables |= {"SOJOURN_REPORTING_COPY": said} if said else {}
    config.write_text(json.dumps({"stages": {"prod": {"environment_variables": variables}}}), encoding="utf-8")

    assert intake.stage_asks_queue("prod", config, function="copy_reports") is copies
    assert intake.stage_asks_queue("prod", config, function="push_events")
