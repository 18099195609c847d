"""Maps over HTTP: places by name and by position, the airports and the time zone of a point, and routes."""

from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, links_to
from chalicelib.domain.tracking.exports.polyline import encode_polyline
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.maps import (
    ATTRIBUTIONS,
    Latitude,
    Longitude,
    MapPlace,
    MapSource,
    PlaceKind,
    RoadPoint,
    TravelMode,
)
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput, NotFound, TooManyRequests, Unavailable
from chalicelib.gateways.maps.protocol import LONGEST_TEXT
from chalicelib.services import maps as service

blueprint = ApiBlueprint(
    __name__,
    tag="Maps",
    description=(
        "Every answer names its `source`. Unless the stage is set up with a provider, that is `offline`: airports and "
        "cities that ship with the service, and routes estimated by the great circle, for which `isEstimate` is true."
    ),
)

MOST_PLACES, MOST_VIA = 20, 10
_MAY_BE_KEPT, _MAY_NOT = "private, max-age=3600", "no-store"
_OFFLINE = msgspec.Meta(description="Ask no provider: answer by what ships with the service")
_Spot = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^-?[0-9]{1,2}(\.[0-9]{1,9})?,-?[0-9]{1,3}(\.[0-9]{1,9})?$",
        description="Latitude and longitude in WGS 84 degrees",
        examples=["60.1695,24.9525"],
    ),
]


class GeocodeParameters(Value, frozen=True):
    """What to look for; around a point, if both of its coordinates are given."""

    q: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=LONGEST_TEXT,
            description="A city, an airport by name or IATA code; with a provider, an address as well",
            examples=["Helsinki"],
        ),
    ]
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST_PLACES, description="At most how many places to return")] = 5
    offline: Annotated[bool, _OFFLINE] = False


class PointParameters(Value, frozen=True):
    """A point, and how many answers there may be."""

    latitude: Latitude
    longitude: Longitude
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST_PLACES, description="At most how many places to return")] = 5
    offline: Annotated[bool, _OFFLINE] = False


class AirportParameters(Value, frozen=True):
    """A point, and how many airports there may be."""

    latitude: Latitude
    longitude: Longitude
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST_PLACES, description="At most how many airports to return")] = 5


class TimeZoneParameters(Value, frozen=True):
    """A point."""

    latitude: Latitude
    longitude: Longitude


class RouteParameters(Value, frozen=True):
    """Where to go, and how."""

    origin: _Spot
    destination: _Spot
    via: Annotated[
        tuple[_Spot, ...], msgspec.Meta(max_length=MOST_VIA, description="Points between, in their order")
    ] = ()
    mode: Annotated[TravelMode, msgspec.Meta(description="How the way is travelled")] = TravelMode.CAR
    precision: Annotated[int, msgspec.Meta(ge=5, le=6, description="Digits behind the point in `polyline`")] = 6
    offline: Annotated[bool, _OFFLINE] = False


_Attribution = Annotated[str, msgspec.Meta(description="Whom to name where it is shown; the licence asks for it")]


class PlaceList(Value, frozen=True):
    """Places, the best first; none, if there are none."""

    items: Annotated[tuple[MapPlace, ...], msgspec.Meta(description="Places, the best first")]
    attribution: _Attribution


class Surroundings(Value, frozen=True):
    """Places at a point, the nearest first, and the nearest road."""

    items: Annotated[tuple[MapPlace, ...], msgspec.Meta(description="Places at the point, the nearest first")]
    road: Annotated[
        RoadPoint | None, msgspec.Meta(description="Null if there is none within 1 km, or nobody knows roads")
    ]
    attribution: _Attribution


class TimeZoneView(Value, frozen=True):
    """The time zone of a point."""

    timezone: Annotated[
        str,
        msgspec.Meta(
            description="IANA zone; at sea the nautical one, `Etc/GMT-2` for two hours ahead of UTC",
            examples=["Europe/Helsinki"],
        ),
    ]
    source: Annotated[MapSource, msgspec.Meta(description="Whose knowledge it is")]
    attribution: _Attribution


