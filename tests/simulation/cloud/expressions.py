"""DynamoDB's expressions, read once and kept as functions.

A condition is a function of the item that says whether it holds; an update makes the new item of the old one. Items
are attribute maps as they stand on the wire (`{"state": {"S": "booked"}}`) and are never changed in place. What the
grammar here does not know is refused loudly, so that no test passes because something was overlooked.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

Item = Mapping[str, Any]
Names = tuple[tuple[str, str], ...]
Values = Mapping[str, Any]
Condition = Callable[[Item, Values], bool]
Change = Callable[[Item, Values], dict[str, Any]]
Operand = Callable[[Item, Values], Any]
Path = tuple[str | int, ...]

_TOKEN = re.compile(r"\s*(?:([#:]?[A-Za-z_][\w-]*|[#:]\w+)|(\d+)|(<>|<=|>=|[=<>()+\-,.\[\]]))")
_KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"})
_ORDERED = frozenset({"S", "N", "B"})
_FUNCTIONS = frozenset(
    {"attribute_exists", "attribute_not_exists", "begins_with", "contains", "attribute_type", "size"}
)


class Refused(Exception):
    """DynamoDB's ValidationException, with what it says."""


class KeyWanted(NamedTuple):
    """A key condition: the hash key's attribute and value, and what the range key must fulfil besides."""

    hash_name: str
    hash_value: Operand
    whole: Condition
    names: frozenset[str]


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
    return KeyWanted(
        hash_name, wanted[0].operand, _all([part.holds for part in parts]), frozenset(str(p.path[0]) for p in parts)
    )


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


