"""A stand-in of Amazon Location's geo-places and geo-routes on the loopback: it takes signed requests of the real
client, holds them to the service's own model, of which botocore ships the text, and answers in that model's form.

It knows some places of Helsinki, and the streets of `street_grid`. Which rights requests take is kept in `needed`.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import botocore.loaders
from botocore.model import ListShape, ServiceModel, Shape, StructureShape

from tests.support.converse import Reply, send
from tests.support.map_stand_in import JsonObject, MapStandIn
from tests.support.signed_requests import is_signed
from tests.support.street_grid import METRES_A_SECOND, OnStreet, Spot, length_of, metres_between, path, snap

STATUSES = {
    "AccessDeniedException": 403,
    "InternalServerException": 500,
    "ThrottlingException": 429,
    "ValidationException": 400,
}
MOST_METRES_OF_A_TRACE = 500_000.0
FARTHEST_SNAP = 10_000.0
_PROFILES = {"Car": "driving", "Pedestrian": "walking", "Scooter": "driving", "Truck": "driving"}
_FINLAND = {"Code2": "FI", "Code3": "FIN", "Name": "Finland"}
PLACES: tuple[tuple[str, str, Spot, str, JsonObject], ...] = (
    ("Helsinki", "Locality", (60.1699, 24.9384), "Helsinki, Finland", {"Locality": "Helsinki"}),
    ("Helsinki, GA, United States", "Locality", (33.5, -83.5), "Helsinki, GA, United States", {}),
    ("Oodi", "PointOfInterest", (60.1739, 24.9383), "Oodi, Töölönlahdenkatu 4, 00100 Helsinki", {}),
    (
        "Mannerheimintie 1",
        "PointAddress",
        (60.1688, 24.9405),
        "Mannerheimintie 1, 00100 Helsinki, Finland",
        {"Street": "Mannerheimintie", "Locality": "Helsinki"},
    ),
)


class Refused(Exception):
    """What the service answers with its error."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def fail(code: str, message: str = "In the service's words.") -> Reply:
    """Refuse as the service does."""
    body: JsonObject = {"message": message}
    if code == "ValidationException":
        body |= {"reason": "FieldValidationFailed", "fieldList": [{"name": "unknown", "message": message}]}
    return send(STATUSES[code], json.dumps(body).encode(), x_amzn_ErrorType=code)


class LocationService(MapStandIn):
    """The stand-in of both services, which have hosts of their own in AWS."""

    def __init__(self) -> None:
        super().__init__()
        self.needed: set[str] = set()

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> Reply:
        found = _operations().get(urlsplit(handler.path).path)
        if found is None:
            return fail("ValidationException", "Unknown operation")
        service, operation = found
        if not is_signed(handler, body, service):
            return fail("AccessDeniedException", "The signature does not match.")
        self.needed.add(f"{service}:{operation}")
        model = _model(service).operation_model(operation)
        given: JsonObject = json.loads(body)
        wrong = [*find_wrong(given, model.input_shape, "")]
        if wrong:
            return fail("ValidationException", "; ".join(wrong))
        try:
            answered = _ANSWERS[operation](given)
        except Refused as refused:
            return fail(refused.code, str(refused))
        assert [*find_wrong({**answered, "PricingBucket": "Core"}, model.output_shape, "")] == []
        return send(200, json.dumps(answered).encode(), x_amz_geo_pricing_bucket="Core")


@cache
def _model(service: str) -> ServiceModel:
    text = botocore.loaders.Loader().load_service_model(service, "service-2")
    return ServiceModel(text, service)


@cache
def _operations() -> dict[str, tuple[str, str]]:
    """Service and name of each operation that it knows, by its address."""
    models = {service: _model(service) for service in ("geo-places", "geo-routes")}
    found = {
        model.operation_model(name).http["requestUri"]: (service, str(name))
        for service, model in models.items()
        for name in model.operation_names
    }
    return {address: each for address, each in found.items() if each[1] in _ANSWERS}


def find_wrong(value: Any, shape: Shape | None, where: str) -> Iterator[str]:
    """Everything in a value that a shape of the model does not allow: names, types, lengths, bounds, patterns."""
    if isinstance(shape, StructureShape):
        if not isinstance(value, dict):
            yield f"{where}: no structure"
            return
        yield from (f"{where}/{name}: unknown" for name in value.keys() - shape.members.keys())
        yield from (f"{where}/{name}: required" for name in shape.required_members if name not in value)
        for name in value.keys() & shape.members.keys():
            yield from find_wrong(value[name], shape.members[name], f"{where}/{name}")
    elif isinstance(shape, ListShape):
        if not isinstance(value, list):
            yield f"{where}: no list"
            return
        yield from _out_of_bounds(len(value), shape, where)
        for place, each in enumerate(value):
            yield from find_wrong(each, shape.member, f"{where}/{place}")
    elif shape is not None:
        yield from _wrong_scalar(value, shape, where)


_SCALARS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "double": (int, float),
    "boolean": (bool,),
}


def _wrong_scalar(value: Any, shape: Shape, where: str) -> Iterator[str]:
    size: float = len(value) if isinstance(value, str) else value
    if not isinstance(value, _SCALARS[shape.type_name]):
        yield f"{where}: no {shape.type_name}"
        return
    yield from _out_of_bounds(size, shape, where)
    if value not in shape.metadata.get("enum", [value]):
        yield f"{where}: none of its values"
    pattern = shape.metadata.get("pattern")
    if pattern and isinstance(value, str) and not re.fullmatch(pattern, value):
        yield f"{where}: not of its form"


