"""Revising a booking in place: why it came back from approval, what it was about then, what the traveller changed."""

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest
from typing import Annotated, Any

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.trip_request import CarRequest, SliceRequest, StayRequest, TripRequest
from chalicelib.domain.value import Value

# Values of which each field that differs is a change by itself, and lists of them.
_INSIDE = (TripRequest, SliceRequest, StayRequest, CarRequest)
_LISTS = frozenset({"/slices", "/stays", "/cars", "/preferences"})

# People may go round this often; the approver then says yes or no.
MAX_REVISIONS = 10
# How often the request may be revised before anything is selected: each time all of it is searched again.
MAX_RECONSIDERATIONS = 20
# What a person wrote: it stands in the booking, where it can be erased, and in no event and no audit entry.
_FREE_TEXT = re.compile(r"/purpose|/stays/[0-9]/near(/.*)?")


class ReturnCause(StrEnum):
    """Why a booking that waited for approval was returned to its requester."""

    SENT_BACK = "sent_back"
    RECALLED = "recalled"


class RequestChange(Value, frozen=True):
    """One field of the trip request that a revision changed; null means absent."""

    pointer: Annotated[
        str, msgspec.Meta(description="JSON pointer (RFC 6901) into the trip request", examples=["/slices/0/departOn"])
    ]
    before: Annotated[Any, msgspec.Meta(description="Value before the revision; null if there was none")]
    after: Annotated[Any, msgspec.Meta(description="Value after the revision; null if it was removed")]


class Revision(Value, frozen=True):
    """A revision: a booking was sent back by its approver or recalled, and revised by its requester."""

    number: Annotated[int, msgspec.Meta(ge=1, description="Revisions are counted from 1")]
    cause: Annotated[
        ReturnCause, msgspec.Meta(description="Whether an approver sent the booking back or its requester recalled it")
    ]
    returned_by: Annotated[str, msgspec.Meta(description="`userId` of the person who sent it back or recalled it")]
    comment: Annotated[
        str | None, msgspec.Meta(description="What the approver or the requester wrote with it; null if nothing")
    ]
    at: Annotated[datetime, msgspec.Meta(description="When the booking was sent back or recalled")]
    option: Annotated[Option, msgspec.Meta(description="The option for which approval was requested")]
    price: Annotated[Money, msgspec.Meta(description="What the approval request was about, in all")]
    approval_hash: Annotated[str, msgspec.Meta(description="Hash of the approval request that ended by it")]
    round: Annotated[int, msgspec.Meta(ge=1, description="The planning round of that option")]
    revise_until: Annotated[
        datetime | None, msgspec.Meta(description="The booking expires then unless it is revised")
    ] = None
    revised_at: Annotated[
        datetime | None, msgspec.Meta(description="When the requester revised it; null while they have not")
    ] = None
    traveller_comment: Annotated[str | None, msgspec.Meta(description="The requester's comment on the revision")] = None
    changes: Annotated[
        tuple[RequestChange, ...], msgspec.Meta(description="Fields of the request that changed, each before and after")
    ] = ()

    @property
    def void_reason(self) -> str:
        """Why approval for what this was about does not count any more."""
        return "sent back to be revised" if self.cause is ReturnCause.SENT_BACK else "recalled by the traveller"


def changes_of(before: TripRequest, after: TripRequest) -> tuple[RequestChange, ...]:
    """Return what differs between two requests, in the order of their fields. A place counts as one value."""
    return tuple(_differences("", before, after))


def redact_for_audit(changes: tuple[RequestChange, ...]) -> list[dict[str, Any]]:
    """Return the changes as they may stand in the audit, which is never altered: free text by its pointer alone."""
    return [
        {"pointer": each.pointer}
        if is_free_text(each.pointer)
        else {"pointer": each.pointer, "before": _without_near(each.before), "after": _without_near(each.after)}
        for each in changes
    ]


def is_free_text(pointer: str) -> bool:
    """Return whether a person wrote what stands there."""
    return _FREE_TEXT.fullmatch(pointer) is not None


def without_words(revision: Revision) -> Revision:
    """Return the revision without anything that a person wrote."""
    return msgspec.structs.replace(
        revision, comment=None, traveller_comment=None, changes=without_free_text(revision.changes)
    )


def without_free_text(changes: tuple[RequestChange, ...]) -> tuple[RequestChange, ...]:
    """Return the changes without what a person wrote."""
    return tuple(
        RequestChange(pointer=each.pointer, before=None, after=None)
        if is_free_text(each.pointer)
        else msgspec.structs.replace(each, before=_without_near(each.before), after=_without_near(each.after))
        for each in changes
    )


def _differences(at: str, before: Any, after: Any) -> Iterator[RequestChange]:
    if before == after:
        return
    if isinstance(before, _INSIDE) and type(before) is type(after):
        for field in msgspec.structs.fields(before):
            step = f"{at}/{field.encode_name}"
            yield from _differences(step, getattr(before, field.name), getattr(after, field.name))
        return
    if at in _LISTS:
        for number, (one, other) in enumerate(zip_longest(before, after)):
            yield from _differences(f"{at}/{number}", one, other)
        return
    yield RequestChange(pointer=at, before=_plain(before), after=_plain(after))


def _plain(value: Any) -> Any:
    """Return a place by its name and airports, everything else as it is on the wire."""
    if isinstance(value, Place):
        return f"{value.name} ({', '.join(value.airports)})"
    if isinstance(value, _INSIDE):
        return {each.encode_name: _plain(getattr(value, each.name)) for each in msgspec.structs.fields(value)}
    return msgspec.to_builtins(value)


def _without_near(value: Any) -> Any:
    """Return a stay, as it is on the wire, without what somebody has called the place that it is to be near."""
    return {**value, "near": None} if isinstance(value, dict) and "near" in value else value
