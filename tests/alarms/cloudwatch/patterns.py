"""Filter patterns of CloudWatch Logs: which lines a metric filter counts.

A pattern is either terms (`ERROR -"not me"`, `?WARN ?ERROR`, `%regular expression%`) or, in braces, conditions on the
fields of a line that is JSON. Space-delimited patterns (in brackets) are refused.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.alarms.cloudwatch.unsupported import Unsupported

Matcher = Callable[[str], bool]
Condition = Callable[[Any], bool]

MOST_WILDCARDS = 3  # in a pattern; one in a selector
_TERM = re.compile(r'\s*(?P<sign>[-?]?)(?:"(?P<quoted>[^"]*)"|%(?P<expression>[^%]+)%|(?P<word>[^\s"%]+))')
_TOKEN = re.compile(
    r"""\s*(?:(?P<selector>\$(?:\.\*|\.\[?'[^']*'\]?|\.[\w\-]+|\[\*\]|\[\d+\]|\[['"][^'"]*['"]\])+)
    |(?P<sign>&&|\|\||!=|>=|<=|[()=<>])
    |"(?P<quoted>[^"]*)"
    |%(?P<expression>[^%]+)%
    |(?P<word>[^\s()"&|=<>!]+))""",
    re.VERBOSE,
)
_STEP = re.compile(r"""\.(\*)|\.\[?'([^']*)'\]?|\.([\w\-]+)|\[(\*)\]|\[(\d+)\]|\[['"]([^'"]*)['"]\]""")
_MISSING = object()


class Token(NamedTuple):
    """A word of a JSON pattern, and of which kind it is."""

    kind: str
    text: str


def read_pattern(pattern: str) -> Matcher:
    """What says of a line whether the pattern matches it. Raises Unsupported."""
    text = pattern.strip()
    if text.startswith("{"):
        return _read_json_pattern(text)
    if text.startswith("["):
        raise Unsupported(f"a space-delimited pattern: {pattern}")
    return _read_terms(text)


def selectors_in(pattern: str) -> set[str]:
    """The names of the top-level fields that a JSON pattern looks at."""
    if not pattern.strip().startswith("{"):
        return set()
    found = (token.text for token in _tokens(pattern) if token.kind == "selector")
    return {str(steps[0]) for steps in map(_steps, found)}


# --- terms ------------------------------------------------------------------------------------------------------------


def _read_terms(text: str) -> Matcher:
    wanted: list[Matcher] = []
    unwanted: list[Matcher] = []
    optional: list[Matcher] = []
    place = 0
    while place < len(text):
        found = _TERM.match(text, place)
        if found is None:
            raise Unsupported(f"a term: {text[place:]}")
        {"": wanted, "-": unwanted, "?": optional}[found["sign"]].append(_contains(found))
        place = found.end()
    if optional and (wanted or unwanted):
        optional = []  # a term that is not optional leaves the optional ones without a say

    def matches(line: str) -> bool:
        return (
            all(term(line) for term in wanted)
            and not any(term(line) for term in unwanted)
            and (not optional or any(term(line) for term in optional))
        )

    return matches


def _contains(found: re.Match[str]) -> Matcher:
    if found["expression"] is not None:
        expression = _compile(found["expression"])
        return lambda line: expression.search(line) is not None
    term = found["quoted"] if found["quoted"] is not None else found["word"]
    # A word is matched as a word; what is quoted, wherever it stands.
    if found["quoted"] is None and re.fullmatch(r"\w+", term):
        word = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")
        return lambda line: word.search(line) is not None
    return lambda line: term in line


# --- conditions on fields ---------------------------------------------------------------------------------------------


def _read_json_pattern(text: str) -> Matcher:
    tokens = list(_tokens(text))
    wildcards = [token.text.count("*") for token in tokens if token.kind == "selector"]
    if sum(wildcards) > MOST_WILDCARDS or max(wildcards, default=0) > 1:
        raise Unsupported(f"so many wildcards: {text}")
    reader = _Reader(tokens)
    condition = reader.read_any()
    reader.end()

    def matches(line: str) -> bool:
        try:
            values = json.loads(line)
        except ValueError:
            return False
        return isinstance(values, dict) and condition(values)

    return matches


def _tokens(text: str) -> Iterator[Token]:
    if not text.strip().endswith("}"):
        raise Unsupported(f"a pattern that is not closed: {text}")
    inner = text.strip()[1:-1].strip()
    place = 0
    while place < len(inner):
        found = _TOKEN.match(inner, place)
        if found is None:
            raise Unsupported(f"what begins here: {inner[place:]}")
        yield Token(str(found.lastgroup), found[str(found.lastgroup)])
        place = found.end()


class _Reader:
    """Reads a condition; `&&` binds closer than `||`."""

    def __init__(self, tokens: list[Token]) -> None:
        self._left = list(reversed(tokens))

    def read_any(self) -> Condition:
        conditions = [self._read_all()]
        while self._take("||"):
            conditions.append(self._read_all())
        return lambda values: any(each(values) for each in conditions)

    def end(self) -> None:
        if self._left:
            raise Unsupported(f"what follows: {self._left[-1].text}")

    def _read_all(self) -> Condition:
        conditions = [self._read_one()]
        while self._take("&&"):
            conditions.append(self._read_one())
        return lambda values: all(each(values) for each in conditions)

    def _read_one(self) -> Condition:
        if self._take("("):
            inner = self.read_any()
            if not self._take(")"):
                raise Unsupported("a bracket that is not closed")
            return inner
        selector = self._next()
        if selector.kind != "selector":
            raise Unsupported(f"a condition on {selector.text}")
        return self._read_comparison(_steps(selector.text))

    def _read_comparison(self, steps: list[str | int]) -> Condition:
        sign = self._next()
        if sign.kind == "word":
            return _read_presence(steps, sign.text.upper(), self._next().text.upper())
        compare = _compare(sign.text, self._next())
        if sign.text == "!=":  # a field that is not there is not different from anything
            return lambda values: bool(found := list(_values(values, steps))) and all(map(compare, found))
        return lambda values: any(map(compare, _values(values, steps)))

    def _next(self) -> Token:
        if not self._left:
            raise Unsupported("a pattern that ends too early")
        return self._left.pop()

    def _take(self, sign: str) -> bool:
        if self._left and self._left[-1] == Token("sign", sign):
            self._left.pop()
            return True
        return False


def _read_presence(steps: list[str | int], word: str, of: str) -> Condition:
    match word, of:
        case "IS", "NULL":
            return lambda values: any(found is None for found in _values(values, steps))
        case "IS", "TRUE":
            return lambda values: any(found is True for found in _values(values, steps))
        case "IS", "FALSE":
            return lambda values: any(found is False for found in _values(values, steps))
        case "NOT", "EXISTS":
            return lambda values: not any(True for _ in _values(values, steps))
        case _:
            raise Unsupported(f"{word} {of}")


def _compare(sign: str, token: Token) -> Condition:
    match sign:
        case "=":
            return _equals(token)
        case "!=":
            equals = _equals(token)
            return lambda found: not equals(found)
        case ">" | "<" | ">=" | "<=":
            return _is_beyond(sign, token)
        case _:
            raise Unsupported(f"a comparison by {sign}")


def _equals(token: Token) -> Condition:
    if token.kind == "expression":
        expression = _compile(token.text)
        return lambda found: isinstance(found, str) and expression.search(found) is not None
    if token.kind == "word" and (number := _as_number(token.text)) is not None:
        return lambda found: _is_number(found) and found == number
    if token.kind not in {"word", "quoted"}:
        raise Unsupported(f"a comparison with {token.text}")
    like = re.compile(".*".join(map(re.escape, token.text.split("*"))), re.DOTALL)
    return lambda found: isinstance(found, str) and like.fullmatch(found) is not None


def _is_beyond(sign: str, token: Token) -> Condition:
    number = _as_number(token.text)
    if number is None:
        raise Unsupported(f"{sign} {token.text}")
    compare: dict[str, Callable[[float], bool]] = {
        ">": lambda found: found > number,
        "<": lambda found: found < number,
        ">=": lambda found: found >= number,
        "<=": lambda found: found <= number,
    }
    return lambda found: _is_number(found) and compare[sign](found)


def _steps(selector: str) -> list[str | int]:
    steps: list[str | int] = []
    for named in _STEP.finditer(selector[1:]):
        every, quoted, plain, all_elements, index, bracketed = named.groups()
        if index is not None:
            steps.append(int(index))
        else:
            steps.append(next(text for text in (every, all_elements, quoted, plain, bracketed) if text is not None))
    return steps


def _values(here: Any, steps: list[str | int]) -> Iterator[Any]:
    """Every value that a selector leads to; it is one, or none, where there is no wildcard."""
    if not steps:
        yield here
        return
    step, *further = steps
    for inner in _children(here, step):
        yield from _values(inner, further)


def _children(here: Any, step: str | int) -> Iterator[Any]:
    if step == "*":
        yield from here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()
    elif isinstance(step, int):
        if isinstance(here, list) and step < len(here):
            yield here[step]
    elif isinstance(here, dict) and (found := here.get(step, _MISSING)) is not _MISSING:
        yield found


def _compile(expression: str) -> re.Pattern[str]:
    try:
        return re.compile(expression)
    except re.error as error:
        raise Unsupported(f"a regular expression: {expression}") from error


def _as_number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", text) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