def _out_of_bounds(size: float, shape: Shape, where: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and size < low) or (high is not None and size > high):
        yield f"{where}: not from {low} to {high}"


def _geocode(given: JsonObject) -> JsonObject:
    words = given.get("QueryText", "").casefold()
    found = [place for place in PLACES if words and words in place[3].casefold()]
    near = given.get("BiasPosition")
    if near:
        found.sort(key=lambda place: metres_between(place[2], _spot(near)))
    return {"ResultItems": [_item(place, near) for place in found[: given.get("MaxResults", 20)]]}


def _reverse_geocode(given: JsonObject) -> JsonObject:
    spot = _spot(given["QueryPosition"])
    wanted = given.get("Filter", {}).get("IncludePlaceTypes")
    most = given.get("MaxResults", 1)
    if wanted == ["Street"]:
        on = snap(spot, given.get("QueryRadius", 200))
        return {"ResultItems": [] if on is None else [_street(on)]}
    found = sorted(PLACES, key=lambda place: metres_between(place[2], spot))
    near = [place for place in found if metres_between(place[2], spot) < 50_000]
    return {"ResultItems": [_item(place, given["QueryPosition"]) for place in near[:most]]}


def _item(place: tuple[str, str, Spot, str, JsonObject], near: list[float] | None) -> JsonObject:
    title, kind, spot, label, address = place
    country = _FINLAND if "United States" not in label else {"Code2": "US", "Code3": "USA", "Name": "United States"}
    item: JsonObject = {
        "PlaceId": "AQAAAFUAmcUuEfaQVmh2BLCWN2hbJGnWqg",
        "PlaceType": kind,
        "Title": title,
        "Address": {"Label": label, "Country": country, **address},
        "Position": _position(spot),
    }
    return item if near is None else {**item, "Distance": round(metres_between(spot, _spot(near)))}


def _street(on: OnStreet) -> JsonObject:
    return {
        "PlaceId": "AQAAAFUAmcUuEfaQVmh2BLCWN2hbJGnWqh",
        "PlaceType": "Street",
        "Title": f"{on.name}, Helsinki, Finland",
        "Address": {"Label": f"{on.name}, Helsinki, Finland", "Country": _FINLAND, "Street": on.name},
        "Position": _position(on.spot),
        "Distance": round(on.metres),
    }


def _calculate_routes(given: JsonObject) -> JsonObject:
    between = [each["Position"] for each in given.get("Waypoints", [])]
    spots = [_spot(position) for position in (given["Origin"], *between, given["Destination"])]
    snapped = [snap(spot, float("inf")) for spot in spots]
    pieces = [path(one, other) for one, other in pairwise([on for on in snapped if on is not None])]
    lines = [piece for piece in pieces if piece is not None]
    shape = given.get("LegGeometryFormat", "FlexiblePolyline")
    if shape != "Simple":
        raise Refused("ValidationException", "The stand-in draws simple lines alone.")
    answer: JsonObject = {"LegGeometryFormat": shape, "Notices": [], "Routes": []}
    if len(lines) < len(pieces):
        return answer
    speed = METRES_A_SECOND[_PROFILES[given.get("TravelMode", "Car")]]
    metres = sum(map(length_of, lines))
    walks = given.get("TravelMode") == "Pedestrian"
    legs = [
        {
            "Geometry": {"LineString": [_position(spot) for spot in line]},
            "TravelMode": "Pedestrian" if walks else "Car",
            "Type": "Pedestrian" if walks else "Vehicle",
        }
        for line in lines
    ]
    summary = {"Distance": round(metres), "Duration": round(metres / speed)}
    return {**answer, "Routes": [{"Legs": legs, "MajorRoadLabels": [], "Summary": summary}]}


def _snap_to_roads(given: JsonObject) -> JsonObject:
    spots = [_spot(each["Position"]) for each in given["TracePoints"]]
    if length_of(spots) > MOST_METRES_OF_A_TRACE:
        raise Refused("ValidationException", "The trace is longer than 500 km.")
    snapped = [snap(spot, given.get("SnapRadius", 300)) for spot in spots]
    points = [
        {
            "Confidence": 0.0 if on is None else 0.97,
            "OriginalPosition": _position(spot),
            "SnappedPosition": _position(spot if on is None else on.spot),
        }
        for spot, on in zip(spots, snapped, strict=True)
    ]
    lost = [place for place, on in enumerate(snapped) if on is None]
    notices = [{"Code": "TracePointsNotMatched", "Title": "Trace points not matched", "TracePointIndexes": lost}]
    on_streets = [on for on in snapped if on is not None]
    pieces = [path(one, other) for one, other in pairwise(on_streets)]
    line = [spot for piece in pieces if piece is not None for spot in piece]
    return {
        "Notices": notices if lost else [],
        "SnappedGeometryFormat": given.get("SnappedGeometryFormat", "FlexiblePolyline"),
        "SnappedTracePoints": points,
        **({"SnappedGeometry": {"LineString": [_position(spot) for spot in line]}} if len(line) > 1 else {}),
    }


def _spot(position: list[float]) -> Spot:
    return position[1], position[0]


def _position(spot: Spot) -> list[float]:
    return [spot[1], spot[0]]


_ANSWERS = {
    "Geocode": _geocode,
    "ReverseGeocode": _reverse_geocode,
    "CalculateRoutes": _calculate_routes,
    "SnapToRoads": _snap_to_roads,
}
