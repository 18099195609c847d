"""What all events of a booking may say beside their own data."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from chalicelib.domain.money import Money
from chalicelib.domain.policies.document import CitedClause
from chalicelib.domain.value import Value

Price = Annotated[Money, Meta(description="What all components cost together, taxes included")]
Reason = Annotated[str, Meta(description="Why, in a sentence for people; its wording may change")]
ChangedPart = Annotated[str, Meta(description="Id of the part, as `parts` of the booking name it")]
RevisionNumber = Annotated[int, Meta(description="Number of the revision, from 1")]


class EventData(Value, frozen=True):
    """Nothing beside who acted: the event says it all by its type."""

    actor_role: Annotated[
        Literal["travel_desk"] | UnsetType,
        Meta(description="`travel_desk` if a person of the travel desk acted for the parties; else absent"),
    ] = UNSET


class JudgedData(EventData, frozen=True, kw_only=True):
    """The clauses of the travel policy that the verdicts rest on of which an event tells."""

    policy_version: Annotated[
        int | UnsetType, Meta(description="Version of the travel policy by which it was judged")
    ] = UNSET
    clauses: Annotated[
        tuple[str, ...] | UnsetType, Meta(description="Numbers of the clauses that the verdicts rest on")
    ] = UNSET
    cited_clauses: Annotated[
        tuple[CitedClause, ...] | UnsetType,
        Meta(description="These clauses in their own words, as far as there is room; absent without any"),
    ] = UNSET
