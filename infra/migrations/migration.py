"""What a migration is made of: the things that it finds still to be changed, each changed by itself.

A migration runs while the stage works. So whatever it changes, it changes only as it was seen, and it can be run again
from the beginning: what is changed already is not found any more.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from infra.target import Target


class Skipped(Exception):
    """A thing was changed by somebody else since it was seen; the next run sees it anew."""


class Change(NamedTuple):
    """One thing that is to be changed. `apply` raises Skipped when it is not as it was seen any more."""

    what: str
    apply: Callable[[], None]


class FindChanges(Protocol):
    """What there is still to change on a stage."""

    def __call__(self, target: Target) -> Iterator[Change]: ...


class Migration(NamedTuple):
    """A migration of a stage from the number below to this one, and back."""

    number: int
    name: str
    upgrade: FindChanges
    downgrade: FindChanges
