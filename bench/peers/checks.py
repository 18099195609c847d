"""The body of an item checked by hand, for the peers that have no validation of their own."""

import re
from collections.abc import Callable
from typing import Any

from item_rules import DETAILS, Json, invalid

KINDS = frozenset({"flight", "stay", "ride", "rail", "meeting", "note"})
STATUSES = frozenset({"planned", "confirmed", "cancelled", "done"})
ITEM_ID = re.compile("itm_[0-7][0-9A-HJKMNP-TV-Z]{25}")
_ZONE = re.compile("[A-Za-z0-9/_+-]{1,64}")
_PLACE = ("name", "address", "latitude", "longitude")


def details_of(body: Any) -> Json:
    """Every field of an item, as given or null. Raises Refused (400)."""
    if not isinstance(body, dict) or not body.keys() <= _FIELDS.keys() or "name" not in body:
        raise invalid()
    given = {"kind": "note", "status": "planned", **body}
    details = {field: given.get(field) for field in DETAILS}
    for field, is_fine in _FIELDS.items():
        if (details[field] is not None or field in _NEEDED) and not is_fine(details[field]):
            raise invalid()
    if details["place"] is not None:
        details["place"] = {field: details["place"].get(field) for field in _PLACE}
    return details


def _text(shortest: int, longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and shortest <= len(value) <= longest


def _number(limit: float) -> Callable[[Any], bool]:
    return lambda value: type(value) in {int, float} and -limit <= value <= limit


def _is_place(value: Any) -> bool:
    if not isinstance(value, dict) or not value.keys() <= {*_PLACE} or not _text(1, 200)(value.get("name")):
        return False
    parts = {"address": _text(1, 200), "latitude": _number(90), "longitude": _number(180)}
    return all(value.get(field) is None or is_fine(value[field]) for field, is_fine in parts.items())


def _is_zone(value: Any) -> bool:
    return isinstance(value, str) and _ZONE.fullmatch(value) is not None


_is_text = _text(1, 64)
_NEEDED = frozenset({"kind", "name", "status"})
_FIELDS: dict[str, Callable[[Any], bool]] = {
    "kind": lambda value: isinstance(value, str) and value in KINDS,
    "name": _text(1, 200),
    "description": _text(0, 2_000),
    "status": lambda value: isinstance(value, str) and value in STATUSES,
    "tripId": lambda value: False,
    "startsAt": _is_text,
    "endsAt": _is_text,
    "startTimezone": _is_zone,
    "endTimezone": _is_zone,
    "place": _is_place,
    "recordLocator": _text(0, 100),
    "expiresAt": _is_text,
}
