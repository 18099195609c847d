"""Versions: nobody writes over what they have not seen."""

from typing import Protocol

from chalicelib.errors import VersionConflict


class Versioned(Protocol):
    """A kept thing whose version rises with every change."""

    @property
    def version(self) -> int: ...


def require_version(found: Versioned | None, expected: int | None, what: str) -> None:
    """Raise VersionConflict unless `found` is at the `expected` version: 0 for what is not there yet, None for any."""
    if expected is not None and expected != (found.version if found else 0):
        raise VersionConflict(f"{what} has changed meanwhile.")
