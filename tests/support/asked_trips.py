"""Trip requests as they come in, for tests that only want a journey there and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import Cabin, StayRequest, Traveller, TripRequest
from chalicelib.services.trip_requests.fields import BookingRequest, RequestedSlice, RequestedStay
from chalicelib.services.trip_requests.revising import RevisionRequest


def ask_there_and_back(
    origin: str,
    destination: str,
    depart_on: date,
    return_on: date | None = None,
    *,
    cabin: Cabin = Cabin.ECONOMY,
    stay: RequestedStay | None = None,
    **fields: Any,
) -> BookingRequest:
    """Ask for one slice there, if a day is said one back, and at most one stay; `fields` are those of the request."""
    return BookingRequest(
        slices=slices_there_and_back(origin, destination, depart_on, return_on, cabin),
        stays=(stay,) if stay else (),
        **fields,
    )


def slices_there_and_back(
    origin: str, destination: str, depart_on: date, return_on: date | None = None, cabin: Cabin = Cabin.ECONOMY
) -> tuple[RequestedSlice, ...]:
    """Return one slice there and, if a day is said, one back."""
    out = RequestedSlice(origin=origin, destination=destination, depart_on=depart_on, cabin=cabin)
    if return_on is None:
        return (out,)
    return (out, RequestedSlice(origin=destination, destination=origin, depart_on=return_on, cabin=cabin))


class Journey(NamedTuple):
    """What was understood of a journey there and back, or one way."""

    origin: Place
    destination: Place
    depart_on: date
    return_on: date | None
    cabin: Cabin
    stay: StayRequest | None
    purpose: str | None
    cost_centre: str
    travellers: tuple[Traveller, ...]
    currency: str


def there_and_back(request: TripRequest) -> Journey:
    """Return a request that is a journey there and back, or one way, with at most one stay."""
    out, *back = request.slices
    assert len(back) <= 1
    assert all((each.origin, each.destination) == (out.destination, out.origin) for each in back)
    assert len(request.stays) <= 1
    stay = next(iter(request.stays), None)
    assert stay is None or (stay.arrives_by, stay.leaves_by) == (0, 1 if back else None)
    return_on = back[0].depart_on if back else None
    return Journey(
        origin=out.origin,
        destination=out.destination,
        depart_on=out.depart_on,
        return_on=return_on,
        cabin=out.cabin,
        stay=stay,
        purpose=request.purpose,
        cost_centre=request.cost_centre,
        travellers=request.travellers,
        currency=request.currency,
    )


_JOURNEY = ("origin", "destination", "depart_on", "return_on", "cabin", "stay")


def ask_for(journey: Mapping[str, Any], **changes: Any) -> BookingRequest:
    """Ask for `journey` with changes, of which some may be of a journey there and back (`origin`, `destination`,
    `depart_on`, `return_on`, `cabin`, `stay`); with words, or a shape of their own, for that."""
    if "request" in changes or {"slices", "stays", "cars"} & set(changes):
        return BookingRequest(
            **{field: value for field, value in {**journey, **changes}.items() if field not in _JOURNEY}
        )
    return ask_there_and_back(**{**journey, **changes})


def revise_there_and_back(request: TripRequest, **changes: Any) -> RevisionRequest:
    """Revise a journey there and back by what of it changes, and by fields of a revision."""
    journey = {field: changes.pop(field) for field in _JOURNEY if field in changes}
    if "stay" in journey:
        stay = journey.pop("stay")
        changes["stays"] = (stay,) if stay else ()
    if journey:
        before = there_and_back(request)
        usual = {
            "origin": before.origin.name,
            "destination": before.destination.name,
            "depart_on": before.depart_on,
            "return_on": before.return_on,
            "cabin": before.cabin,
        }
        changes["slices"] = slices_there_and_back(**{**usual, **journey})
    return RevisionRequest(**changes)


def journey_body(
    origin: str, destination: str, depart_on: str, return_on: str | None = None, *, stay: Any = None, **fields: Any
) -> dict[str, Any]:
    """Return the JSON of a request there and, if a day is said, back."""
    out = {"origin": origin, "destination": destination, "departOn": depart_on}
    back = {"origin": destination, "destination": origin, "departOn": return_on}
    slices = [out, back] if return_on else [out]
    return {"slices": slices, **({} if stay is None else {"stays": [stay]}), **fields}


def revision_body(request: TripRequest, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON of a revision of a journey there and back; `changes` by their names in it, and `departOn` and
    `returnOn` for the days of the journey."""
    days = {"departOn": "depart_on", "returnOn": "return_on"}
    moved = {
        name: changes[field] and date.fromisoformat(changes[field]) for field, name in days.items() if field in changes
    }
    body: dict[str, Any] = msgspec.to_builtins(revise_there_and_back(request, **moved))
    return {field: value for field, value in body.items() if field == "slices"} | {
        field: value for field, value in changes.items() if field not in days
    }
