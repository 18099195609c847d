"""What a message over a WebSocket leads to, its function may do: each call that it makes is granted."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.services.booking_workflow.conversation import MessageRequest, send_once
from infra.policies import ACTIONS, GRANTS
from tests.simulation.cloud.wire import Call
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import ANNA
from tests.simulation.worlds import world

_PREFIX = "sojourn-local-"
_IN_TRANSACTIONS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
_OTHERS = {
    "stepfunctions.SendTaskSuccess": "workflow:answer:booking",
    "ssm.GetParameter": "parameter:read:foundation",
}
TALKS = [
    (planned, ("no, the 12th", "the second one")),
    (planned, ("make it business",)),
    (planned, ("option 1",)),
    (planned, ("cancel the trip", "yes")),
    (waiting_for_approval, ("a day later", "yes")),
]


def _granted() -> set[tuple[str, str]]:
    """The actions on tables that the function may do."""
    tables = (grant.split(":") for grant in GRANTS["websocket_message"] if grant.startswith("table:"))
    return {(action, table) for _, what, table in tables for action in ACTIONS[what]}


def _of_tables(call: Call) -> Iterator[tuple[str, str]]:
    service, _, action = call.operation.partition(".")
    if service != "dynamodb":
        return
    params: Any = call.params
    if action == "TransactWriteItems":
        for item in params["TransactItems"]:
            for kind, said in item.items():
                yield _IN_TRANSACTIONS[kind], said["TableName"].removeprefix(_PREFIX)
    elif action == "BatchGetItem":
        yield from ((action, table.removeprefix(_PREFIX)) for table in params["RequestItems"])
    else:
        yield action, params["TableName"].removeprefix(_PREFIX)


@pytest.mark.parametrize(("make", "messages"), TALKS, ids=lambda each: getattr(each, "__name__", str(each)))
def test_each_call_that_a_message_leads_to_is_granted(make: Any, messages: tuple[str, ...]) -> None:
    with world() as made:
        booking_id = make(made)
        begun = len(made.wire.calls)
        for number, message in enumerate(messages):
            send_once(ANNA, booking_id, MessageRequest(message=message), idempotency_key=f"key-{number}")
        calls = made.wire.calls[begun:]

    wanted = {each for call in calls for each in _of_tables(call)}
    assert wanted - _granted() == set()
    assert {_OTHERS[call.operation] for call in calls if call.operation in _OTHERS} <= set(GRANTS["websocket_message"])
