"""Booked trips that move, for the tests of what moves."""

from collections.abc import Collection
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Slice, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.servicing.date_changes import DateChange
from chalicelib.domain.servicing.moves import BookedPart, BookedTrip, Move, move_parts
from chalicelib.domain.servicing.requested_parts import requested_part
from tests.support.trip_shapes import TripShape
from tests.unit.policy_samples import flight

LONG_BEFORE = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


def booked(shape: TripShape, cancelled: Collection[str] = ()) -> BookedTrip:
    """A trip of which these parts are not booked any more."""
    parts = (
        BookedPart(f"{number}.{part_index}", requested_part(offer, part_index), "it", *span(offer, part_index))
        for number, offer in enumerate(shape.option.components)
        for part_index in range(len(offer.slices) if isinstance(offer, FlightOffer | RailOffer) else 1)
    )
    left = tuple(each for each in parts if each.part_id not in cancelled)
    return BookedTrip(shape.request, shape.option, left, tuple(range(len(shape.request.slices))))


def span(offer: Offer, part_index: int) -> tuple[datetime, datetime]:
    match offer:
        case FlightOffer() | RailOffer():
            return offer.slices[part_index].departs_at, offer.slices[part_index].arrives_at
        case StayOffer():
            zone = ZoneInfo(offer.timezone)
            return (
                datetime.combine(offer.check_in, time(15), zone).astimezone(UTC),
                datetime.combine(offer.check_out, time(11), zone).astimezone(UTC),
            )
        case CarOffer():
            return offer.pick_up_at, offer.drop_off_at


def moved(booked_trip: BookedTrip, change: DateChange, now: datetime = LONG_BEFORE) -> Move:
    return move_parts(booked_trip, change, now)


def flown(departs_at: datetime, arrives_at: datetime) -> Slice:
    (segment,) = flight().slices[0].segments
    return msgspec.structs.replace(
        flight().slices[0],
        segments=(msgspec.structs.replace(segment, departs_at=departs_at, arrives_at=arrives_at),),
    )
