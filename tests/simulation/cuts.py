"""Calls to cut, as a wire's scissors."""

from tests.simulation.cloud.wire import Call
from tests.support.connection import Cut


def no_word(call: Call) -> Cut | None:
    """The workflow cannot be told of any decision."""
    return Cut.UNREACHABLE if call.operation == "stepfunctions.SendTaskSuccess" else None


def no_reconciliation(call: Call) -> Cut | None:
    """No message that asks for a reconciliation reaches its queue."""
    return Cut.UNREACHABLE if call.mentions("sojourn-local-reconciliations") else None
