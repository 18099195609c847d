"""The roles of each stage, and their policies as they stand there: with the region and the API's id."""

from typing import Any

from infra import policies
from infra.policy_places import bind_statements, resolve
from infra.policy_statements import Statement
from infra.tracing import is_traced
from infra.workflow import template as workflow
from tests.least_privilege.requests import ACCOUNT
from tests.support.resolving import resolve as resolve_template
from tests.support.tables import REGION

MACHINE = "booking_machine"
"""The role of the state machine; each function has one of its own."""


def role_policy(role: str, stage: str) -> dict[str, Any]:
    """Return the policy of a role on a stage that lies where the recorded calls went."""
    if role == MACHINE:
        properties = resolve_template(workflow.template(), stage, Tracing=str(is_traced(stage)).lower())[
            "BookingMachineRole"
        ]["Properties"]
        documents = [each["PolicyDocument"] for each in properties["Policies"]]
        return {**documents[0], "Statement": [statement for each in documents for statement in each["Statement"]]}
    made = policies.policy(role, stage)
    return {**made, "Statement": place(made["Statement"])}


def place(statements: list[Statement]) -> list[Statement]:
    """Return statements with the region, the buckets and the WebSocket API of the recorded calls."""
    return [resolve(each, account=ACCOUNT, region=REGION, socket_api="x") for each in bind_statements(statements)]