class RouteView(Value, frozen=True):
    """A way through points in their order."""

    source: Annotated[MapSource, msgspec.Meta(description="Whose knowledge it is")]
    mode: Annotated[TravelMode, msgspec.Meta(description="How the way is travelled")]
    is_estimate: Annotated[
        bool,
        msgspec.Meta(
            description="No road was looked up: distance and duration are estimated from the great circle, which "
            "`polyline` draws. There may be no way at all"
        ),
    ]
    distance_metres: Annotated[int, msgspec.Meta(ge=0, description="Length of the way in metres")]
    duration_seconds: Annotated[int, msgspec.Meta(ge=0, description="Without stops; of a flight, from gate to gate")]
    polyline: Annotated[str, msgspec.Meta(description="The path as an encoded polyline")]
    precision: Annotated[int, msgspec.Meta(ge=5, le=6, description="Digits behind the point in `polyline`")]
    attribution: _Attribution


_HELSINKI = MapPlace(
    name="Helsinki",
    label="Helsinki, Finland (HEL)",
    kind=PlaceKind.CITY,
    latitude=60.17,
    longitude=24.935,
    country="FI",
    timezone="Europe/Helsinki",
    airports=("HEL",),
    distance_metres=None,
    source=MapSource.OFFLINE,
)
_VANTAA = MapPlace(
    name="Helsinki Vantaa Airport",
    label="Helsinki Vantaa Airport, Helsinki, FI (HEL)",
    kind=PlaceKind.AIRPORT,
    latitude=60.3172,
    longitude=24.9633,
    country="FI",
    timezone="Europe/Helsinki",
    airports=("HEL",),
    distance_metres=16_434,
    source=MapSource.OFFLINE,
)
_NAMED = ATTRIBUTIONS[MapSource.OFFLINE]


@blueprint.route(
    "/v1/maps/geocode",
    summary="Find a place by name",
    description="Names that several places share give several answers. With a point, what is nearest comes first.",
    errors=[TooManyRequests, Unavailable],
    links=[links_to("plan_route")],
    example=lambda: Example(response=PlaceList(items=(_HELSINKI,), attribution=_NAMED)),
)
def geocode(call: Call[None, GeocodeParameters]) -> Answer[PlaceList]:
    query = call.query
    found = service.geocode(
        call.identity.user_id,
        query.q,
        limit=query.limit,
        near=_near(query.latitude, query.longitude),
        offline=query.offline,
    )
    return _answer_places(found)


@blueprint.route(
    "/v1/maps/reverse-geocode",
    summary="Find what is at a point",
    description="Airports and cities around a point; with a provider, addresses, and the nearest road.",
    errors=[TooManyRequests, Unavailable],
    links=[links_to("plan_route")],
    example=lambda: Example(
        response=Surroundings(
            items=(msgspec.structs.replace(_HELSINKI, distance_metres=970),), road=None, attribution=_NAMED
        )
    ),
)
def reverse_geocode(call: Call[None, PointParameters]) -> Answer[Surroundings]:
    query, user_id = call.query, call.identity.user_id
    point = point_at(query.latitude, query.longitude)
    items = service.reverse_geocode(user_id, point, limit=query.limit, offline=query.offline)
    road = service.nearest_road(user_id, point, TravelMode.CAR, offline=query.offline)
    sources = [*(place.source for place in items), *([road.source] if road else [])]
    answer = Surroundings(items=items, road=road, attribution=_attribute(sources))
    return Answer(answer, headers=_cache(sources))


@blueprint.route(
    "/v1/maps/airports",
    summary="Find the nearest airports",
    description="Airports with an IATA code that serve a city, the nearest first.",
    links=[links_to("plan_route")],
    example=lambda: Example(response=PlaceList(items=(_VANTAA,), attribution=_NAMED)),
)
def list_nearest_airports(call: Call[None, AirportParameters]) -> Answer[PlaceList]:
    query = call.query
    return _answer_places(service.nearest_airports(point_at(query.latitude, query.longitude), limit=query.limit))


