"""DynamoDB's expressions, read once and kept as functions.

A condition is a function of the item that says whether it holds; an update makes the new item of the old one. Items
are attribute maps as they stand on the wire (`{"status": {"S": "booked"}}`) and are never changed in place. What the
grammar here does not know is refused loudly, so that no test passes because something was overlooked.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from tests.simulation.cloud.values import (
    COMPARISONS,
    Item,
    Path,
    Refused,
    add_numbers,
    add_to,
    begins_with,
    contains,
    equal,
    find_at,
    present,
    put_at,
    size_of,
)

Names = tuple[tuple[str, str], ...]
Values = Mapping[str, Any]
Condition = Callable[[Item, Values], bool]
Change = Callable[[Item, Values], dict[str, Any]]
Operand = Callable[[Item, Values], Any]

_TOKEN = re.compile(r"\s*(?:([#:]?[A-Za-z_][\w-]*|[#:]\w+)|(\d+)|(<>|<=|>=|[=<>()+\-,.\[\]]))")
_KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"})
_FUNCTIONS = frozenset(
    {"attribute_exists", "attribute_not_exists", "begins_with", "contains", "attribute_type", "size"}
)


class KeyWanted(NamedTuple):
    """A key condition: the hash key's attribute and value, and what the range key must fulfil besides."""

    hash_name: str
    hash_value: Operand
    whole: Condition
    names: frozenset[str]
    bounds: tuple[Operand, Operand] | None = None

    def require_order(self, values: Values) -> None:
        """Raise Refused for a `BETWEEN` whose upper bound is below the lower one, be there rows or not."""
        if self.bounds and not COMPARISONS["<="](*(bound({}, values) for bound in self.bounds)):
            raise Refused("The BETWEEN operator requires upper bound to be greater than or equal to lower bound")


def names_of(params: Mapping[str, Any]) -> Names:
    """The attribute names of a request in a form that can be a cache's key."""
    return tuple(params.get("ExpressionAttributeNames", {}).items())


@lru_cache(maxsize=4096)
def condition(text: str, names: Names) -> Condition:
    """The function that a condition or a filter is."""
    reader = _Reader(text, names)
    made = reader.any_of()
    reader.end()
    return made


@lru_cache(maxsize=4096)
def key_condition(text: str, names: Names, hash_name: str) -> KeyWanted:
    """What a key condition wants; it must give the hash key by equality, and hold together by AND alone."""
    reader = _Reader(text, names)
    parts = reader.all_parts()
    reader.end()
    wanted = [part for part in parts if part.compares == "=" and part.path == (hash_name,)]
    if len(wanted) != 1 or wanted[0].operand is None:
        raise Refused(f"Query condition missed key schema element: {hash_name}")
    if any(len(part.path) != 1 or part.compares in ("", "<>", "IN") for part in parts) or len(parts) > 2:
        raise Refused("Query key condition not supported")
    bounds = [(part.operand, part.upper) for part in parts if part.operand and part.upper]
    names_wanted = frozenset(str(part.path[0]) for part in parts)
    whole = _all([part.holds for part in parts])
    return KeyWanted(hash_name, wanted[0].operand, whole, names_wanted, bounds[0] if bounds else None)


@lru_cache(maxsize=4096)
def update(text: str, names: Names) -> tuple[Change, frozenset[str]]:
    """The function that an update is, and the top attributes that it touches."""
    return _Reader(text, names).update()


@lru_cache(maxsize=1024)
def projection(text: str, names: Names) -> tuple[Path, ...]:
    """The paths of a projection."""
    reader = _Reader(text, names)
    paths = [reader.path()]
    while reader.take(","):
        paths.append(reader.path())
    reader.end()
    return tuple(paths)


def project(item: Item, paths: tuple[Path, ...]) -> dict[str, Any]:
    """Of the item only what stands at `paths`, which are top attributes."""
    if any(len(path) != 1 for path in paths):
        raise NotImplementedError(f"projection of {paths}")
    return {str(path[0]): item[str(path[0])] for path in paths if path[0] in item}


