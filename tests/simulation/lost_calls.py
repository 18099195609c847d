"""One call that never arrives, or whose answer does not."""

from collections.abc import Callable

from tests.simulation.cloud.wire import Call
from tests.support.connection import Cut

CALLBACK = "stepfunctions.SendTaskSuccess"


def once(operation: str, cut: Cut = Cut.UNREACHABLE, text: str = "") -> Callable[[Call], Cut | None]:
    """Cut the next call of an operation, and none after it."""
    left = [cut]

    def scissors(call: Call) -> Cut | None:
        return left.pop() if left and call.operation == operation and call.mentions(text) else None

    return scissors
