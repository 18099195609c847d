"""Bookings across the company, for those who look after its travel: by day, cost centre, person, outcome and
country."""

from typing import Annotated

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.listing import find_outcome, is_of, list_countries
from chalicelib.domain.bookings.parties import PartyRole, list_party_users, list_roles, list_traveller_users
from chalicelib.domain.day_ranges import DayRange, days_from
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import UserId
from chalicelib.domain.places.place import CountryCode
from chalicelib.domain.text import CostCentre
from chalicelib.domain.timestamps import Day
from chalicelib.domain.value import Cursor, Value
from chalicelib.domain.verdict import Outcome
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.models import company_bookings
from chalicelib.models.bookings import BookingSummary, summarise
from chalicelib.models.company_bookings import Places
from chalicelib.services.authorization.company import require_company_reader


class BookingFilters(Value, frozen=True):
    """Which of the company's bookings are meant; all of them together."""

    status: Annotated[BookingStatus | None, msgspec.Meta(description="Only bookings with this status")] = None
    role: Annotated[
        PartyRole | None,
        msgspec.Meta(
            description="`requester`: only bookings that you, or `userId`, asked for; `traveller`: only those that "
            "you, or they, travel by"
        ),
    ] = None
    user_id: Annotated[
        UserId | None, msgspec.Meta(description="With `scope=all`: `userId` of a requester or traveller")
    ] = None
    cost_centre: Annotated[
        CostCentre | None, msgspec.Meta(description="With `scope=all`: only bookings of which it pays, or a share")
    ] = None
    outcome: Annotated[
        Outcome | None,
        msgspec.Meta(description="With `scope=all`: only bookings whose selected option has this policy outcome"),
    ] = None
    country: Annotated[
        CountryCode | None, msgspec.Meta(description="With `scope=all`: only bookings with a place in this country")
    ] = None
    starts_from: Annotated[
        Day | None,
        msgspec.Meta(
            description="With `scope=all`: only trips that start on this day or later, local to where they start; "
            "today (UTC), if neither this, `startsTo` nor `userId` is given"
        ),
    ] = None
    starts_to: Annotated[
        Day | None,
        msgspec.Meta(
            description="With `scope=all`: only trips that start on this day or earlier, at most 366 days from the "
            "first, which are meant if it is not given"
        ),
    ] = None


class ListedBooking(BookingSummary, frozen=True, kw_only=True):
    """A booking in a list. What only lists across the company say is empty in a list of one's own."""

    traveller_ids: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="With `scope=all`: `userId` of every traveller with an account"),
    ] = ()
    cost_centres: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="With `scope=all`: cost centres that pay, that of the first traveller's share first"),
    ] = ()
    outcome: Annotated[
        Outcome | None,
        msgspec.Meta(description="With `scope=all`: policy outcome of the selected option; null if none is selected"),
    ] = None
    countries: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="With `scope=all`: countries of its places, in order: where it starts first"),
    ] = ()


def list_company_bookings(
    identity: Identity, wanted: BookingFilters, *, limit: int, start: Cursor | None
) -> ResultPage[ListedBooking]:
    """List a page of the company's bookings in order of their first days, or of one person's, newest first, and where
    the next page starts. Raises NotAllowed, InvalidInput for a range of days that cannot be."""
    require_company_reader(identity)
    where = _places(wanted)
    found, position = company_bookings.list_bookings(
        where, lambda each: _is_wanted(each, wanted, where.days), limit=limit, start=start
    )
    observability.touch(listed="company bookings", listedRows=len(found))
    return ResultPage([_show(identity, each) for each in found], position)


def _places(wanted: BookingFilters) -> Places:
    if wanted.user_id is not None:
        bounded = wanted.starts_from is not None or wanted.starts_to is not None
        return Places("person", wanted.user_id, _days(wanted) if bounded else None)
    if wanted.cost_centre is not None:
        return Places("cost centre", wanted.cost_centre, _days(wanted))
    return Places("all", "", _days(wanted))


def _days(wanted: BookingFilters) -> DayRange:
    return days_from(wanted.starts_from, wanted.starts_to, clock.now().date())


def _is_wanted(booking: Booking, wanted: BookingFilters, days: DayRange | None) -> bool:
    return (
        wanted.status in {None, booking.status}
        and (days is None or wanted.user_id is None or days.has(booking.request.starts_on))
        and (wanted.user_id is None or wanted.user_id in list_party_users(booking))
        and (wanted.role is None or wanted.user_id is None or wanted.role in list_roles(booking, wanted.user_id))
        and is_of(booking, cost_centre=wanted.cost_centre, outcome=wanted.outcome, country=wanted.country)
    )


def _show(identity: Identity, booking: Booking) -> ListedBooking:
    return ListedBooking(
        **msgspec.structs.asdict(summarise(booking, identity.user_id)),
        traveller_ids=list_traveller_users(booking),
        cost_centres=tuple(dict.fromkeys(booking.request.charged)),
        outcome=find_outcome(booking),
        countries=list_countries(booking),
    )
