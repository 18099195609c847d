"""Lists of bookings over HTTP: one's own, and those of the whole company."""

from typing import Annotated

import msgspec

from chalicelib.api.http.calls import PageCursor, PageLimit
from chalicelib.api.http.routing import Answer, Call, Page
from chalicelib.api.list_scopes import ListScope, answer_csv, refuse_company_filters, wants_csv
from chalicelib.api.openapi import examples
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.listing import BookingFilters
from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.csv_text import write_rows
from chalicelib.domain.verdict import Outcome
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow, find_unreadable
from chalicelib.models.bookings import BookingSummary
from chalicelib.services.bookings import queries as service
from chalicelib.services.bookings.booking_lines import BOOKING_COLUMNS, booking_cells
from chalicelib.services.bookings.company_lists import ListedBooking, list_company_bookings

_OF_COMPANY = ("user_id", "cost_centre", "outcome", "country", "starts_from", "starts_to")


class BookingQuery(BookingFilters, frozen=True):
    """Which bookings a page has."""

    scope: Annotated[
        ListScope,
        msgspec.Meta(description="`own`: those that you asked for or travel by; `all`: the company's"),
    ] = ListScope.OWN
    record_locator: Annotated[
        Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9 -]{3,40}$", examples=["X7K2PQ"])] | None,
        msgspec.Meta(
            description="Only bookings with an order of exactly this record locator, in any case: your own; for the "
            "travel desk and travel managers everybody's, in either scope"
        ),
    ] = None
    limit: PageLimit = 20
    cursor: PageCursor = None


class ListedBookingPage(Page[ListedBooking], frozen=True):
    """A page of bookings; `nextCursor` is null on the last page."""

    unreadable: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="Ids of bookings at this place in the list that cannot be read at the moment, whatever they "
            "are filtered by; operators are notified. Empty as a rule"
        ),
    ] = ()


def answer_bookings(call: Call[None, BookingQuery]) -> Answer[ListedBookingPage]:
    """Answer with a page of bookings, as its caller wants it written. Raises NotAllowed, InvalidInput."""
    found, position = _list_page(call)
    if wants_csv(call):
        return answer_csv(call, "bookings", (BOOKING_COLUMNS, *map(booking_cells, found)), position)
    cursor = call.cursor_at(position)
    page = ListedBookingPage(
        items=tuple(each for each in found if isinstance(each, ListedBooking)),
        next_cursor=cursor,
        unreadable=find_unreadable(found),
    )
    return Answer(page, headers=call.link_to(cursor))


def _list_page(call: Call[None, BookingQuery]) -> ResultPage[ListedBooking | UnreadableRow]:
    query = call.query
    if query.record_locator is not None:
        refuse_company_filters(query, _OF_COMPANY, "Not with `recordLocator`.")
        return _as_listed(
            service.find_by_locator(
                call.identity,
                query.record_locator,
                status=query.status,
                role=query.role,
                limit=query.limit,
                start=call.position(),
            )
        )
    if query.scope is ListScope.OWN:
        refuse_company_filters(query, _OF_COMPANY)
        return _as_listed(
            service.list_bookings(
                call.identity, status=query.status, role=query.role, limit=query.limit, start=call.position()
            )
        )
    return list_company_bookings(call.identity, query, limit=query.limit, start=call.position())


def _as_listed(
    page: ResultPage[BookingSummary] | ResultPage[BookingSummary | UnreadableRow],
) -> ResultPage[ListedBooking | UnreadableRow]:
    found, position = page
    return ResultPage([_extend(each) for each in found], position)


def _extend(listed: BookingSummary | UnreadableRow) -> ListedBooking | UnreadableRow:
    return listed if isinstance(listed, UnreadableRow) else ListedBooking(**msgspec.structs.asdict(listed))


def listed_example() -> ListedBooking:
    """Return the documentation's booking in a list of the whole company."""
    return ListedBooking(
        booking_id=examples.BOOKING_ID,
        requester_id=examples.TRAVELLER_ID,
        roles=(PartyRole.REQUESTER, PartyRole.TRAVELLER),
        status=BookingStatus.BOOKED,
        name=examples.TRIP.name,
        starts_on=examples.REQUEST.starts_on,
        ends_on=examples.REQUEST.ends_on,
        places=tuple(place.name for place in examples.REQUEST.places),
        price=examples.PRICE,
        trip_id=examples.TRIP_ID,
        created_at=examples.AT,
        updated_at=examples.AT,
        traveller_ids=(examples.TRAVELLER_ID,),
        cost_centres=tuple(dict.fromkeys(examples.REQUEST.charged)),
        outcome=Outcome.COMPLIANT,
        countries=tuple(dict.fromkeys(place.country for place in examples.REQUEST.places)),
    )


def csv_example() -> str:
    """Return the documentation's booking as a file of lines."""
    return write_rows((BOOKING_COLUMNS, booking_cells(listed_example())))
