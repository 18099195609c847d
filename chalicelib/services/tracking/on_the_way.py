"""How far somebody is along a trip: what the itinerary plans, read together with their positions."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.timestamps import LONGEST_SPAN
from chalicelib.domain.tracking.fix import Signal
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.looks import LookKind, Range, Sight, Standing
from chalicelib.domain.tracking.on_the_way.planned_moves import plan_moves, span_of_group
from chalicelib.domain.tracking.on_the_way.progress import EARLIEST, LATEST, PlannedMove
from chalicelib.domain.tracking.on_the_way.trip_progress import TripProgress, choose_group, show_progress
from chalicelib.domain.tracking.windows import windows_of
from chalicelib.domain.trips.trip import Trip, TripStatus, Window
from chalicelib.domain.value import Cursor
from chalicelib.errors import NotFound
from chalicelib.models import items, tracking_events, trips
from chalicelib.services.tracking.history import read_track
from chalicelib.services.tracking.looks import find_sight, write_look
from chalicelib.services.tracking.windows import company_limits

_PAGE = 100
_BEFORE, _AFTER = timedelta(seconds=EARLIEST), timedelta(seconds=LATEST)


def get_progress(identity: Identity, trip_id: str, *, user_id: str | None, reason: str | None) -> TripProgress:
    """Return how far a traveller of a trip is: the caller, if they travel on it, unless they say who. Whoever looks at
    another's gives a reason, and looks while the trip is under way.

    Raises NotFound where there is nothing for them to see, InvalidInput without a reason, NotAllowed for who has left,
    Unavailable.
    """
    trip = trips.find_trip(trip_id)
    traveller = _choose_traveller(identity, trip, user_id)
    if trip is None or traveller is None:
        raise _nothing(trip_id)
    try:
        sight = find_sight(identity, traveller, LookKind.PROGRESS)
    except NotFound:
        raise _nothing(trip_id) from None  # in the words of a trip that there is not
    if sight.standing is not Standing.SELF and not _is_open(trip, sight):
        raise _nothing(trip_id)
    write_look(identity, sight, kind=LookKind.PROGRESS, reason=reason, asked=_asked(trip))
    return read_progress(trip, sight)


def find_progress(sight: Sight) -> TripProgress | None:
    """Return how far somebody is along the trip of theirs that is under way, as a follower may see it; None where none
    is."""
    now = clock.now()
    for trip in list_trips_around(sight.user_id, now, now):
        if sight.standing is Standing.SELF or _is_open(trip, sight):
            found = read_progress(trip, sight)
            if found.moves:
                return found
    return None


def read_progress(trip: Trip, sight: Sight) -> TripProgress:
    """Return how far somebody is along a trip. Raises Unavailable."""
    now = clock.now()
    moves = choose_group(read_moves(trip), now)
    known = tracking_events.find_warnings(sight.user_id, trip.trip_id)
    return show_progress(trip.trip_id, sight, moves, _read_sound(sight.user_id, moves), known, now)


def read_moves(trip: Trip) -> tuple[PlannedMove, ...]:
    """Return the moves that the itinerary of a trip plans: what was booked, or written by whose trip it is; not by a
    colleague with whom it is shared."""
    found, now = items.list_itinerary(trip.trip_id), clock.now()
    own = [each for each in found if each.is_booked or each.created_by in trip.parties]
    return plan_moves((each for each in own if not each.is_gone(now)), find_airport_point)


def list_trips_around(user_id: str, since: datetime, until: datetime) -> Iterator[Trip]:
    """Yield the trips on which somebody travels themselves that positions between two moments may say something of."""
    start: Cursor | None = None
    within = Window(since - LONGEST_SPAN - _AFTER, until + _BEFORE)
    while True:
        page, start = trips.list_trips(user_id, within=within, limit=_PAGE, start=start)
        yield from (each for each in page if _is_followed(each, user_id) and each.ends_at >= since - _AFTER)
        if start is None:
            return


def find_airport_point(iata: str) -> Point | None:
    """Return where an airport is; None for a code that is none."""
    from chalicelib.domain.places.resolver import find_airport  # the book of airports is long

    try:
        airport = find_airport(iata)
    except NotFound:
        return None
    return point_at(airport.latitude, airport.longitude)


def _read_sound(user_id: str, moves: tuple[PlannedMove, ...]) -> list[Signal]:
    if not moves:
        return []
    return [each.signal for each in read_track(user_id, span_of_group(moves)) if not each.flags]


def _is_followed(trip: Trip, user_id: str) -> bool:
    return user_id in trip.travellers and trip.status is not TripStatus.CANCELLED and not trip.deleting


def _choose_traveller(identity: Identity, trip: Trip | None, user_id: str | None) -> str | None:
    """Return whose progress is asked for; None when nobody of that name travels on the trip."""
    if trip is None or trip.deleting or trip.status is TripStatus.CANCELLED:
        return None
    travelling = trip.travellers
    wanted = user_id or (identity.user_id if identity.user_id in travelling else next(iter(travelling), None))
    return wanted if wanted in travelling else None


def _is_open(trip: Trip, sight: Sight) -> bool:
    """Return whether others may look at a traveller because of this very trip, now; arrangers, if it is booked."""
    now = clock.now()
    return any(
        window.interval.holds(now) and (window.is_booked or sight.standing is not Standing.ARRANGER)
        for window in windows_of([trip], sight.user_id, company_limits())
    )


def _asked(trip: Trip) -> Range:
    return Range(trip.starts_at, trip.ends_at)


def _nothing(trip_id: str) -> NotFound:
    return NotFound(f"There is no progress on a trip {trip_id} for you to see.")
