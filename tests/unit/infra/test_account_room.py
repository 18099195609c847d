"""Room for functions is kept where the account has it, and what Lambda would refuse is refused before."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra import policies
from infra.account_room import LAMBDA_KEEPS, Room, find_room, read_provisioned
from infra.limits import RESERVED, let_reserve, list_configured, list_reserved
from infra.target import DeploymentFailed, Target
from infra.templates import Value, sub

NEW, GROWN = 10, 1_000  # what a new account may run at once, and what one gets that has asked


def template_of(**reserved: int) -> Value:
    made = {
        name: {"Properties": {"FunctionName": sub(f"sojourn-${{Stage}}-{name}"), RESERVED: many}}
        for name, many in reserved.items()
    }
    return let_reserve({"Resources": {**made, "Other": {"Properties": {}}, "Wait": {}}})


class Lambda:
    """Lambda's client for an account with this limit, in which functions have this much room to themselves."""

    class exceptions:  # noqa: N801 - as the client calls it
        class ResourceNotFoundException(Exception):
            pass

    def __init__(self, limit: int, **reserved: int) -> None:
        self.limit, self.reserved = limit, reserved

    def get_account_settings(self) -> dict[str, Any]:
        left = self.limit - sum(self.reserved.values())
        return {"AccountLimit": {"ConcurrentExecutions": self.limit, "UnreservedConcurrentExecutions": left}}

    def get_function_concurrency(self, FunctionName: str) -> dict[str, Any]:  # noqa: N803
        name = FunctionName.removeprefix("sojourn-dev-")
        if name not in self.reserved:
            raise self.exceptions.ResourceNotFoundException
        return {RESERVED: self.reserved[name]}


def room(client: Lambda, monkeypatch: pytest.MonkeyPatch, **wanted: int) -> Room:
    monkeypatch.setattr(Target, "client", lambda _, service: {"lambda": client}[service])
    return find_room(Target("dev"), wanted)


def test_a_new_account_has_no_room_and_it_is_said_what_to_ask_for(monkeypatch: pytest.MonkeyPatch) -> None:
    found = room(Lambda(NEW), monkeypatch, api_handler=50, sweeper=1)

    assert not found.is_enough
    assert "51 functions at once are to have room" in found.describe()
    assert "of the account's 10 only 10 are left. Ask for 1,000" in found.describe()


@pytest.mark.parametrize(("limit", "is_enough"), [(150, False), (151, True), (GROWN, True)])
def test_what_lambda_keeps_for_all_others_stays(limit: int, is_enough: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert room(Lambda(limit), monkeypatch, api_handler=50, sweeper=1).is_enough is is_enough


def test_what_the_stage_has_already_it_may_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    assert room(Lambda(151, api_handler=50, sweeper=1), monkeypatch, api_handler=50, sweeper=1).is_enough
    assert not room(Lambda(151, api_handler=50, of_another_stage=1), monkeypatch, api_handler=50, sweeper=1).is_enough


def test_a_stage_that_wants_none_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "client", lambda _, service: pytest.fail(f"{service} was asked"))

    assert find_room(Target("local"), list_configured("local")).is_enough


@given(st.dictionaries(st.text(st.characters(codec="ascii", categories=["L"]), min_size=1), st.integers(1, 900)))
def test_room_is_read_from_a_template_before_and_after_it_is_finished(reserved: dict[str, int]) -> None:
    reserved = {name: many for name, many in reserved.items() if name not in ("Other", "Wait")}

    assert list_reserved(template_of(**reserved)) == reserved
    assert let_reserve(template_of(**reserved)) == template_of(**reserved)


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_stages_on_aws_keep_room_for_the_api_and_what_runs_by_the_clock_runs_once(stage: str) -> None:
    reserved = list_configured(stage)

    assert reserved["api_handler"] == (100 if stage == "prod" else 50)
    assert {reserved[name] for name in ("sweeper", "heartbeat", "nightly", "anchor_audit")} == {1}
    assert GROWN - sum(reserved.values()) >= LAMBDA_KEEPS + GROWN // 2


def test_a_queues_function_has_no_room_of_its_own_or_messages_would_be_dead_letters_of_throttles() -> None:
    """How many batches are taken at once is said of the queue, which hands nothing out for which there is no room."""
    queues = {"booking_intake", "push_events", "deliver_webhooks", "reconcile_bookings"}

    assert [stage for stage in policies.STAGES if queues & list_configured(stage).keys()] == []


def test_how_many_environments_are_kept_warm_is_a_parameter_once_it_is_said() -> None:
    template = template_of(api_handler=50)

    assert read_provisioned(None, template) == {}
    assert read_provisioned("", template) == {"ApiProvisionedConcurrency": "0"}
    assert read_provisioned("50", template) == {"ApiProvisionedConcurrency": "50"}
    assert read_provisioned("51", template_of()) == {"ApiProvisionedConcurrency": "51"}


@pytest.mark.parametrize("asked", ["51", "-1", "5.5", "many", "\u0663", " 5"])
def test_what_lambda_would_refuse_to_keep_warm_is_refused_before_anything_is_deployed(asked: str) -> None:
    with pytest.raises(DeploymentFailed, match=r"At most 50|is a whole number"):
        read_provisioned(asked, template_of(api_handler=50))
