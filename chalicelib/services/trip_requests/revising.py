"""Understanding what a traveller changes of a trip that was asked for: fields in, the whole request out."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.domain.text import CostCentre, ShortText
from chalicelib.domain.timestamps import Day
from chalicelib.domain.trip_requests.trip_request import Cabin, PlaceAnswers, StayRequest, TripRequest
from chalicelib.domain.value import Value
from chalicelib.services.trip_requests.currencies import refuse_lost_currency
from chalicelib.services.trip_requests.parsing import (
    PlaceText,
    StayPreferences,
    check_dates,
    read_stay,
    with_places,
)


class RevisionRequest(Value, frozen=True):
    """A revision of a trip request. Fields left out stay unchanged; null removes `returnOn`, `stay` or `purpose`, and a
    named `costCentre`, so that each traveller's share is charged to their own.

    A stay that is left out and covered the nights of the trip moves with the trip's dates. `answers` answers the
    questions of an earlier attempt, by the question's field.
    """

    origin: PlaceText | UnsetType = UNSET
    destination: PlaceText | UnsetType = UNSET
    depart_on: Day | UnsetType = UNSET
    return_on: Day | UnsetType | None = UNSET
    cabin: Cabin | UnsetType = UNSET
    stay: StayPreferences | UnsetType | None = UNSET
    purpose: ShortText | UnsetType | None = UNSET
    cost_centre: CostCentre | UnsetType | None = UNSET
    answers: PlaceAnswers = {}
    comment: Annotated[str, msgspec.Meta(max_length=1000, description="Comment to the approver")] | None = None


def revise_request(request: TripRequest, revision: RevisionRequest, *, now: datetime) -> TripRequest:
    """Return the request with what `revision` changes.

    Raises InvalidInput with everything that is wrong, AmbiguousRequest with everything that must be asked back,
    Conflict when nobody sells it in its currency any more.
    """
    places = (
        request.origin if revision.origin is UNSET else revision.origin,
        request.destination if revision.destination is UNSET else revision.destination,
    )
    placed = with_places(redate_request(request, revision), places, dict(revision.answers.items()), now)
    after = msgspec.structs.replace(
        placed,
        cabin=request.cabin if revision.cabin is UNSET else revision.cabin,
        purpose=request.purpose if revision.purpose is UNSET else revision.purpose,
        cost_centre=revision.cost_centre or request.cost_centre,
        cost_centres=() if revision.cost_centre else request.cost_centres,
    )
    check_dates(after, now)
    refuse_lost_currency(after)
    return after


def redate_request(request: TripRequest, revision: RevisionRequest) -> TripRequest:
    """Return the request on the dates, and with the stay, that `revision` names, be they possible or not."""
    after = msgspec.structs.replace(
        request,
        depart_on=request.depart_on if revision.depart_on is UNSET else revision.depart_on,
        return_on=request.return_on if revision.return_on is UNSET else revision.return_on,
    )
    return msgspec.structs.replace(after, stay=_stay(request, after, revision))


def _stay(before: TripRequest, after: TripRequest, revision: RevisionRequest) -> StayRequest | None:
    if revision.stay is not UNSET:
        return read_stay(revision.stay, after.depart_on, after.return_on) if revision.stay else None
    stay = before.stay
    if stay is None or not _follows_trip(stay, before):
        return stay
    moved = stay.ends_on(after.depart_on)
    check_out = moved if stay.keeps_nights else after.return_on or stay.check_out
    return msgspec.structs.replace(stay, check_in=after.depart_on, check_out=check_out)


def _follows_trip(stay: StayRequest, trip: TripRequest) -> bool:
    """Return whether a stay moves with the dates of its trip: it covers the nights of it, or as many as were said."""
    return stay.keeps_nights or (stay.check_in, stay.check_out) == (trip.depart_on, trip.return_on)
