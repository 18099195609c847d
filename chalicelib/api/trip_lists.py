"""Lists of trips over HTTP: one's own, those shared with one, and those of the whole company."""

from typing import Annotated

import msgspec

from chalicelib.api.http.calls import PageCursor, PageLimit
from chalicelib.api.http.routing import Call
from chalicelib.api.list_scopes import ListScope, refuse_company_filters
from chalicelib.domain.trips.listing import TripFilters
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.services.authorization.trips import SeenTrip
from chalicelib.services.trips import trips as service
from chalicelib.services.trips.company_lists import list_company_trips
from chalicelib.services.trips.trips import TripFilter

_EXCLUSIVE = "These filters exclude each other."
_OF_COMPANY = ("cost_centre", "outcome", "country", "on")


class TripQuery(TripFilters, frozen=True):
    """Which trips a page has."""

    scope: Annotated[
        ListScope, msgspec.Meta(description="`own`: those of one person, or shared with you; `all`: the company's")
    ] = ListScope.OWN
    shared: Annotated[
        bool, msgspec.Meta(description="True: trips that colleagues share with you, instead of your own")
    ] = False
    limit: PageLimit = 20
    cursor: PageCursor = None


def list_page(call: Call[None, TripQuery]) -> ResultPage[SeenTrip | UnreadableRow]:
    """Return a page of the trips that are asked for. Raises NotAllowed, InvalidInput."""
    query = call.query
    if query.scope is ListScope.ALL:
        _refuse_together(query.shared, "/shared", "Not together with `scope=all`.")
        return list_company_trips(call.identity, query, limit=query.limit, start=call.position())
    refuse_company_filters(query, _OF_COMPANY)
    wanted = TripFilter(query.status, query.window, query.role)
    if query.shared:
        _refuse_together(query.user_id, "/userId", "Not together with `shared`.")
        _refuse_together(query.role, "/role", "Not together with `shared`.")
        return service.list_shared_trips(call.identity, wanted, limit=query.limit, start=call.position())
    return service.list_trips(call.identity, wanted, user_id=query.user_id, limit=query.limit, start=call.position())


def _refuse_together(given: object, pointer: str, detail: str) -> None:
    if given:
        raise InvalidInput(_EXCLUSIVE, [FieldError(pointer, detail)])