def number(text: str) -> int | Decimal:
    """A number as it stands on the wire."""
    try:
        return int(text)
    except ValueError:
        return Decimal(text)


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same to DynamoDB: numbers by value, sets in any order."""
    if one is None or other is None:
        return False
    ((kind, a),) = one.items()
    ((other_kind, b),) = other.items()
    if kind != other_kind:
        return False
    if kind == "N":
        return a == b or number(a) == number(b)
    if kind in ("SS", "BS"):
        return set(a) == set(b)
    if kind == "NS":
        return set(map(number, a)) == set(map(number, b))
    if kind == "L":
        return len(a) == len(b) and all(map(equal, a, b))
    if kind == "M":
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    return bool(a == b)


def sort_key(value: Any) -> Any:
    """What a key attribute is sorted by."""
    ((kind, content),) = value.items()
    if kind == "S":
        return content.encode()
    return number(content) if kind == "N" else content


def _in_order(one: Any, other: Any, holds: Callable[[Any, Any], bool]) -> bool:
    if one is None or other is None or one.keys() != other.keys() or next(iter(one)) not in _ORDERED:
        return False
    return holds(sort_key(one), sort_key(other))


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": equal,
    "<>": lambda a, b: not equal(a, b),
    "<": lambda a, b: _in_order(a, b, lambda x, y: x < y),
    "<=": lambda a, b: _in_order(a, b, lambda x, y: x <= y),
    ">": lambda a, b: _in_order(a, b, lambda x, y: x > y),
    ">=": lambda a, b: _in_order(a, b, lambda x, y: x >= y),
}


class _Part(NamedTuple):
    """One comparison, with what a key condition needs to know of it."""

    holds: Condition
    compares: str = ""
    path: Path = ()
    operand: Operand | None = None


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
            at_least, at_most = _COMPARISONS[">="], _COMPARISONS["<="]

            def between(item: Item, values: Values) -> bool:
                value = left(item, values)
                return at_least(value, low(item, values)) and at_most(value, high(item, values))

            return _Part(between, sign, path)
        if sign == "IN":
            options = self._arguments()
            return _Part(lambda i, v: any(equal(left(i, v), option(i, v)) for _, option in options), sign, path)
        if sign not in _COMPARISONS:
            raise self.wrong()
        compare = _COMPARISONS[sign]
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
            return _Part(lambda i, v: _begins(first(i, v), second(i, v)), name, path)
        if name == "contains":
            return _Part(lambda i, v: _contains(first(i, v), second(i, v)))
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
            return (), lambda item, values: _size(inner(item, values))
        path = self.path()
        if len(path) == 1:
            top = str(path[0])
            return path, lambda item, _values: item.get(top)
        return path, lambda item, _values: _find(item, path)

    # Updates

    def update(self) -> tuple[Change, frozenset[str]]:
        steps: list[tuple[Path, Callable[[Any, Item, Values], Any]]] = []
        while self.here < len(self.tokens):
            steps += self._clause(self.next())
        touched = frozenset(str(path[0]) for path, _ in steps)

        def change(item: Item, values: Values) -> dict[str, Any]:
            made = dict(item)
            for path, step in steps:
                _put(made, path, step(_find(item, path), item, values))
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
            return path, lambda _old, item, values: _there(left(item, values))
        self.next()
        right, factor = self._set_operand(), 1 if sign == "+" else -1
        return path, lambda _old, item, values: _sum(left(item, values), right(item, values), factor)

    def _set_operand(self) -> Operand:
        word = self.peek()
        if word == "if_not_exists" and self.peek(1) == "(":
            self.next()
            present, otherwise = self._set_operands()

            def present_or(item: Item, values: Values) -> Any:
                found = present(item, values)
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
        return path, lambda old, item, values: _added(old, value(item, values))

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


def _find(item: Item, path: Path) -> Any:
    here: Any = item.get(str(path[0]))
    for part in path[1:]:
        if here is None:
            return None
        if isinstance(part, int):
            inner = here.get("L", ())
            here = inner[part] if part < len(inner) else None
        else:
            here = here.get("M", {}).get(part)
    return here


def _put(made: dict[str, Any], path: Path, value: Any) -> None:
    """Put a value (None removes it) at a path of an item, without changing what the item shared with the old one."""
    top = str(path[0])
    if len(path) == 1:
        if value is None:
            made.pop(top, None)
        else:
            made[top] = value
        return
    if len(path) > 2 or isinstance(path[1], int):
        raise NotImplementedError(f"update of {path}")
    if "M" not in made.get(top, {}):
        raise Refused("The document path provided in the update expression is invalid for update")
    inner = dict(made[top]["M"])
    if value is None:
        inner.pop(path[1], None)
    else:
        inner[path[1]] = value
    made[top] = {"M": inner}


def _there(value: Any) -> Any:
    if value is None:
        raise Refused("The provided expression refers to an attribute that does not exist in the item")
    return value


def _sum(one: Any, other: Any, factor: int) -> Any:
    if "N" not in _there(one) or "N" not in _there(other):
        raise Refused("An operand in the update expression has an incorrect data type")
    return {"N": str(number(one["N"]) + factor * number(other["N"]))}


def _added(old: Any, value: Any) -> Any:
    ((kind, content),) = value.items()
    if kind == "N":
        return value if old is None else _sum(old, value, 1)
    if kind not in ("SS", "NS", "BS"):
        raise Refused("Incorrect operand type for operator or function; operator: ADD")
    return {kind: sorted({*(old or {kind: ()})[kind], *content})}


def _begins(value: Any, start: Any) -> bool:
    return value is not None and "S" in value and bool(value["S"].startswith(start["S"]))


def _contains(value: Any, wanted: Any) -> bool:
    if value is None:
        return False
    ((kind, content),) = value.items()
    ((wanted_kind, part),) = wanted.items()
    if kind == "L":
        return any(equal(each, wanted) for each in content)
    if kind in ("SS", "NS", "BS"):
        return part in content
    return kind == wanted_kind and part in content


def _size(value: Any) -> Any:
    if value is None:
        return None
    ((kind, content),) = value.items()
    return {"N": str(len(content.encode() if kind == "S" else content))}
