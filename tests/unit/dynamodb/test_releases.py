"""Rows of another release: read as far as they are known, never written over, whatever table they are of."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.domain import compatibility
from chalicelib.domain.budgets.budget import BudgetAlert
from chalicelib.domain.documents import Document
from chalicelib.dynamodb.tables import StructAttribute, lengthen
from chalicelib.errors import Unavailable
from tests.simulation.stages import planned
from tests.simulation.worlds import world
from tests.support.row_classes import row_classes
from tests.support.tables import STAGE

MORE = {"addedByTheNextRelease": {"and": ["more"]}}


def plain(text: str) -> str:
    """A text as it was before it was shortened."""
    longer = lengthen(text)
    return longer if isinstance(longer, str) else longer.decode()


def kept() -> Iterator[tuple[str, StructAttribute[Any], str]]:
    """Every value that a trip leaves in the tables: where it is kept, as what, and its text."""
    with world() as made:
        booking_id = planned(made)
        made.listen(booking_id)
        made.choose(booking_id)
        made.run(3600)
        for name, classes in row_classes().items():
            found = [
                (f"{name}.{each.attr_name}", each, plain(row[each.attr_name]["S"]))
                for rows in classes
                for each in rows.get_attributes().values()
                if isinstance(each, StructAttribute)
                for row in made.wire.tables.tables[f"sojourn-{STAGE}-{name}"].rows.values()
                if "S" in row.get(each.attr_name, {})
            ]
            yield from found


KEPT = {where: (attribute, text) for where, attribute, text in kept() if "{" in text}


def size() -> tuple[int, int]:
    """How many kinds of values, and how many places in them where a newer release may have added something."""
    return len(KEPT), sum(len(list(objects(json.loads(text)))) for _, text in KEPT.values())


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object inside a JSON value, itself included."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


@pytest.mark.parametrize("where", KEPT)
def test_value_with_fields_of_a_newer_release_is_read_and_not_written_over(where: str) -> None:
    attribute, text = KEPT[where]
    known = attribute.deserialize(text)
    places = len(list(objects(json.loads(text))))
    outside = 0

    for place in range(places):
        newer = json.loads(text)
        list(objects(newer))[place].update(MORE)
        value = attribute.deserialize(json.dumps(newer))
        if not compatibility.is_newer(value):
            outside += 1  # what is free in form keeps what it is given, and loses nothing when it is written
            assert json.loads(attribute.serialize(value)) == newer
            continue
        assert msgspec.json.encode(value, order="deterministic") == msgspec.json.encode(known, order="deterministic")
        with pytest.raises(Unavailable):
            attribute.serialize(value)
        with pytest.raises(Unavailable):
            attribute.serialize(msgspec.structs.replace(value))

    assert outside < places


@pytest.mark.parametrize("where", KEPT)
def test_value_of_an_older_release_takes_the_defaults_of_new_fields(where: str) -> None:
    attribute, text = KEPT[where]
    kind = type(attribute.deserialize(text))
    optional = [
        each.encode_name
        for each in msgspec.structs.fields(kind)
        if each.default is not msgspec.NODEFAULT or each.default_factory is not msgspec.NODEFAULT
    ]

    for name in optional:
        older = json.loads(text)
        older.pop(name, None)
        value = attribute.deserialize(json.dumps(older))
        assert not compatibility.is_newer(value)
        attribute.serialize(value)


def test_word_that_is_not_known_cannot_be_read() -> None:
    attribute, text = KEPT["bookings.document"]
    newer = json.loads(text) | {"status": "quarantined"} | MORE

    with pytest.raises(msgspec.ValidationError, match="quarantined"):
        attribute.deserialize(json.dumps(newer))


def test_list_of_values_is_newer_when_one_of_them_is() -> None:
    kind = tuple[BudgetAlert, ...]
    alert: dict[str, Any] = {"percent": 80, "reachedAt": None, "notified": False}

    assert compatibility.is_newer(compatibility.read(json.dumps([alert, alert | MORE]), kind))
    assert not compatibility.is_newer(compatibility.read(json.dumps([alert, alert]), kind))


def test_document_of_a_newer_release_stays_what_it_is() -> None:
    assert issubclass(compatibility._newer_kind(Document), Document)
