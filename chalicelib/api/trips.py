"""Trips over HTTP: what has been bought, with its itinerary."""

from chalicelib.api import examples
from chalicelib.api.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery
from chalicelib.domain.trip import Trip, TripItem
from chalicelib.domain.value import Value
from chalicelib.errors import NotFound
from chalicelib.services import trips as service

blueprint = ApiBlueprint(__name__, tag="Trips", description="What has been bought, with its itinerary.")


class TripView(Value, frozen=True):
    """A trip with its itinerary, in the order in which it happens."""

    trip: Trip
    items: tuple[TripItem, ...]


class TripQuery(PageQuery, frozen=True):
    """A page of trips."""


@blueprint.route(
    "/v1/trips",
    summary="My trips, the latest start first",
    example=lambda: Example(response=Page(items=(examples.TRIP,), next_cursor=None)),
)
def list_trips(call: Call[None, TripQuery]) -> Answer[Page[Trip]]:
    found, position = service.list_trips(call.identity, limit=call.query.limit, start=call.position())
    return call.page(found, position)


@blueprint.route(
    "/v1/trips/{tripId}",
    summary="One trip with its itinerary",
    errors=[NotFound],
    example=lambda: Example(response=TripView(trip=examples.TRIP, items=(examples.TRIP_ITEM,))),
)
def get_trip(call: Call[None, None]) -> Answer[TripView]:
    trip, items = service.get_trip(call.identity, call.path["tripId"])
    return Answer(TripView(trip=trip, items=tuple(items)), version=trip.version)
