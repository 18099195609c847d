"""What the events say by which a booking is bought, or ends without being bought."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chalicelib.domain.bookings.booking import Ending
from chalicelib.domain.bookings.event_data.base import ChangedPart, EventData, Price, Reason
from chalicelib.domain.money import Money
from chalicelib.domain.value import Value

FailureCode = Annotated[str, Meta(examples=["no_offers"], description="For programs: why, as `failure.code`")]


class OrderedData(EventData, frozen=True, kw_only=True):
    """What was bought."""

    orders: Annotated[int, Meta(description="How many components were bought")]
    price: Annotated[Money, Meta(description="What the suppliers charged, all components together")]


class BookedData(EventData, frozen=True, kw_only=True):
    """The trip that was booked."""

    trip_id: str
    price: Price


class DelayedData(EventData, frozen=True, kw_only=True):
    """What is waited for, and for how long."""

    step: Annotated[str, Meta(examples=["hold"], description="The step of the workflow that is tried again")]
    code: FailureCode
    until: Annotated[datetime, Meta(description="Until when it is tried again")]


class ResumedData(EventData, frozen=True, kw_only=True):
    """By which execution it goes on."""

    execution: Annotated[int, Meta(description="Number of the workflow's execution, from 1")]


class CompensatingData(EventData, frozen=True, kw_only=True):
    """How the booking ends once everything is taken back."""

    ending: Annotated[Ending, Meta(description="Status in which it will end")]
    code: Annotated[FailureCode | UnsetType, Meta(description="For programs: why, where the event says it already")] = (
        UNSET
    )
    reason: Annotated[Reason | UnsetType, Meta(description="The same in a sentence")] = UNSET


class EndedData(EventData, frozen=True, kw_only=True):
    """Why it ended."""

    code: Annotated[FailureCode | UnsetType, Meta(description="For programs: why; absent if nothing more is known")] = (
        UNSET
    )
    reason: Annotated[Reason | UnsetType, Meta(description="The same in a sentence")] = UNSET


class CancelledData(EndedData, frozen=True, kw_only=True):
    """Why it was cancelled before it was bought; or, of a trip that was booked, what came of it."""

    receipt_id: Annotated[str | UnsetType, Meta(description="Id of the receipt; absent if nothing had been bought")] = (
        UNSET
    )
    cancelled: Annotated[
        tuple[ChangedPart, ...] | UnsetType, Meta(description="Ids of the parts that were cancelled")
    ] = UNSET
    kept: Annotated[
        tuple[ChangedPart, ...] | UnsetType, Meta(description="Ids of the parts that stay booked nevertheless")
    ] = UNSET
    fee: Annotated[Money | UnsetType, Meta(description="What the suppliers kept")] = UNSET
    refund: Annotated[Money | UnsetType, Meta(description="What they paid back")] = UNSET


class LeftToCompensate(Value, frozen=True):
    """A hold or an order that is not taken back yet."""

    kind: Annotated[
        Literal["hold", "order"], Meta(description="Whether a hold is to be released, or an order cancelled")
    ]
    key: Annotated[str, Meta(description="Idempotency key under which the supplier knows it")]
    error: Annotated[str, Meta(description="Why it failed the last time")]


class CompensationRequiredData(EventData, frozen=True, kw_only=True):
    """What could not be taken back."""

    attempts: Annotated[int, Meta(description="How often it was tried")]
    pending_compensations: Annotated[tuple[LeftToCompensate, ...], Meta(description="What is left")]
