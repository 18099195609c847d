"""Who may do what at this moment: an account of its own of people's rights, kept from the rows as they are written.

It is written from what the docs promise and asks nothing of the product's authorization. It also knows in which turn of
a function a right has ended, for what cannot be taken back: an order that was placed in that turn is to be recorded.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from chalicelib.dynamodb.tables import lengthen
from tests.simulation.cloud.rows import Written

Fact = tuple[str, ...]
_NEVER = -1


class Delegate(NamedTuple):
    """Whom somebody has named to stand in, and from which to which day."""

    user_id: str
    first: date
    until: date


class RightsModel:
    """Everything that is known of people. `turns` says how many turns of functions have begun."""

    def __init__(self, turns: Callable[[], int]) -> None:
        self._turns = turns
        self._facts: set[Fact] = set()
        self._lost: dict[Fact, int] = {}  # and how many turns had begun by then
        self._delegates: dict[str, dict[Fact, Delegate]] = defaultdict(dict)
        self._gone: dict[str, int] = {}
        self.people_of: dict[str, str] = {}  # whose own a passenger profile is, or was
        self.names: dict[str, str] = {}

    def note(self, rows: Mapping[str, Sequence[Written]]) -> None:
        """Learn from what was written in one transaction, by table."""
        for row in rows.get("employees", ()):
            self._note_employee(_document(row.before), _document(row.after))
        for row in rows.get("passengers", ()):
            self._note_profile(_document(row.before), _document(row.after))
        for row in rows.get("shares", ()):
            self._replace(_shares(_document(row.before)), _shares(_document(row.after)))

    def has_left(self, user_id: str, turn: int) -> bool:
        """Whether this person is deactivated or erased, and was when the turn began."""
        return user_id in self._gone and self._gone[user_id] < turn

    def stands_in(self, user_id: str, person: str, day: date, turn: int) -> bool:
        """Whether this user is the delegate of `person` on this day, or was when the turn began."""
        return any(
            each.user_id == user_id and each.first <= day <= each.until and self._holds(fact, turn)
            for fact, each in self._delegates.get(person, {}).items()
        )

    def may_book_for(self, user_id: str, passenger_id: str, turn: int) -> bool:
        """Whether this user may book for whose profile this is."""
        return self._holds(("book", passenger_id, user_id), turn)

    def may_write(self, user_id: str, trip_id: str, turn: int) -> bool:
        """Whether a trip is shared with this user so that they may write to it."""
        return self._holds(("write", trip_id, user_id), turn)

    def leave(self, user_id: str) -> None:
        """From now on this person is nobody any more."""
        self._gone.setdefault(user_id, self._turns())

    def _note_employee(self, before: Any, after: Any) -> None:
        if after is None:
            return
        user_id = after["userId"]
        if after["active"]:
            self._gone.pop(user_id, None)
            self.names[user_id] = after["name"]
        else:
            self.leave(user_id)
        was, is_now = _delegations(before), _delegations(after)
        self._replace(set(was), set(is_now))
        self._delegates[user_id] |= is_now

    def _note_profile(self, before: Any, after: Any) -> None:
        if after is not None and after["kind"] == "employee":
            self.people_of[after["passengerId"]] = after["userId"]
        self._replace(_usable(before), _usable(after))

    def _replace(self, before: set[Fact], after: set[Fact]) -> None:
        for fact in before - after:
            self._facts.discard(fact)
            self._lost[fact] = self._turns()
        self._facts |= after

    def _holds(self, fact: Fact, turn: int) -> bool:
        return fact in self._facts or self._lost.get(fact, _NEVER) >= turn


def _document(row: Mapping[str, Any] | None) -> Any:
    return None if row is None else json.loads(lengthen(row["document"]["S"]))


def _delegations(employee: Any) -> dict[Fact, Delegate]:
    named = employee and employee["active"] and employee.get("delegate")
    if not named:
        return {}
    found = Delegate(named["delegateId"], date.fromisoformat(named["from"]), date.fromisoformat(named["until"]))
    return {("delegate", employee["userId"], *map(str, found)): found}


def _usable(profile: Any) -> set[Fact]:
    if profile is None:
        return set()
    return {("book", profile["passengerId"], each) for each in (profile["userId"], *profile["arrangerIds"])}


def _shares(share: Any) -> set[Fact]:
    return {("write", share["tripId"], share["userId"])} if share and share["right"] == "write" else set()