class _Part(NamedTuple):
    """One comparison, with what a key condition needs to know of it."""

    holds: Condition
    compares: str = ""
    path: Path = ()
    operand: Operand | None = None
    upper: Operand | None = None  # of what is between that and this


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, text: str, names: Names) -> None:
        self.text, self.names, self.tokens, self.here = text, dict(names), _tokens(text), 0

    # Conditions

    def any_of(self) -> Condition:
        parts = [self._all_of()]
        while self.take("OR"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else lambda item, values: any(part(item, values) for part in parts)

    def _all_of(self) -> Condition:
        return _all([part.holds for part in self.all_parts()])

    def all_parts(self) -> list[_Part]:
        parts = self._part()
        while self.take("AND"):
            parts += self._part()
        return parts

    def _part(self) -> list[_Part]:
        if self.take("NOT"):
            inner = _all([part.holds for part in self._part()])
            return [_Part(lambda item, values: not inner(item, values))]
        if self.take("("):
            return self._bracketed()
        word = self.peek()
        if word in _FUNCTIONS and word != "size" and self.peek(1) == "(":
            return [self._function(self.next())]
        return [self._comparison()]

    def _bracketed(self) -> list[_Part]:
        """What stands in brackets; AND within brackets is the same as AND without them."""
        parts = self.all_parts()
        if not self.take("OR"):
            self.expect(")")
            return parts
        first, rest = _all([part.holds for part in parts]), self.any_of()
        self.expect(")")
        return [_Part(lambda item, values: first(item, values) or rest(item, values))]

    def _comparison(self) -> _Part:
        path, left = self._operand()
        sign = self.next()
        if sign == "BETWEEN":
            _, low = self._operand()
            self.expect("AND")
            _, high = self._operand()
            at_least, at_most = COMPARISONS[">="], COMPARISONS["<="]

            def between(item: Item, values: Values) -> bool:
                value = left(item, values)
                return at_least(value, low(item, values)) and at_most(value, high(item, values))

            return _Part(between, sign, path, low, high)
        if sign == "IN":
            options = self._arguments()
            return _Part(lambda i, v: any(equal(left(i, v), option(i, v)) for _, option in options), sign, path)
        if sign not in COMPARISONS:
            raise self.wrong()
        compare = COMPARISONS[sign]
        _, right = self._operand()
        return _Part(lambda i, v: compare(left(i, v), right(i, v)), sign, path, right)

    def _function(self, name: str) -> _Part:
        (path, first), *rest = self._arguments()
        if name == "attribute_exists":
            return _Part(lambda item, values: first(item, values) is not None)
        if name == "attribute_not_exists":
            return _Part(lambda item, values: first(item, values) is None)
        second = rest[0][1]
        if name == "begins_with":
            return _Part(lambda i, v: begins_with(first(i, v), second(i, v)), name, path)
        if name == "contains":
            return _Part(lambda i, v: contains(first(i, v), second(i, v)))
        return _Part(lambda i, v: next(iter(first(i, v) or {"": ""})) == second(i, v)["S"])

    def _arguments(self) -> list[tuple[Path, Operand]]:
        self.expect("(")
        found = [self._operand()]
        while self.take(","):
            found.append(self._operand())
        self.expect(")")
        return found

    def _operand(self) -> tuple[Path, Operand]:
        word = self.peek()
        if word.startswith(":"):
            self.next()
            return (), lambda _item, values: values[word]
        if word == "size" and self.peek(1) == "(":
            self.next()
            ((_, inner),) = self._arguments()
            return (), lambda item, values: size_of(inner(item, values))
        path = self.path()
        if len(path) == 1:
            top = str(path[0])
            return path, lambda item, _values: item.get(top)
        return path, lambda item, _values: find_at(item, path)

    # Updates

    def update(self) -> tuple[Change, frozenset[str]]:
        steps: list[tuple[Path, Callable[[Any, Item, Values], Any]]] = []
        while self.here < len(self.tokens):
            steps += self._clause(self.next())
        touched = frozenset(str(path[0]) for path, _ in steps)

        def change(item: Item, values: Values) -> dict[str, Any]:
            made = dict(item)
            for path, step in steps:
                put_at(made, path, step(find_at(item, path), item, values))
            return made

        return change, touched

    def _clause(self, word: str) -> list[tuple[Path, Callable[[Any, Item, Values], Any]]]:
        read = {"SET": self._set, "REMOVE": self._remove, "ADD": self._add}.get(word)
        if read is None:
            raise self.wrong()
        steps = [read()]
        while self.take(","):
            steps.append(read())
        return steps

    def _set(self) -> tuple[Path, Callable[[Any, Item, Values], Any]]:
        path = self.path()
        self.expect("=")
        left = self._set_operand()
        sign = self.peek()
        if sign not in ("+", "-"):
            return path, lambda _old, item, values: present(left(item, values))
        self.next()
        right, factor = self._set_operand(), 1 if sign == "+" else -1
        return path, lambda _old, item, values: add_numbers(left(item, values), right(item, values), factor)

    def _set_operand(self) -> Operand:
        word = self.peek()
        if word == "if_not_exists" and self.peek(1) == "(":
            self.next()
            first, otherwise = self._set_operands()

            def present_or(item: Item, values: Values) -> Any:
                found = first(item, values)
                return otherwise(item, values) if found is None else found

            return present_or
        if word == "list_append" and self.peek(1) == "(":
            self.next()
            one, other = self._set_operands()
            return lambda item, values: {"L": [*one(item, values)["L"], *other(item, values)["L"]]}
        return self._operand()[1]

    def _set_operands(self) -> tuple[Operand, Operand]:
        self.expect("(")
        one = self._set_operand()
        self.expect(",")
        other = self._set_operand()
        self.expect(")")
        return one, other

    def _remove(self) -> tuple[Path, Callable[[Any, Item, Values], Any]]:
        return self.path(), lambda _old, _item, _values: None

    def _add(self) -> tuple[Path, Callable[[Any, Item, Values], Any]]:
        path = self.path()
        _, value = self._operand()
        return path, lambda old, item, values: add_to(old, value(item, values))

    # Tokens

    def path(self) -> Path:
        parts: list[str | int] = [self._name()]
        while True:
            if self.take("."):
                parts.append(self._name())
            elif self.take("["):
                parts.append(int(self.next()))
                self.expect("]")
            else:
                return tuple(parts)

    def _name(self) -> str:
        word = self.next()
        if word.startswith("#"):
            if word not in self.names:
                raise Refused(f"An expression attribute name used in the document path is not defined: {word}")
            return self.names[word]
        if not (word[0].isalpha() or word[0] == "_") or word in _KEYWORDS:
            raise self.wrong()
        return word

    def peek(self, ahead: int = 0) -> str:
        at = self.here + ahead
        return self.tokens[at] if at < len(self.tokens) else ""

    def next(self) -> str:
        word = self.peek()
        if not word:
            raise self.wrong()
        self.here += 1
        return word

    def take(self, word: str) -> bool:
        if self.peek() != word:
            return False
        self.here += 1
        return True

    def expect(self, word: str) -> None:
        if not self.take(word):
            raise self.wrong()

    def end(self) -> None:
        if self.here < len(self.tokens):
            raise self.wrong()

    def wrong(self) -> NotImplementedError:
        return NotImplementedError(f"expression {self.text!r}, at {self.tokens[self.here :]}")


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotImplementedError(f"expression {text!r}, at {text[at:]!r}")
        word = match.group(match.lastindex or 0)
        found.append(word.upper() if word.upper() in _KEYWORDS else word)
        at = match.end()
    return found


def _all(parts: list[Condition]) -> Condition:
    if len(parts) == 1:
        return parts[0]
    return lambda item, values: all(part(item, values) for part in parts)
