"""Stories that are told anew with one of their calls cut: in every kind of place each day, and of places that are alike
in the day's share."""

from collections.abc import Callable

from tests.simulation.cloud.wire import Call
from tests.simulation.crashes import MODES, READS, Point, Ran
from tests.support.connection import Cut
from tests.support.daily_share import share

# A story told with one of its calls cut, or with none: the calls that it makes, and what did not hold in the end.
Story = Callable[[Point | None], Ran]
ONE_CUT_IN = 5


def broken_by_cuts(story: Story, of_interest: Callable[[Call], bool]) -> tuple[int, list[str]]:
    """In how many places a story can be cut, a write of interest in every way and a read so that it is not answered;
    and what of it did not hold, cut in those whose turn it is today."""
    calls = {call.number: call for call in story(None).calls if of_interest(call)}
    cuts = [
        Point(call.number, cut)
        for call in calls.values()
        for cut in MODES
        if cut is Cut.LOST or call.operation not in READS
    ]
    tried = share(cuts, lambda point: calls[point.number].kind, one_in=ONE_CUT_IN)
    return len(cuts), [f"{point}: {text}" for point in tried for text in story(point).found]


def only(point: Point | None) -> Callable[[Call], Cut | None]:
    """Scissors for one point."""
    return lambda call: point.cut if point is not None and call.number == point.number else None
