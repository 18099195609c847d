"""The domain's errors. HTTP knows them by one table (`api/http/problems.py`); nothing here knows HTTP.

SojournError
├── InvalidInput          the caller's data is wrong: which field, and why
│   ├── AmbiguousRequest  the words can be read in several ways: a question for each
│   └── UnreadableInput   a part of ourselves handed on what another part cannot read
├── BodyTooLarge          more bytes than this door takes
├── Unauthenticated       nobody we know: no token, or one that does not hold
├── NotFound              there is no such thing, or it is somebody else's
│   └── PolicyMissing         no travel policy is in effect
├── NotAllowed            the caller's role may not do this at all
│   ├── InsufficientScope the token of a program lacks the scope that it takes
│   └── RightEnded        whoever asked for a booking may no longer spend on it
│       ├── RequesterLeft     they have left
│       ├── TravellerLeft     a traveller has left
│       ├── TravellerErased   a traveller's data was erased
│       └── ArrangementEnded  they may no longer book for a traveller
├── Conflict              the thing's present state forbids it
│   ├── VersionConflict   somebody else changed it first
│   │   ├── CreditSpent   somebody else used up the travel credit first
│   │   ├── RightChanged  a record that the right to it rests on was changed first
│   │   └── TripChanged   the trip that it is put on was changed, or deleted, first
│   ├── BudgetExceeded    the cost centre's budget has not enough left
│   ├── PersonErased      the data of a person whom it names is erased, or being erased
│   ├── ReservationLimit  too much of it is reserved already for what is not approved yet
│   ├── StillRunning      the first request with this idempotency key has not finished
│   ├── SoldOut           the supplier has none left
│   ├── OfferExpired      the supplier no longer stands by this offer
│   ├── HoldExpired       the supplier's hold has run out
│   ├── HoldReleased      the hold was given back before
│   ├── OrderCancelled    the order was taken back before
│   ├── QuoteExpired      the terms that were quoted no longer stand
│   ├── QuoteStale        the booking has changed since the terms were quoted
│   └── Departed          it has begun: nothing of it can be given back
├── TooManyRequests       the caller has made all calls of this minute
├── KeyReused             an idempotency key came again with another body
└── Unavailable           a system that we depend on failed; trying again is safe
    ├── SupplierUnavailable   refused or failed before any effect
    └── SupplierTimeout       no answer: the effect may or may not have happened
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class FieldError(NamedTuple):
    """Where the input is wrong (an RFC 6901 JSON pointer) and why."""

    pointer: str
    detail: str


class Clarification(NamedTuple):
    """What must be asked back: the field, the question in words, and the answers to choose from (code, label)."""

    field: str
    question: str
    choices: tuple[tuple[str, str], ...]


class SojournError(Exception):
    """The root; `str(error)` is a sentence fit for the caller."""


class InvalidInput(SojournError):
    def __init__(self, detail: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail)
        self.errors = tuple(errors)


class AmbiguousRequest(InvalidInput):
    """`todays` are the days that it may be where the trip starts; none where that is not looked at."""

    def __init__(self, questions: Sequence[Clarification], todays: tuple[date, ...] = ()) -> None:
        super().__init__("The request can be read in more than one way.")
        self.questions = tuple(questions)
        self.todays = todays


class UnreadableInput(InvalidInput):
    pass


class BodyTooLarge(SojournError):
    pass


class Unauthenticated(SojournError):
    pass


class NotFound(SojournError):
    pass


class PolicyMissing(NotFound):
    pass


class NotAllowed(SojournError):
    pass


class InsufficientScope(NotAllowed):
    def __init__(self, detail: str, *, scope: str) -> None:
        super().__init__(detail)
        self.scope = scope  # as tokens name it


class RightEnded(NotAllowed):
    pass


class RequesterLeft(RightEnded):
    pass


class TravellerLeft(RightEnded):
    pass


class TravellerErased(RightEnded):
    pass


class ArrangementEnded(RightEnded):
    pass


class Conflict(SojournError):
    pass


class VersionConflict(Conflict):
    pass


class BudgetExceeded(Conflict):
    pass


class PersonErased(Conflict):
    pass


class ReservationLimit(Conflict):
    pass


class StillRunning(Conflict):
    pass


class SoldOut(Conflict):
    pass


class OfferExpired(Conflict):
    pass


class HoldExpired(Conflict):
    pass


class HoldReleased(Conflict):
    pass


class OrderCancelled(Conflict):
    pass


class QuoteExpired(Conflict):
    pass


class QuoteStale(Conflict):
    pass


class Departed(Conflict):
    pass


class RightChanged(VersionConflict):
    pass


class CreditSpent(VersionConflict):
    pass


class TripChanged(VersionConflict):
    pass


class TooManyRequests(SojournError):
    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after  # seconds


class KeyReused(SojournError):
    pass


class Unavailable(SojournError):
    pass


class SupplierUnavailable(Unavailable):
    pass


class SupplierTimeout(Unavailable):
    pass
