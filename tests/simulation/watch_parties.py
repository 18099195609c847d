"""What must hold of who finds a booking and a trip at every write: each of those who travel finds it in their list, as
it is, besides whoever asked for it; and nobody else does."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.privacy.anonymity import ERASED_PROFILE
from chalicelib.dynamodb.tables import lengthen
from tests.simulation.cloud.rows import Written
from tests.simulation.rights_model import RightsModel

_COPY = "#"
_PAYS = "pays#"  # behind it, in the key of a row by which the list of a cost centre finds a booking, is who pays


def split_copies(rows: Sequence[Written], key: str) -> tuple[list[Written], list[Written]]:
    """The rows of things themselves, and those by which others find them."""
    own = [row for row in rows if _COPY not in _key(row, key)]
    return own, [row for row in rows if _COPY in _key(row, key)]


def of_places(rights: RightsModel, bookings: Sequence[Booking], copies: Sequence[Written]) -> Iterator[str]:
    """What is wrong with whom these bookings are written for, as profiles say who travels by them. Of one out of which
    somebody was taken it is not known any more."""
    written = {_key(row, "bookingId"): row.after for row in copies}
    forgotten = {each.booking_id for each in bookings if ERASED_PROFILE in each.request.passenger_ids}
    for booking in bookings:
        people = {rights.people_of.get(each, "") for each in booking.request.passenger_ids}
        for user_id in people - {"", booking.requester_id}:
            row = written.pop(f"{booking.booking_id}{_COPY}{user_id}", None)
            if row is None or (row["status"]["S"], int(row["version"]["N"])) != (booking.status, booking.version):
                yield f"{booking.booking_id}: {user_id} travels and does not find it as it is"
            elif row["requesterId"]["S"] != user_id:
                yield f"{booking.booking_id}: what {user_id} is to find stands in the list of {row['requesterId']['S']}"
    paying = {f"{each.booking_id}{_COPY}{_PAYS}{centre}" for each in bookings for centre in each.request.charged[1:]}
    for name, row in written.items():
        if _PAYS in name:
            if row is not None and "costCentre" in row and name not in paying:
                yield f"{name}: it stands in the list of a cost centre that pays nothing of it"
        elif name.partition(_COPY)[0] not in forgotten:
            yield f"{name}: somebody finds a booking who has no part in it"


def of_trip_places(rows: Sequence[Written]) -> Iterator[str]:
    """What is wrong with whom these trips are written for: each of those who asked and travel, and nobody else."""
    own, copies = split_copies(rows, "tripId")
    kept = {_key(row, "tripId"): row.after for row in own}
    found: dict[str, set[str]] = {name: set() for name in kept}
    for row in copies:
        name, _, user_id = _key(row, "tripId").partition(_COPY)
        found.setdefault(name, set()).add(user_id)
        of_trip = kept.get(name)
        if of_trip is None or row.after is None or row.after["document"] != of_trip["document"]:
            gone = name in kept and of_trip is None and row.after is None
            if not gone:
                yield f"{name}: {user_id} finds it as it is not"
    for name, kept_row in kept.items():
        if kept_row is not None:
            yield from _of_trip(name, json.loads(lengthen(kept_row["document"]["S"])), found[name])


def _of_trip(name: str, trip: Any, found: set[str]) -> Iterator[str]:
    parties = {trip.get("requesterId") or trip["travellerId"], *(trip.get("travellerIds") or ())}
    if found | {trip["travellerId"]} != parties:
        yield f"{name}: it is {sorted(parties)}'s, and found by {sorted(found | {trip['travellerId']})}"


def _key(row: Written, key: str) -> str:
    there: Any = row.after if row.after is not None else row.before
    return str(there[key]["S"])
