"""Understanding what a traveller changes of a trip that was asked for: fields in, the whole request out."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.domain.text import CostCentre, ShortText
from chalicelib.domain.trip_requests.trip_request import PlaceAnswers, TripRequest
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.services.trip_requests.currencies import refuse_lost_currency
from chalicelib.services.trip_requests.fields import Cars, Preferences, Slices, Stays
from chalicelib.services.trip_requests.shapes import Shape, imagine_shape, settle_shape


class RevisionRequest(Value, frozen=True):
    """A revision of a trip request. What is left out stays unchanged; a list replaces the whole list, an empty one
    removes it; null removes `purpose`, and a named `costCentre`, so that each traveller's share is charged to their
    own.

    A stay that is left out and had no dates of its own goes along with the slices. `answers` answers the questions of
    an earlier attempt, by the question's field.
    """

    slices: Slices | UnsetType = UNSET
    stays: Stays | UnsetType = UNSET
    cars: Cars | UnsetType = UNSET
    preferences: Preferences | UnsetType = UNSET
    purpose: Annotated[
        ShortText | UnsetType | None, msgspec.Meta(description="What the trip is for; null removes it")
    ] = UNSET
    cost_centre: Annotated[
        CostCentre | UnsetType | None,
        msgspec.Meta(description="Cost centre to charge; null: that of the first traveller"),
    ] = UNSET
    answers: Annotated[
        PlaceAnswers,
        msgspec.Meta(description="Answers to the `questions` of a 422, by their `field`: the `code` of a choice each"),
    ] = {}
    comment: Annotated[str, msgspec.Meta(max_length=1000, description="Comment to the approver")] | None = None


def revise_request(request: TripRequest, revision: RevisionRequest, *, now: datetime) -> TripRequest:
    """Return the request with what `revision` changes.

    Raises InvalidInput with everything that is wrong, AmbiguousRequest with everything that must be asked back,
    Conflict when nobody sells it in its currency any more.
    """
    around = msgspec.structs.replace(
        request,
        preferences=request.preferences if revision.preferences is UNSET else revision.preferences,
        purpose=request.purpose if revision.purpose is UNSET else revision.purpose,
        cost_centre=revision.cost_centre or request.cost_centre,
        cost_centres=() if revision.cost_centre else request.cost_centres,
    )
    shape = revise_shape(request, revision)
    if not (shape.slices or shape.stays or shape.cars):
        raise InvalidInput("Nothing would be left of the trip.", [FieldError("/slices", "or stays or cars are left")])
    after = settle_shape(shape, around, dict(revision.answers.items()), now)
    refuse_lost_currency(after)
    return after


def redate_request(request: TripRequest, revision: RevisionRequest) -> TripRequest:
    """Return the request on the days that `revision` names, be they possible or not, and before its places are
    known."""
    return imagine_shape(revise_shape(request, revision), request)


def revise_shape(request: TripRequest, revision: RevisionRequest) -> Shape:
    """Return the shape of a request with what `revision` changes of it."""
    return Shape(
        slices=request.slices if revision.slices is UNSET else revision.slices,
        stays=request.stays if revision.stays is UNSET else revision.stays,
        cars=request.cars if revision.cars is UNSET else revision.cars,
        before=request.slices,
    )
