"""What all types of the client are made of: structs that take what a newer server adds, and what an answer is."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")
Item = TypeVar("Item")

ANY = "*"
"""As `if_match`: change it whatever its version."""
NEW = '"v0"'
"""As `if_match`: only if it is not there yet."""


class Model(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """A value of the API. Fields that this version of the client does not know are left out."""


class OpenEnum(enum.StrEnum):
    """Words of which a newer server may have more: an unknown one is kept as it is, and compares by its text."""

    @classmethod
    def _missing_(cls, value: object) -> "OpenEnum | None":
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = value, value
        return unknown


class Page(Model, Generic[Item], frozen=True):
    """A part of a list; `next_cursor` is None at its end."""

    items: tuple[Item, ...]
    next_cursor: str | None
    unreadable: tuple[str, ...] = ()
    """Ids of what cannot be read at the moment and is not among `items`; only lists of bookings and trips say so."""


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What the API answered: the `body`, and what HTTP said about it."""

    body: T
    status: int
    headers: Mapping[str, str]

    @property
    def etag(self) -> str | None:
        """The version of what was answered, for `if_match`."""
        return self.headers.get("ETag")

    @property
    def location(self) -> str | None:
        """The address of the new thing, or of the one to follow."""
        return self.headers.get("Location")

    @property
    def request_id(self) -> str | None:
        """Names the request in the service's logs."""
        return self.headers.get("X-Request-Id")

    @property
    def replayed(self) -> bool:
        """Whether this was done by an earlier request with the same Idempotency-Key."""
        return self.headers.get("Idempotency-Replayed") == "true"


def tag_of(seen: Answer[Any] | str) -> str:
    """The If-Match of a change based on `seen`: an answer, or a tag as it is. ValueError if the answer has none."""
    if isinstance(seen, str):
        return seen
    if seen.etag is None:
        raise ValueError("this answer has no ETag to base a change on")
    return seen.etag
