"""What was looked up, described in words of our own: each field by its name, what people wrote in quotation marks.

It tells any thing that has fields, so that what is looked up one day by a new tool can be described without more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from chalicelib.domain.assistant.answer import LONGEST_PARAGRAPH
from chalicelib.domain.money import Money

_MOST_LISTED = 8
_LONGEST_TEXT = 120
_CODE = re.compile(r"[a-z]+(_[a-z]+)*")  # of a status, a kind
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DAY.pattern + r"T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})")
_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# What leads somewhere, or names a thing for a program: nothing to be described.
_UNSAID = re.compile(r"href|operations|.*(Handle|Ids?)")


def describe_thing(title: str, fields: Mapping[str, Any]) -> str:
    """Return a paragraph on a thing: its title, then its fields; lists of things with a line for each."""
    plain = {name: value for name, value in fields.items() if _is_described(name, value)}
    single = [f"{_label(name)} {describe_value(value)}" for name, value in plain.items() if not _is_listed(value)]
    rows = [f"{quote_text(title)}: {'; '.join(single)}."]
    for name, value in plain.items():
        if _is_listed(value):
            rows += _describe_list(_label(name), value)
    return "\n".join(rows)[:LONGEST_PARAGRAPH]


def describe_value(value: Any) -> str:
    """Return a value in words: amounts, days and times as people write them."""
    match value:
        case bool():
            return "yes" if value else "no"
        case {"amount": int(), "currency": str()}:
            return str(msgspec.convert(value, Money))
        case dict():
            described = (
                f"{_label(name)} {describe_value(each)}" for name, each in value.items() if _is_described(name, each)
            )
            return ", ".join(described)
        case list():
            return ", ".join(describe_value(each) for each in value[:_MOST_LISTED])
        case str():
            return _describe_text(value)
        case _:
            return str(value)


def quote_text(text: str) -> str:
    """Return a text that somebody wrote, on one line, bounded and in quotation marks."""
    flat = " ".join("".join(each if each.isprintable() else " " for each in text).replace("”", "'").split())
    return f"“{flat if len(flat) <= _LONGEST_TEXT else flat[: _LONGEST_TEXT - 1] + '…'}”"


def _describe_text(text: str) -> str:
    if _CODE.fullmatch(text):
        return text.replace("_", " ")
    if _MOMENT.fullmatch(text):
        moment = datetime.fromisoformat(text)
        return f"{_describe_day(moment)}, {moment:%H:%M}"
    if _DAY.fullmatch(text):
        return _describe_day(date.fromisoformat(text))
    return quote_text(text)


def _describe_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _describe_list(label: str, things: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each of a list of things, and one that says how many more there are."""
    for place, each in enumerate(things[:_MOST_LISTED], start=1):
        yield f"- {label} {place}: {describe_value(each)}"
    if len(things) > _MOST_LISTED:
        yield f"- and {len(things) - _MOST_LISTED} more"


def _label(name: str) -> str:
    return _BREAK.sub(" ", name).lower()


def _is_described(name: str, value: Any) -> bool:
    return value not in (None, "", [], {}) and not _UNSAID.fullmatch(name)


def _is_listed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
