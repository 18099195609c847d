"""Queries of Logs Insights: which fields they look at, and with what they compare them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

_COMMANDS = frozenset({"fields", "filter", "stats", "sort", "limit", "display", "dedup"})
_WORDS = _COMMANDS | {"and", "or", "not", "in", "like", "as", "by", "asc", "desc"}
# What Logs Insights finds in every line, and in those that Lambda writes.
OF_ALL_LINES = frozenset({"@timestamp", "@message", "@log", "@logStream", "@ingestionTime", "@type"})
OF_LAMBDA = frozenset(
    {"@requestId", "@duration", "@billedDuration", "@initDuration", "@maxMemoryUsed", "@memorySize", "@entity"}
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
_EXPRESSION = re.compile(r"/(?:[^/\\]|\\.)+/")
_NAME = re.compile(r"(?P<name>@?[A-Za-z_][\w.]*)(?P<call>\s*\()?")
_EQUALS = re.compile(r'(@?[A-Za-z_][\w.]*)\s*=\s*"([^"]*)"')
_LIKE = re.compile(r"(@?[A-Za-z_][\w.]*)\s+like\s+/((?:[^/\\]|\\.)+)/")
PLACEHOLDER = "..."  # stands where whoever asks puts an id


class Comparison(NamedTuple):
    """A field, and the text or the expression that it is compared with."""

    field: str
    text: str
    is_expression: bool


def fields_of(query: str) -> set[str]:
    """The fields of lines that a query names, but for those that it makes itself."""
    plain = _EXPRESSION.sub(" ", _STRING.sub(" ", query))
    made = {found[1] for found in re.finditer(r"\bas\s+([A-Za-z_]\w*)", plain)}
    found = {each["name"] for each in _NAME.finditer(plain) if not each["call"]}
    return {name for name in found if name.lower() not in _WORDS} - made


def comparisons_of(query: str) -> Iterator[Comparison]:
    """What a query compares fields with, but for the places where whoever asks puts an id."""
    for field, text in _EQUALS.findall(query):
        if PLACEHOLDER not in text:
            yield Comparison(field, text, is_expression=False)
    for field, expression in _LIKE.findall(query):
        yield Comparison(field, expression, is_expression=True)


class Seen:
    """The fields that lines have, and the values of some."""

    def __init__(self, fields: Iterable[str] = ()) -> None:
        self.fields = {*OF_ALL_LINES, *fields}
        self._texts: dict[str, set[str]] = {}

    def note(self, line: str, watched: Mapping[str, Any] | frozenset[str]) -> None:
        """Note the fields of a line, and its values of the watched ones."""
        self._note_value("@message", line, watched)
        if line.startswith("REPORT "):
            self.fields |= OF_LAMBDA
            self._note_value("@type", "REPORT", watched)
        try:
            values = json.loads(line)
        except ValueError:
            return
        if isinstance(values, dict):
            self.fields |= values.keys()
            for name, value in values.items():
                self._note_value(name, str(value), watched)

    def _note_value(self, name: str, text: str, watched: Mapping[str, Any] | frozenset[str]) -> None:
        if name in watched:
            self._texts.setdefault(name, set()).add(text)

    def holds(self, comparison: Comparison) -> bool:
        """Whether some line has what a query compares with."""
        texts = self._texts.get(comparison.field, set())
        if not comparison.is_expression:
            return comparison.text in texts
        expression = re.compile(comparison.text)
        return any(expression.search(text) for text in texts)
