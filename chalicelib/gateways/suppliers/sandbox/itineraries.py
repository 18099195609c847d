"""Which journeys one of the sandbox's airlines flies over the slices of a query: one way, there and back, an open jaw
or several cities, all found in the same way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.offers.searches import SliceQuery
from chalicelib.gateways.suppliers.sandbox.network import Journey, RankedRouting, Routing, find_journeys, find_routings

_ITINERARIES = 8
_BEFORE_DEPARTURE = timedelta(minutes=90)
_BETWEEN_SLICES = timedelta(hours=1)

Itinerary = tuple[Journey, ...]


@dataclass(frozen=True, slots=True)
class _Course:
    """One airline's routings over all slices, and the effort of them together."""

    routings: tuple[Routing, ...]
    effort: float


def find_itineraries(slices: Sequence[SliceQuery], now: datetime) -> list[Itinerary]:
    """Return the best itinerary of every airline first, then every airline's second best, until there are enough; each
    flies all slices with one airline, and leaves for a slice an hour after the one before has arrived or later."""
    by_turn: list[tuple[int, int, Itinerary]] = []
    turns = Counter[str]()
    for order, course in enumerate(_find_courses(slices)):
        designator = course.routings[0].airline.designator
        for itinerary in dict.fromkeys(_fly(course, slices, now)):
            by_turn.append((turns[designator], order, itinerary))
            turns[designator] += 1
        if len(turns) == _ITINERARIES:
            break  # the best of each of these airlines is all there is room for
    return [itinerary for _, _, itinerary in sorted(by_turn, key=lambda entry: entry[:2])[:_ITINERARIES]]


def _find_courses(slices: Sequence[SliceQuery]) -> list[_Course]:
    """Return the courses of all airlines that fly all slices, the least effort first."""
    first, *others = (find_routings(each.origins, each.destinations) for each in slices)
    by_airline = [_by_airline(found) for found in others]
    courses = (_plot(lead, slices, by_airline) for lead in first)
    return sorted((course for course in courses if course is not None), key=lambda course: course.effort)


def _by_airline(found: Sequence[RankedRouting]) -> dict[str, list[RankedRouting]]:
    routings: dict[str, list[RankedRouting]] = {}
    for each in found:
        routings.setdefault(each.routing.airline.designator, []).append(each)
    return routings


def _plot(
    lead: RankedRouting, slices: Sequence[SliceQuery], by_airline: Sequence[dict[str, list[RankedRouting]]]
) -> _Course | None:
    """Return the course that begins with `lead`: back over the same airports where a slice goes back, and otherwise on
    from the airport of arrival, if the airline flies from there. None when it does not fly a slice."""
    plotted = [lead]
    for place, found in enumerate(by_airline, start=1):
        outward = _slice_returned(slices, place)
        if outward is not None:
            plotted.append(RankedRouting(plotted[outward].routing.back, plotted[outward].effort))
            continue
        onward = found.get(lead.routing.airline.designator)
        if onward is None:
            return None
        here = plotted[-1].routing.airports[-1]
        plotted.append(next((each for each in onward if each.routing.airports[0] == here), onward[0]))
    return _Course(tuple(each.routing for each in plotted), sum(each.effort for each in plotted))


def _slice_returned(slices: Sequence[SliceQuery], place: int) -> int | None:
    """Return the place of the latest slice before that this one is the way back of; None if there is none."""
    back = (slices[place].destinations, slices[place].origins)
    return next((i for i in range(place - 1, -1, -1) if (slices[i].origins, slices[i].destinations) == back), None)


def _fly(course: _Course, slices: Sequence[SliceQuery], now: datetime) -> Iterator[Itinerary]:
    """Yield the early departures and the last slice's late ones first, so that a short trip has whole days where it
    goes."""
    flown = [_journeys(routing, asked) for routing, asked in zip(course.routings, slices, strict=True)]
    flown[0] = [journey for journey in flown[0] if journey[0].departs_at >= now + _BEFORE_DEPARTURE]
    if len(flown) > 1:
        flown[-1].reverse()
    if not all(flown):
        return
    for turn in range(max(map(len, flown))):
        itinerary = _join(flown, turn)
        if itinerary is not None:
            yield itinerary


def _journeys(routing: Routing, asked: SliceQuery) -> list[Journey]:
    """Return the journeys along `routing` on the day and within the windows asked for, the earliest first."""
    return find_journeys(routing, asked.depart_on, lambda journey: _is_within(asked, journey))


def _is_within(asked: SliceQuery, journey: Journey) -> bool:
    first, last = journey[0], journey[-1]
    departs = asked.departure is None or asked.departure.includes(first.departs_at, first.origin.timezone)
    return departs and (asked.arrival is None or asked.arrival.includes(last.arrives_at, last.destination.timezone))


def _join(flown: Sequence[Sequence[Journey]], turn: int) -> Itinerary | None:
    """Return each slice's journey of this turn, or the next that leaves late enough; None when one has none."""
    itinerary: list[Journey] = []
    for journeys in flown:
        start = turn % len(journeys)
        in_turn = (*journeys[start:], *journeys[:start])
        ready = itinerary[-1][-1].arrives_at + _BETWEEN_SLICES if itinerary else None
        journey = next((each for each in in_turn if ready is None or each[0].departs_at >= ready), None)
        if journey is None:
            return None
        itinerary.append(journey)
    return tuple(itinerary)
