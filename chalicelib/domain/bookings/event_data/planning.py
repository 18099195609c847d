"""What the events say by which a trip is requested, planned, selected and revised."""

from datetime import date, datetime
from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from chalicelib.domain.bookings.event_data.base import EventData, JudgedData, Price, Reason, RevisionNumber
from chalicelib.domain.bookings.turns import TurnOutcome
from chalicelib.domain.money import Money
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Outcome

OptionName = Annotated[str, Meta(description="Id of the option that is selected")]
Round = Annotated[int, Meta(description="How often options were searched for")]


class RequestedData(EventData, frozen=True, kw_only=True):
    """What was requested."""

    name: Annotated[str, Meta(description="Name of the trip, by where it leads")]
    starts_on: Annotated[date, Meta(description="Its first day, where it starts")]
    ends_on: Annotated[date, Meta(description="Its last day, where it ends")]


class SectionPlace(Value, frozen=True):
    """Where a section of a policy document stands."""

    document_id: Annotated[str, Meta(description="Id of the policy document")]
    version: Annotated[int, Meta(description="Version of the document")]
    position: Annotated[int, Meta(description="Place of the section in the document, from 0")]


class PolicyRetrievedData(JudgedData, frozen=True, kw_only=True):
    """What of the travel policy and its documents concerns the trip."""

    sections: Annotated[
        tuple[SectionPlace, ...] | UnsetType,
        Meta(description="Sections of policy documents that concern the trip; absent without any"),
    ] = UNSET


class OptionsPlannedData(EventData, frozen=True, kw_only=True):
    """How the search went."""

    options: Annotated[int, Meta(description="How many options were found")]
    round: Round
    cheapest: Annotated[Money, Meta(description="What the cheapest costs")]
    exact: Annotated[bool, Meta(description="Whether they are surely the best; false if there were too many to try")]


class OptionsEvaluatedData(JudgedData, frozen=True, kw_only=True):
    """What the travel policy says of each option."""

    verdicts: Annotated[dict[str, Outcome | None], Meta(description="The verdict on each option, by its id")]


class AwaitingSelectionData(EventData, frozen=True, kw_only=True):
    """What there is to select from."""

    options: Annotated[tuple[str, ...], Meta(description="Ids of the options, the best first")]
    deadline: Annotated[datetime, Meta(description="Until when one may be selected")]


class SelectedData(JudgedData, frozen=True, kw_only=True):
    """What was selected."""

    option_id: OptionName
    price: Price
    credit: Annotated[Money | UnsetType, Meta(description="What travel credits pay of it; absent if none is used")] = (
        UNSET
    )
    replaces_booking_id: Annotated[
        str | UnsetType, Meta(description="Id of the booking whose place this one takes; absent if it takes none's")
    ] = UNSET


class PlannedAgainData(JudgedData, frozen=True, kw_only=True):
    """Why options are searched again."""

    reason: Reason
    option_id: Annotated[str | None, Meta(description="Id of the option that cannot be had as it was selected")]
    round: Round


class ChangedField(Value, frozen=True):
    """A field of the trip request that was changed; of free text no more than where it stands."""

    pointer: Annotated[
        str, Meta(description="JSON pointer (RFC 6901) into the trip request", examples=["/slices/0/departOn"])
    ]
    before: Annotated[Any | UnsetType, Meta(description="Value before; null if there was none")] = UNSET
    after: Annotated[Any | UnsetType, Meta(description="Value after; null if it was removed")] = UNSET


class RevisedData(EventData, frozen=True, kw_only=True):
    """What was revised: after it was returned (`revision`), or while it waited for a selection (`round`)."""

    changes: Annotated[tuple[ChangedField, ...], Meta(description="What changed in the trip request")]
    revision: Annotated[RevisionNumber | UnsetType, Meta(description="Number of the revision that this answers")] = (
        UNSET
    )
    round: Annotated[Round | UnsetType, Meta(description="The round of options that this discards")] = UNSET


class MessageAnsweredData(EventData, frozen=True, kw_only=True):
    """What became of a message; its words are in the conversation."""

    turn: Annotated[int, Meta(description="Number of the turn, as in `GET /v1/bookings/{bookingId}/messages`")]
    outcome: Annotated[TurnOutcome, Meta(description="What became of the message")]
