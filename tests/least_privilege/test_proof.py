"""What the proof finds in policies with a mistake in them."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from infra import policies
from infra.policy_statements import allow
from tests.least_privilege import proof
from tests.least_privilege.acting import NOBODY, Acting
from tests.least_privilege.called_by_aws import USES, calls_of_aws
from tests.least_privilege.naming import arn, of_table
from tests.least_privilege.proof import prove
from tests.least_privilege.requests import Call, Record, Request, keep_test, merge, read, write
from tests.least_privilege.stages import MACHINE
from tests.least_privilege.wildcards import WILDCARDS, find_unargued, is_about
from tests.support.waiting import PATIENCE

CALL = Call("websocket_disconnect", of_table("DeleteItem", "sojourn-local-connections"))
STEP = Call(MACHINE, Request("lambda:InvokeFunction", arn("lambda", "function:sojourn-local-step_plan:live")))
USED: Record = {CALL: ("tests/a.py::b",), STEP: ("tests/c.py::d",)}


@pytest.fixture
def one_function(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, ...]]:
    grants: dict[str, tuple[str, ...]] = {"websocket_disconnect": ("table:delete:connections",)}
    monkeypatch.setattr(policies, "GRANTS", grants)
    return grants


@pytest.mark.parametrize("stage", policies.STAGES)
def test_a_right_that_a_test_needs_is_caught_and_the_test_named(one_function: Any, stage: str) -> None:
    found = prove(USED, [stage])

    assert found.missed == found.denied == []
    assert {each.tests[0] for each in found.caught if each.pair.action.startswith("dynamodb:")} == {"tests/a.py::b"}


def test_a_right_that_nobody_needs_is_missed(one_function: Any) -> None:
    one_function["websocket_disconnect"] += ("table:get:connections",)

    found = prove(USED, ["prod"])

    assert [each.split(" on ")[0] for each in found.missed] == ["prod websocket_disconnect: dynamodb:GetItem"]


def test_a_right_that_is_given_twice_is_missed_twice(one_function: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = allow(["dynamodb:DeleteItem"], ["arn:aws:dynamodb:*:*:table/sojourn-prod-conn*"])
    made = policies.policy("websocket_disconnect", "prod")
    made["Statement"].append(everything)
    monkeypatch.setattr(policies, "policy", lambda *_: made)

    found = prove(USED, ["prod"])

    assert len(found.missed) == 2


def test_a_right_that_is_used_and_not_granted_is_found(one_function: Any) -> None:
    used = {**USED, CALL._replace(request=of_table("Scan", "sojourn-local-connections")): ("t",)}

    (denied,) = prove(used, ["prod"]).denied

    assert "dynamodb:Scan" in denied
    assert denied.endswith("is used, and not granted: t")


@pytest.mark.parametrize(("named", "denied"), [((), 0), (("another-model",), 1)])
def test_a_model_may_be_asked_where_a_stage_names_it_and_is_asked_where_it_names_any(
    one_function: Any, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...], denied: int
) -> None:
    monkeypatch.setattr(proof, "find_models", lambda *_: named)
    asked = Call(
        "websocket_disconnect", Request("bedrock:InvokeModel", arn("bedrock", "foundation-model/m", account=""))
    )

    assert len(prove({**USED, asked: ("t",)}, ["prod"]).denied) == denied


def test_a_function_without_a_policy_is_found(one_function: Any) -> None:
    assert prove({**USED, CALL._replace(function="new"): ("t",)}, ["prod"]).denied == [
        "new was at work, and has no policy"
    ]


def test_records_are_written_read_and_merged(tmp_path: Any) -> None:
    within: Any = {"dynamodb__enclosingoperation": ["TransactWriteItems"]}
    first: Record = {CALL: ("a",), CALL._replace(request=of_table("PutItem", "t", **within)): ("b", "c")}
    write(first, tmp_path / "record")

    assert read(tmp_path / "record") == first
    assert merge([first, {CALL: ("a", "d")}])[CALL] == ("a", "d")


def test_of_a_file_three_tests_are_kept_and_those_of_others_come_before_the_second() -> None:
    kept: dict[str, None] = {}
    for test in ("a::1", "a::2", "a::3", "a::4", "b::1", "c::1", "b::2"):
        keep_test(kept, test)
    again = Call("websocket_disconnect", of_table("DeleteItem", "sojourn-local-connections", x__y=["z"]))

    found = prove({CALL: tuple(kept), again: ("a::1", "d::1"), STEP: ("t",)}, ["prod"]).caught

    assert list(kept) == ["a::1", "a::2", "a::3", "b::1", "c::1", "b::2"]
    tests = next(each.tests for each in found if each.pair.resource.endswith("table/sojourn-prod-connections"))
    assert tests == ("a::1", "b::1", "c::1", "d::1", "a::2", "b::2", "a::3")


def test_every_wildcard_of_every_stage_is_argued() -> None:
    assert find_unargued(policies.STAGES) == []


def test_a_wildcard_that_is_not_argued_is_found(one_function: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    vague = allow(["dynamodb:*"], ["arn:aws:dynamodb:*:*:table/*"])
    monkeypatch.setattr(policies, "policy", lambda *_: {"Version": "2012-10-17", "Statement": [vague]})

    found = find_unargued(["prod"])

    assert any("names more than one action" in each for each in found)
    assert any("table/*" in each for each in found)
    assert any("no policy has the wildcard" in each for each in found)  # for nothing else is there any more


def test_a_key_without_its_alias_is_not_argued() -> None:
    key = "arn:aws:kms:eu-central-1:123456789012:key/*"

    assert not any(is_about(each, "prod", allow(["kms:Decrypt"], [key]), key) for each in WILDCARDS)


def test_what_aws_calls_is_granted_and_goes_with_what_calls_it() -> None:
    used = {use for use in USES for role in (*policies.GRANTS, MACHINE) if any(use.resources(role, "prod"))}

    assert used == set(USES)
    assert not [call for call in calls_of_aws("sweeper", "prod") if call.request.action.startswith("sqs:")]
    assert [call for call in calls_of_aws("push_events", "prod") if call.request.action == "sqs:ReceiveMessage"]


def test_a_function_at_work_is_known_also_within_another() -> None:
    acting = Acting(make_cold=lambda: None)

    def inner() -> str:
        return acting.function

    with acting.as_function("outer"):
        seen = [acting.function, acting.mark("inner", inner)()]
        with acting.as_function(NOBODY):
            seen.append(acting.function)
        seen.append(acting.function)

    assert (seen, acting.function) == (["outer", "inner", NOBODY, "outer"], NOBODY)


def test_what_streams_is_at_work_for_each_piece_and_not_in_between() -> None:
    acting = Acting(make_cold=lambda: None)
    closed: list[str] = []

    def stream() -> Iterator[str]:
        try:
            yield acting.function
            yield acting.function
        finally:
            closed.append("closed")

    streaming = acting.mark("stream_events", stream)()
    seen = [next(streaming), acting.function, next(streaming), acting.function, *streaming]

    assert seen == ["stream_events", NOBODY, "stream_events", NOBODY]
    assert closed == ["closed"]


@pytest.mark.waits
def test_a_thread_works_for_whoever_started_it_and_makes_nobody_cold(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("start", "run"):
        monkeypatch.setattr(threading.Thread, name, getattr(threading.Thread, name))
    cold: list[str] = []
    acting = Acting(make_cold=lambda: cold.append(acting.function))
    acting.follow_threads()
    seen: list[str] = []

    with acting.as_function("api_handler"):
        thread = threading.Thread(target=lambda: seen.append(acting.function))
        acting.begin()  # as the next test does, before the thread has come to work
        thread.start()
        thread.join(PATIENCE)

    assert (seen, cold) == (["api_handler"], [NOBODY])
