"""What must hold of travel credits as each write is committed: they add up, and pay their own carrier for their own
traveller, until they expire."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from tests.simulation.cloud.rows import Written

_LONGEST = timedelta(days=366)  # what is bought gives a credit for a year from then on


def of_credits(rows: Sequence[Written], changed: Sequence[Booking]) -> Iterator[str]:
    """Yield what is wrong with credits that are written in one transaction with these bookings."""
    for row in rows:
        if row.after is None:
            yield "a credit is removed"
            continue
        name = row.after["creditId"]["S"]
        left, reserved, spent = (int(row.after[part]["N"]) for part in ("remaining", "reserved", "spent"))
        if min(left, reserved, spent) < 0 or left + reserved + spent != int(row.after["amount"]["N"]):
            yield f"credit {name}: {left} left, {reserved} reserved, {spent} spent"
        if _moment(row.after, "expiresAt") - _moment(row.after, "createdAt") > _LONGEST:
            yield f"credit {name} lasts longer than any carrier lets it"
        if reserved > int((row.before or {}).get("reserved", {"N": "0"})["N"]):
            for booking in changed:
                if any(use.credit_id == name for use in booking.credits):
                    yield from _of_use(booking, name, row.after)


def _issuer(offer: Offer) -> str:
    match offer:
        case FlightOffer():
            return offer.slices[0].segments[0].marketing_carrier
        case RailOffer():
            return offer.slices[0].segments[0].operator
        case StayOffer():
            return offer.name
        case CarOffer():
            return offer.company


def _of_use(booking: Booking, name: str, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield why the credit is none that may pay for the booking."""
    paid = {_issuer(offer) for offer in booking.selected.components}
    travelling = {each.user_id for each in booking.travellers}
    owners = {booking.requester_id} if "guestId" in row else travelling - {None}
    if _text(row, "issuer") not in paid:
        yield f"credit {name} of {_text(row, 'issuer')} pays {booking.booking_id}, which is with {sorted(paid)}"
    if _text(row, "userId") not in owners or ("guestId" in row and None not in travelling):
        yield f"credit {name} of {_text(row, 'userId')} pays {booking.booking_id} of {travelling}"
    for use in (each for each in booking.credits if each.credit_id == name):
        named = None if "guestId" in row else _text(row, "userId")
        if booking.travellers and booking.travellers[use.traveller].user_id != named:
            yield f"credit {name} of {_text(row, 'userId')} pays for another traveller of {booking.booking_id}"
    if _moment(row, "expiresAt") <= booking.updated_at:
        yield f"credit {name} has expired and pays {booking.booking_id}"


def _text(row: Mapping[str, Any], field: str) -> str:
    return str(row.get(field, {"S": ""})["S"])


def _moment(row: Mapping[str, Any], field: str) -> datetime:
    return datetime.fromisoformat(row[field]["S"])
