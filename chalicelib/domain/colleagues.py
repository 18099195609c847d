"""How a colleague is found: by the beginning of any word of their name, however it is spelled, or of their address."""

from typing import Annotated

import msgspec

from chalicelib.domain.employees import Employee
from chalicelib.domain.names import spell
from chalicelib.domain.value import Value

MOST_TERMS = 24  # each is a row
LONGEST_TERM = 100
_OF_ADDRESSES = frozenset("@.+_")


class Colleague(Value, frozen=True):
    """Somebody of the company: what is needed to name them, and nothing else."""

    user_id: str
    name: Annotated[str, msgspec.Meta(description="Name by the employee records")]
    email: Annotated[str | None, msgspec.Meta(description="Null if there is none in the employee record")]


def to_colleague(employee: Employee) -> Colleague:
    """Return what colleagues see of an employee."""
    return Colleague(user_id=employee.user_id, name=employee.name, email=employee.email)


def list_terms(employee: Employee | None) -> frozenset[str]:
    """Return everything by whose beginning an employee is found: their name from each of its words on, in each of its
    spellings, and their address. Nothing of whoever has left or was erased."""
    if employee is None or not employee.active or employee.erased:
        return frozenset()
    from_words = [
        " ".join(words[place:])[:LONGEST_TERM] for words in spell(employee.name) for place in range(len(words))
    ]
    address = [employee.email.casefold()[:LONGEST_TERM]] if employee.email else []
    return frozenset(list(dict.fromkeys([*address, *from_words]))[:MOST_TERMS])


def list_prefixes(query: str) -> tuple[str, ...]:
    """Return what terms may begin with that a query asks for: as a name, or as an address where it looks like the
    beginning of one; nothing when nothing is left of it."""
    written = query.strip().casefold()[:LONGEST_TERM]
    as_name = next((" ".join(words)[:LONGEST_TERM] for words in spell(query)), "")
    if not _OF_ADDRESSES.isdisjoint(written):
        return tuple(dict.fromkeys(each for each in (written, as_name) if each))
    return (as_name,) if as_name else ()


def is_first_match(employee: Employee, term: str, prefixes: tuple[str, ...]) -> bool:
    """Return whether `term` is the first of the employee's terms that is asked for: by it alone they are listed."""
    matching = [each for each in list_terms(employee) if each.startswith(prefixes)]
    return bool(matching) and min(matching, key=lambda each: _rank(each, prefixes)) == term


def _rank(term: str, prefixes: tuple[str, ...]) -> tuple[int, str]:
    return next(place for place, prefix in enumerate(prefixes) if term.startswith(prefix)), term
