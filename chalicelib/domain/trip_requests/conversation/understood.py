"""What was understood of a message, and what a conversation keeps between two of them: words that are read already, for
whoever acts on them without reading any."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.domain.trip_requests.conversation.changes import Change, Order, TripChange
from chalicelib.errors import Clarification


class Understood(NamedTuple):
    """What a message changes or orders, what has to be asked back before anything is done, and what cannot be."""

    changes: tuple[Change, ...] = ()
    questions: tuple[Clarification, ...] = ()
    refusals: tuple[str, ...] = ()


class OpenMessage(NamedTuple):
    """A message of which something is still unclear: the questions about it, what was answered already, and when it was
    said: "tomorrow" is the day after that, and a correction is about the slices in `focus`. `is_outdated` where the
    request has changed since they were asked."""

    about: str
    answers: Mapping[str, str]
    questions: tuple[Clarification, ...]
    said_at: datetime
    focus: tuple[int, ...] = ()
    is_outdated: bool = False


class NextTurn(NamedTuple):
    """What is understood now of `about`, said at that time of the slices in `focus`, with these answers; `is_dismissed`
    where nothing is to be done after all."""

    understood: Understood
    about: str
    answers: Mapping[str, str]
    said_at: datetime
    focus: tuple[int, ...] = ()
    is_dismissed: bool = False


def trip_changes_of(changes: Sequence[Change]) -> list[TripChange]:
    """Return those that change the request."""
    return [change for change in changes if not isinstance(change, Order)]


def orders_of(changes: Sequence[Change]) -> list[Order]:
    """Return what is ordered besides."""
    return [change for change in changes if isinstance(change, Order)]
