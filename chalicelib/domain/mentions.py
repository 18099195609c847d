"""Who is named where: a mention leads from a person to one thing that names them, and outlives their profile.

A person is known by their user id, a guest by the id of their passenger profile; who is known by a typed name alone,
by a hash of it.
"""

from hashlib import sha256
from typing import NamedTuple

from chalicelib.domain.names import canonical_names
from chalicelib.domain.value import Value

BOOKING, ITEM, TRACKING_DEVICE, CALENDAR = "booking", "item", "device", "calendar"


class Mention(NamedTuple):
    """One thing, such as `booking/bkg_...`, that names a person."""

    subject: str
    thing: str


class Erased(Value, frozen=True):
    """That a person is being erased, or has been: by which erasure, and as whom all they are known."""

    erasure_id: str
    subjects: tuple[str, ...]


def name_subjects(full_name: str) -> frozenset[str]:
    """Return as whom somebody is known of whom there is a name alone: a hash for each way that it may be spelled."""
    return frozenset(f"name#{sha256(each.encode()).hexdigest()}" for each in canonical_names(full_name))


def is_name(subject: str) -> bool:
    """Return whether a person is known by their name alone."""
    return subject.startswith("name#")
