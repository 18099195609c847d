"""Options, and changes of what was booked, as the API shows them: every time of a flight beside what the clock shows at
its airport."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.revisions import Revision
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Segment, Slice, StayOffer
from chalicelib.domain.servicing.quotes import Replacement
from chalicelib.domain.servicing.supplier_changes import FlightTimes, SupplierChange
from chalicelib.domain.timestamps import LocalText, show_local
from chalicelib.domain.value import Value

Shown = TypeVar("Shown", bound=Value)


class SegmentView(Segment, frozen=True, kw_only=True):
    """A flight segment: one flight number between two airports; times are UTC, and local to each airport."""

    departs_at_local: LocalText
    arrives_at_local: LocalText


class SliceView(Slice, frozen=True, kw_only=True):
    """A slice: one direction of a journey, of one segment or of several with connections."""

    segments: Annotated[tuple[SegmentView, ...], msgspec.Meta(min_length=1)]


class FlightOfferView(FlightOffer, frozen=True, kw_only=True, tag="flight", tag_field="kind"):
    """A fare for all travellers over all slices (outbound, and inbound on a return trip)."""

    slices: Annotated[tuple[SliceView, ...], msgspec.Meta(min_length=1, max_length=2)]


class OptionView(Option, frozen=True, kw_only=True):
    """An option to select: a flight and, if requested, a stay, with its policy verdict."""

    components: Annotated[tuple[FlightOfferView | StayOffer, ...], msgspec.Meta(min_length=1)]


class ReplacementView(Replacement, frozen=True, kw_only=True):
    """What would be bought instead, for the same travellers: the trip, or the slice that moves, on the new dates. The
    inbound slice alone is a one-way journey."""

    option: Annotated[
        OptionView, msgspec.Meta(description="The new option with its verdict under the policy in effect")
    ]


class RevisionView(Revision, frozen=True, kw_only=True):
    """A revision: a booking was sent back by its approver or recalled, and revised by its requester."""

    option: Annotated[OptionView, msgspec.Meta(description="The option for which approval was requested")]


class SegmentTimes(FlightTimes, frozen=True, kw_only=True):
    """Departure and arrival of one flight segment, in UTC and local to each airport."""

    origin_timezone: str
    destination_timezone: str
    departs_at_local: LocalText
    arrives_at_local: LocalText


class SupplierChangeView(SupplierChange, frozen=True, kw_only=True):
    """A schedule change or cancellation by a supplier."""

    before: tuple[SegmentTimes, ...]
    after: Annotated[
        tuple[SegmentTimes, ...], msgspec.Meta(description="New times of each segment; empty if cancelled")
    ]


def to_option_view(option: Option) -> OptionView:
    """Return the view of an option."""
    return extend(OptionView, option, components=tuple(map(_show_component, option.components)))


def to_replacement_view(replacement: Replacement | None) -> ReplacementView | None:
    """Return the view of what a date change would buy instead, if it is one."""
    if replacement is None:
        return None
    return extend(ReplacementView, replacement, option=to_option_view(replacement.option))


def to_revision_view(revision: Revision) -> RevisionView:
    """Return the view of a revision."""
    return extend(RevisionView, revision, option=to_option_view(revision.option))


def to_change_view(booking: Booking, change: SupplierChange) -> SupplierChangeView:
    """Return the view of what a supplier changed of a booking."""
    offer = booking.selected.components[change.component_index]
    segments = offer.slices[change.part_index].segments if isinstance(offer, FlightOffer) else ()
    return show_change(change, segments)


def show_change(change: SupplierChange, segments: Sequence[Segment]) -> SupplierChangeView:
    """Return the view of what a supplier changed of these segments."""
    before, after = (tuple(map(_show_times, times, segments)) for times in (change.before, change.after))
    return extend(SupplierChangeView, change, before=before, after=after)


def _show_component(offer: Offer) -> FlightOfferView | StayOffer:
    if isinstance(offer, StayOffer):
        return offer
    slices = (SliceView(segments=tuple(map(_show_segment, each.segments))) for each in offer.slices)
    return extend(FlightOfferView, offer, slices=tuple(slices))


def _show_segment(segment: Segment) -> SegmentView:
    return extend(
        SegmentView,
        segment,
        departs_at_local=show_local(segment.departs_at, segment.origin_timezone),
        arrives_at_local=show_local(segment.arrives_at, segment.destination_timezone),
    )


def _show_times(times: FlightTimes, segment: Segment) -> SegmentTimes:
    return SegmentTimes(
        departs_at=times.departs_at,
        arrives_at=times.arrives_at,
        origin_timezone=segment.origin_timezone,
        destination_timezone=segment.destination_timezone,
        departs_at_local=show_local(times.departs_at, segment.origin_timezone),
        arrives_at_local=show_local(times.arrives_at, segment.destination_timezone),
    )


def extend(kind: type[Shown], value: Value, **fields: object) -> Shown:
    """Return the view of this kind: `value` with other or further fields."""
    return kind(**(msgspec.structs.asdict(value) | fields))
