"""What is wrong with a policy draft of which not all can be read: an unknown rule or a misspelt field hides nothing of
what is wrong with the rest, so that an author sees all errors at once."""

from collections.abc import Hashable, Iterator
from datetime import date
from typing import Any, TypeVar

import msgspec

from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.policies.document import Clause, PolicyDraft, Rate
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.policies.validation import errors_in
from chalicelib.domain.verdict import Action
from chalicelib.errors import FieldError

T = TypeVar("T")


class _UnreadableRule(PurposeStated, frozen=True, kw_only=True):
    """The place of a rule that cannot be read, in which nothing is wrong but that: of a kind that sets no limit."""

    place: int

    @property
    def identity(self) -> Hashable:
        return self.place


def list_further_errors(plain: Any) -> Iterator[FieldError]:
    """Yield what is wrong with what can be read of a draft, given as plain JSON values of which something cannot be:
    what contradicts or repeats itself, names no clause, or lacks an amount. Pointers are into the draft as it came.

    Nothing is yielded of what cannot be read, nor of rules' clauses while the number of one is unknown.
    """
    currency = plain.get("currency") if isinstance(plain, dict) else None
    if not isinstance(currency, str):
        return
    lists = {name: _read_each(plain.get(name), kind) for name, kind in _KINDS.items()}
    numbers = [_number_of(each) for each in _listed(plain.get("clauses"))]
    document = PolicyDraft(
        name="-",
        effective_from=date.min,
        currency=currency,
        rates=tuple(
            each or Rate(currency=f"unreadable {place}", rate="1") for place, each in enumerate(lists["rates"])
        ),
        clauses=tuple(
            each or Clause(number=number or f"unreadable {place}", title="-", text="-")
            for place, (each, number) in enumerate(zip(lists["clauses"], numbers, strict=True))
        ),
        rules=tuple(each or _unreadable_rule(place, numbers) for place, each in enumerate(lists["rules"])),
        approvals=_read(plain.get("approvals"), ApprovalRules) or ApprovalRules(),
    )
    for error in errors_in(document):
        if not (_speaks_of_clause(error) and not all(numbers)) and not _is_unreadable(error, lists):
            yield error


_KINDS: dict[str, Any] = {"rates": Rate, "clauses": Clause, "rules": AnyRule}


def _unreadable_rule(place: int, numbers: list[str | None]) -> AnyRule:
    clause = next((each for each in numbers if each), "0")
    return _UnreadableRule(clause=clause, action=Action.APPROVE, place=place)


def _speaks_of_clause(error: FieldError) -> bool:
    return error.pointer.startswith("/rules/") and error.pointer.endswith("/clause")


def _is_unreadable(error: FieldError, lists: dict[str, list[Any]]) -> bool:
    """Return whether an error is of an entry that could not be read, whose place only is taken."""
    _, name, place, *_ = [*error.pointer.split("/"), "", ""]
    return name in lists and place.isdigit() and lists[name][int(place)] is None


def _read_each(values: Any, kind: type[T]) -> list[T | None]:
    return [_read(each, kind) for each in _listed(values)]


def _listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else []


def _read(value: Any, kind: type[T]) -> T | None:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return None


def _number_of(clause: Any) -> str | None:
    number = clause.get("number") if isinstance(clause, dict) else None
    return number if isinstance(number, str) else None
