"""What may be wrong with the outside of a stage: a service that is not reached, that takes long, or that answers
something that nobody foresaw. Each is asked of every call that a function makes."""

from collections.abc import Callable, Collection

from tests.alarms.stage import Stage, Trouble
from tests.simulation.cloud.wire import Call
from tests.support.connection import Cut

Which = Callable[[Call], bool]


def calls_of(stage: Stage, functions: Collection[str], operations: str = "", mentioning: str = "") -> Which:
    """Whether a call is made by one of these functions, to an operation whose name begins so, with a text in it."""
    return lambda call: (
        stage.at_work in functions
        and call.operation.startswith(operations)
        and (not mentioning or call.mentions(mentioning))
    )


def unreachable(which: Which) -> Trouble:
    """Nobody is reached."""
    return lambda call: Cut.UNREACHABLE if which(call) else None


def broken(which: Which) -> Trouble:
    """An answer that nobody foresaw."""

    def answer(call: Call) -> None:
        if which(call):
            raise RuntimeError("The answer makes no sense.")

    return answer


def slow(stage: Stage, which: Which, seconds: float) -> Trouble:
    """The first such call of each run of a function takes so long."""
    seen: set[int] = set()

    def wait(call: Call) -> None:
        run = id(stage.functions.at_work)
        if which(call) and run not in seen:
            seen.add(run)
            stage.world.clock.turn(seconds=seconds)

    return wait


def always_slow(stage: Stage, which: Which, seconds: float) -> Trouble:
    """Every such call takes so long."""

    def wait(call: Call) -> None:
        if which(call):
            stage.world.clock.turn(seconds=seconds)

    return wait
