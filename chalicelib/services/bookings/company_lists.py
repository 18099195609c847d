"""Bookings across the company, for those who look after its travel: by day, cost centre, person, outcome and
country."""

from typing import Annotated

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.listing import BookingFilters, find_outcome, is_of, list_countries
from chalicelib.domain.bookings.parties import list_party_users, list_roles, list_traveller_users
from chalicelib.domain.day_ranges import DayRange, days_from
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor
from chalicelib.domain.verdict import Outcome
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.models import company_bookings
from chalicelib.models.bookings import BookingSummary, summarise
from chalicelib.models.company_bookings import Places
from chalicelib.services.authorization.company import require_company_reader


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
) -> ResultPage[ListedBooking | UnreadableRow]:
    """List a page of the company's bookings in order of their first days, or of one person's, newest first, and where
    the next page starts; one that cannot be read is there by its id. Raises NotAllowed, InvalidInput for a range of
    days that cannot be."""
    require_company_reader(identity)
    wanted = resolve_filters(wanted)
    where = _places(wanted)
    found, position = company_bookings.list_bookings(
        where, lambda each: _is_wanted(each, wanted, where.days), limit=limit, start=start
    )
    observability.touch(listed="company bookings", listedRows=len(found))
    listed = [each if isinstance(each, UnreadableRow) else _show(identity, each) for each in found]
    return ResultPage(listed, position)


def resolve_filters(wanted: BookingFilters) -> BookingFilters:
    """Return the filters with the days that they mean now. Raises InvalidInput for what makes no sense together."""
    if wanted.role is not None and wanted.user_id is None:
        raise InvalidInput("A role is somebody's.", [FieldError("/role", "Only for a `userId`.")])
    if wanted.user_id is not None and wanted.starts_from is None and wanted.starts_to is None:
        return wanted
    days = days_from(wanted.starts_from, wanted.starts_to, clock.now().date())
    return msgspec.structs.replace(wanted, starts_from=days.first, starts_to=days.last)


def _places(wanted: BookingFilters) -> Places:
    days = DayRange(wanted.starts_from, wanted.starts_to) if wanted.starts_from and wanted.starts_to else None
    if wanted.user_id is not None:
        return Places("person", wanted.user_id, days)
    if wanted.cost_centre is not None:
        return Places("cost centre", wanted.cost_centre, days)
    return Places("all", "", days)


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
