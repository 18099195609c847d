"""That every type of event happens somewhere: one that nothing publishes would be waited for in vain."""

import ast
from pathlib import Path

import chalicelib
from chalicelib.domain.bookings import events
from chalicelib.domain.bookings.events import EventType


def types_named(source: str) -> set[str]:
    """The types of events that `source` names."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "EventType"
    }


def test_every_type_of_event_is_published_somewhere() -> None:
    files = Path(str(chalicelib.__file__)).parent.rglob("*.py")
    named = set[str]().union(
        *(types_named(it.read_text(encoding="utf-8")) for it in files if str(it) != events.__file__)
    )

    assert {each.name for each in EventType} - named == set()