@blueprint.route(
    "/v1/maps/time-zone",
    summary="Get the time zone of a point",
    example=lambda: Example(
        response=TimeZoneView(
            timezone="Europe/Helsinki", source=MapSource.OFFLINE, attribution=ATTRIBUTIONS[MapSource.OSRM]
        )
    ),
)
def get_time_zone(call: Call[None, TimeZoneParameters]) -> Answer[TimeZoneView]:
    zone = service.find_time_zone(point_at(call.query.latitude, call.query.longitude))
    # Borders of zones are OpenStreetMap's, whoever draws them.
    answer = TimeZoneView(timezone=zone, source=MapSource.OFFLINE, attribution=ATTRIBUTIONS[MapSource.OSRM])
    return Answer(answer, headers=_cache([MapSource.OFFLINE]))


@blueprint.route(
    "/v1/maps/route",
    summary="Plan a route",
    description=(
        "The quickest way by car, by bicycle or on foot; a flight along the great circle. 404 where there is no road "
        "within 1 km of a point, or no way between two."
    ),
    errors=[NotFound, TooManyRequests, Unavailable],
    links=[links_to("list_nearest_airports")],
    example=lambda: Example(
        response=RouteView(
            source=MapSource.OFFLINE,
            mode=TravelMode.CAR,
            is_estimate=True,
            distance_metres=21_407,
            duration_seconds=2_014,
            polyline="wpmwqBgj~qn@gn_H_bT",
            precision=6,
            attribution=_NAMED,
        )
    ),
)
def plan_route(call: Call[None, RouteParameters]) -> Answer[RouteView]:
    query = call.query
    points = [
        _read_spot(query.origin, "/origin"),
        *(_read_spot(spot, f"/via/{place}") for place, spot in enumerate(query.via)),
        _read_spot(query.destination, "/destination"),
    ]
    route = service.plan_route(call.identity.user_id, points, query.mode, offline=query.offline)
    answer = RouteView(
        source=route.source,
        mode=route.mode,
        is_estimate=route.is_estimate,
        distance_metres=route.distance_metres,
        duration_seconds=route.duration_seconds,
        polyline=encode_polyline(route.path, 5 if query.precision == 5 else 6),
        precision=query.precision,
        attribution=ATTRIBUTIONS[route.source],
    )
    return Answer(answer, headers=_cache([route.source]))


def _answer_places(found: tuple[MapPlace, ...]) -> Answer[PlaceList]:
    sources = [place.source for place in found]
    return Answer(PlaceList(items=found, attribution=_attribute(sources)), headers=_cache(sources))


def _attribute(sources: list[MapSource]) -> str:
    return "; ".join(dict.fromkeys(ATTRIBUTIONS[source] for source in sources))


def _cache(sources: list[MapSource]) -> dict[str, str]:
    """Return whether the reader may keep an answer: not what a provider found that forbids it, nor that it found
    nothing."""
    may_be_kept = bool(sources) and service.KEEPABLE.issuperset(sources)
    return {"Cache-Control": _MAY_BE_KEPT if may_be_kept else _MAY_NOT}


def _near(latitude: float | None, longitude: float | None) -> Point | None:
    match latitude, longitude:
        case None, None:
            return None
        case float() as north, float() as east:
            return point_at(north, east)
    missing = "/latitude" if latitude is None else "/longitude"
    raise InvalidInput("Half of a point is none.", [FieldError(missing, "Give both coordinates, or none.")])


def _read_spot(text: str, pointer: str) -> Point:
    latitude, longitude = map(float, text.split(","))
    if abs(latitude) > 90 or abs(longitude) > 180:
        detail = "A latitude is from -90 to 90 degrees, a longitude from -180 to 180."
        raise InvalidInput("That is off the globe.", [FieldError(pointer, detail)])
    return point_at(latitude, longitude)
