"""A conversation about a booking: each message of its parties, and what was done or asked back because of it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.bookings.revisions import RequestChange, without_free_text
from chalicelib.domain.value import Value
from chalicelib.errors import Clarification

# Whoever talks longer revises by fields; the booking keeps it all.
MAX_TURNS = 40


class TurnOutcome(StrEnum):
    """What became of a message."""

    CHANGED = "changed"
    SELECTED = "selected"
    RECALLED = "recalled"
    CANCELLED = "cancelled"
    ASKED = "asked"
    UNCHANGED = "unchanged"
    NOT_POSSIBLE = "not_possible"


class TurnChoice(Value, frozen=True):
    """An answer to choose from; a message may name it by its code, by its label, or by its place in the list."""

    code: Annotated[str, msgspec.Meta(description="Short name of the choice")]
    label: Annotated[str, msgspec.Meta(description="The choice in words, for people")]


class TurnQuestion(Value, frozen=True):
    """What is unclear of a message, and has to be answered by the next."""

    field: Annotated[
        str, msgspec.Meta(examples=["slices.0.departOn"], description="Field of the request that is unclear")
    ]
    question: Annotated[str, msgspec.Meta(description="The question, for people")]
    choices: Annotated[
        tuple[TurnChoice, ...], msgspec.Meta(description="Answers to choose from; empty if it is answered freely")
    ]

    @classmethod
    def of(cls, asked: Clarification) -> "TurnQuestion":
        choices = tuple(TurnChoice(code=code, label=label) for code, label in asked.choices)
        return cls(field=asked.field, question=asked.question, choices=choices)

    @property
    def clarification(self) -> Clarification:
        return Clarification(self.field, self.question, tuple((each.code, each.label) for each in self.choices))


class Turn(Value, frozen=True):
    """A message, and what became of it. `about` is the message that the questions are about, said at `said_at` of the
    slices in `focus` of the request that the operation `request_of` had made, and `answers` those that were given to
    earlier questions about it."""

    number: Annotated[int, msgspec.Meta(ge=1)]
    at: datetime
    by: str
    operation_id: str
    message: str | None
    outcome: TurnOutcome
    reply: str | None
    changes: tuple[RequestChange, ...] = ()
    questions: tuple[TurnQuestion, ...] = ()
    instead: tuple[str, ...] = ()
    option_id: str | None = None
    about: str | None = None
    answers: Mapping[str, str] = {}
    said_at: datetime | None = None
    focus: tuple[int, ...] = ()
    request_of: str | None = None


def without_said(turn: Turn) -> Turn:
    """Return the turn without anything that a person wrote, or that repeats it."""
    return msgspec.structs.replace(
        turn, message=None, reply=None, about=None, answers={}, questions=(), changes=without_free_text(turn.changes)
    )
