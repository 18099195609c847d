"""Options, and changes of what was booked, as the API shows them: with their sums, and the words of the clauses that
their verdicts rest on."""

from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec

from chalicelib.api.offer_views import OfferView, extend, to_offer_view
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.revisions import Revision
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option, Segment, TransportOffer
from chalicelib.domain.offers.rail import RailSegment
from chalicelib.domain.offers.terms import Grams, Seconds
from chalicelib.domain.policies.document import CitedClause
from chalicelib.domain.policies.retrieval import ClauseHit
from chalicelib.domain.servicing.quotes import Replacement
from chalicelib.domain.servicing.supplier_changes import SegmentTimes, SupplierChange
from chalicelib.domain.timestamps import LocalText, show_local
from chalicelib.domain.verdict import MissingFact, Verdict, Violation
from chalicelib.services.policies import find_cited_clause

FindClause = Callable[[int, str], CitedClause | None]
"""What finds a clause of a version of the travel policy, by its number, in its own words."""


class ViolationView(Violation, frozen=True, kw_only=True):
    """A policy rule that an option violates, and the clause that states it, in its own words."""

    cited_clause: Annotated[
        CitedClause | None,
        msgspec.Meta(description="The clause in its own words; null where it holds whatever the policy says (`0`)"),
    ]


class MissingFactView(MissingFact, frozen=True, kw_only=True):
    """A fact that a rule lacks to judge an option, and what would settle it."""

    cited_clause: Annotated[
        CitedClause | None,
        msgspec.Meta(description="The clause in its own words; null where it holds whatever the policy says (`0`)"),
    ]


class VerdictView(Verdict, frozen=True, kw_only=True):
    """The deterministic evaluation of an option against one version of the travel policy."""

    violations: Annotated[
        tuple[ViolationView, ...],
        msgspec.Meta(description="Rules that the option violates, with their clauses; empty if it is compliant"),
    ]
    missing_facts: Annotated[
        tuple[MissingFactView, ...],
        msgspec.Meta(
            description="What is not known and would have to be, for the rules to judge the option; it may be selected "
            "all the same, and a travel manager approves it"
        ),
    ]


class ClauseHitView(ClauseHit, frozen=True, kw_only=True):
    """A policy clause that applies to a trip request, and why: rules, kinds of trip, words."""

    cited_clause: Annotated[CitedClause | None, msgspec.Meta(description="The clause in its own words, all of them")]


class OptionView(Option, frozen=True, kw_only=True):
    """An option to select: what is travelled, stayed in and driven, with its policy verdict. Components come in the
    order of the request: slices, stays, cars."""

    components: Annotated[
        tuple[OfferView, ...], msgspec.Meta(min_length=1, description="What is bought together: fares, stays, cars")
    ]
    verdict: Annotated[
        VerdictView | None, msgspec.Meta(description="What the travel policy says of it; null until it is judged")
    ]
    price: Annotated[
        Money, msgspec.Meta(description="Sum of the components' prices; all are in the currency of the request")
    ]
    co2_grams: Annotated[Grams, msgspec.Meta(description="Sum of the flights' and trains', all travellers together")]
    duration_seconds: Annotated[Seconds, msgspec.Meta(description="Seconds under way, all slices together")]
    stops: Annotated[int, msgspec.Meta(ge=0, description="Connections, all slices together")]


class ReplacementView(Replacement, frozen=True, kw_only=True):
    """What would be bought instead, for the same travellers: the slices, stays and cars that move, on the new dates."""

    option: Annotated[
        OptionView, msgspec.Meta(description="The new option with its verdict under the policy in effect")
    ]


class RevisionView(Revision, frozen=True, kw_only=True):
    """A revision: a booking was sent back by its approver or recalled, and revised by its requester."""

    option: Annotated[OptionView, msgspec.Meta(description="The option for which approval was requested")]


