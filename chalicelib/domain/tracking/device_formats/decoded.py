"""What a message of a device comes to: what is taken of it, and what is refused, each fix by itself."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from chalicelib.domain.tracking.fix import Fix, FixRefused, Ping, Refusal

# What a device reports; what becomes of it by its owner's sharing level is not known yet.
Reported = Fix | Ping


class RefusedFix(NamedTuple):
    """Which fix of a message is refused, counted from 0, by which of its fields (none: as a whole), and why."""

    place: int
    field: str | None
    reason: Refusal
    detail: str


class Decoded(NamedTuple):
    """What a message says: fixes and pings, what of it is refused, and how many of its parts are about no position."""

    reported: tuple[Reported, ...] = ()
    refused: tuple[RefusedFix, ...] = ()
    passed_over: int = 0


def decode_each(items: Iterable[object], decode: Callable[[object], Reported]) -> Decoded:
    """Decode every item by itself: what is wrong with one refuses no other."""
    reported: list[Reported] = []
    refused: list[RefusedFix] = []
    for index, item in enumerate(items):
        try:
            reported.append(decode(item))
        except FixRefused as error:
            refused.append(RefusedFix(index, error.field or None, error.reason, error.detail))
    return Decoded(tuple(reported), tuple(refused))
