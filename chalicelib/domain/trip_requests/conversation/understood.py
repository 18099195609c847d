"""What was understood of a message, and what a conversation keeps between two of them: words that are read already, for
whoever acts on them without reading any."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chalicelib.domain.trip_requests.conversation.changes import Change, Order, TripChange
from chalicelib.errors import Clarification


class Understood(NamedTuple):
    """What a message changes or orders, what has to be asked back before anything is done, and what cannot be."""

    changes: tuple[Change, ...] = ()
    questions: tuple[Clarification, ...] = ()
    refusals: tuple[str, ...] = ()


class OpenMessage(NamedTuple):
    """A message of which something is still unclear: the questions about it, and what was answered already."""

    about: str
    answers: Mapping[str, str]
    questions: tuple[Clarification, ...]


class NextTurn(NamedTuple):
    """What is understood now of `about`, with these answers; `is_dismissed` where nothing is to be done after all."""

    understood: Understood
    about: str
    answers: Mapping[str, str]
    is_dismissed: bool = False


def trip_changes_of(changes: Sequence[Change]) -> list[TripChange]:
    """Return those that change the request."""
    return [change for change in changes if not isinstance(change, Order)]


def orders_of(changes: Sequence[Change]) -> list[Order]:
    """Return what is ordered besides."""
    return [change for change in changes if isinstance(change, Order)]
