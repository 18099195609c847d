"""That every type of event happens somewhere, since one that nothing publishes would be waited for in vain; and that
it is known of each what it says.
"""

import ast
from pathlib import Path

import msgspec
import pytest

import chalicelib
from chalicelib.domain.bookings import events
from chalicelib.domain.bookings.event_data import by_type
from chalicelib.domain.bookings.event_data.by_type import EVENT_DATA
from chalicelib.domain.bookings.events import EventType
from tests.support.event_samples import DATA


def types_named(source: str) -> set[str]:
    """The types of events that `source` names."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "EventType"
    }


def test_every_type_of_event_is_published_somewhere() -> None:
    lists = {events.__file__, by_type.__file__}
    files = Path(str(chalicelib.__file__)).parent.rglob("*.py")
    named = set[str]().union(*(types_named(it.read_text(encoding="utf-8")) for it in files if str(it) not in lists))

    assert {each.name for each in EventType} - named == set()


def test_every_type_of_event_says_what_its_data_are() -> None:
    assert EVENT_DATA.keys() == DATA.keys() == set(EventType)
    for event_type, kind in EVENT_DATA.items():
        names = {name for name in DATA[event_type] if not name.endswith("Names")}
        read = msgspec.convert({name: DATA[event_type][name] for name in names}, kind)
        assert msgspec.to_builtins(read).keys() == names, event_type


def test_data_of_another_type_are_none_of_its() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `tripId`"):
        msgspec.convert(DATA[EventType.BOOKED], EVENT_DATA[EventType.ORDERED])