class SegmentTimesView(SegmentTimes, frozen=True, kw_only=True):
    """Departure and arrival of one segment, in UTC and local to each end."""

    origin_timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the departure")]
    destination_timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the arrival")]
    departs_at_local: Annotated[
        LocalText, msgspec.Meta(description="Departure by the clock at the origin, with its offset")
    ]
    arrives_at_local: Annotated[
        LocalText, msgspec.Meta(description="Arrival by the clock at the destination, with its offset")
    ]


class SupplierChangeView(SupplierChange, frozen=True, kw_only=True):
    """A schedule change or cancellation by a supplier."""

    verdict: Annotated[
        VerdictView | None,
        msgspec.Meta(description="Verdict of the changed trip under the policy in effect"),
    ]
    before: Annotated[
        tuple[SegmentTimesView, ...],
        msgspec.Meta(description="Times of each segment before the change; empty for a stay or a car"),
    ]
    after: Annotated[
        tuple[SegmentTimesView, ...], msgspec.Meta(description="New times of each segment; empty if cancelled")
    ]


def to_option_view(option: Option, find: FindClause = find_cited_clause) -> OptionView:
    """Return the view of an option, with the clauses that its verdict rests on as `find` finds them."""
    return extend(
        OptionView,
        option,
        components=tuple(map(to_offer_view, option.components)),
        verdict=to_verdict_view(option.verdict, find),
        price=option.price,
        co2_grams=option.co2_grams,
        duration_seconds=option.duration,
        stops=option.stops,
    )


def to_verdict_view(verdict: Verdict | None, find: FindClause = find_cited_clause) -> VerdictView | None:
    """Return the view of a verdict, if there is one, with the clauses that it rests on in their own words."""
    if verdict is None:
        return None
    version = verdict.policy_version
    violations = (extend(ViolationView, each, cited_clause=find(version, each.clause)) for each in verdict.violations)
    missing = (extend(MissingFactView, each, cited_clause=find(version, each.clause)) for each in verdict.missing_facts)
    return extend(VerdictView, verdict, violations=tuple(violations), missing_facts=tuple(missing))


def to_replacement_view(
    replacement: Replacement | None, find: FindClause = find_cited_clause
) -> ReplacementView | None:
    """Return the view of what a date change would buy instead, if it is one."""
    if replacement is None:
        return None
    return extend(ReplacementView, replacement, option=to_option_view(replacement.option, find))


def to_hit_view(hit: ClauseHit, policy_version: int | None, find: FindClause = find_cited_clause) -> ClauseHitView:
    """Return the view of a clause that applies to what was asked for, of this version of the travel policy."""
    found = None if policy_version is None else find(policy_version, hit.number)
    return extend(ClauseHitView, hit, cited_clause=found)


def to_revision_view(revision: Revision, find: FindClause = find_cited_clause) -> RevisionView:
    """Return the view of a revision."""
    return extend(RevisionView, revision, option=to_option_view(revision.option, find))


def to_change_view(booking: Booking, change: SupplierChange) -> SupplierChangeView:
    """Return the view of what a supplier changed of a booking."""
    offer = booking.selected.components[change.component_index]
    segments = offer.slices[change.part_index].segments if isinstance(offer, TransportOffer) else ()
    return show_change(change, segments)


def show_change(
    change: SupplierChange, segments: Sequence[Segment | RailSegment], find: FindClause = find_cited_clause
) -> SupplierChangeView:
    """Return the view of what a supplier changed of these segments."""
    before, after = (tuple(map(_show_times, times, segments)) for times in (change.before, change.after))
    verdict = to_verdict_view(change.verdict, find)
    return extend(SupplierChangeView, change, before=before, after=after, verdict=verdict)


def _show_times(times: SegmentTimes, segment: Segment | RailSegment) -> SegmentTimesView:
    return SegmentTimesView(
        departs_at=times.departs_at,
        arrives_at=times.arrives_at,
        origin_timezone=segment.origin_timezone,
        destination_timezone=segment.destination_timezone,
        departs_at_local=show_local(times.departs_at, segment.origin_timezone),
        arrives_at_local=show_local(times.arrives_at, segment.destination_timezone),
    )
