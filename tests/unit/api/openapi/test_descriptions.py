"""Every field, parameter and value of the description says what it means, and says more than its name."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.api.openapi import descriptions
from tests.support.described import describe_api

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return describe_api()


def parameters(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    own = {
        f"{operation['operationId']}: {each['name']}": each
        for path in document["paths"].values()
        for operation in path.values()
        for each in operation["parameters"]
        if "$ref" not in each
    }
    return {**own, **document["components"]["parameters"]}


def fields(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{name}.{field}": its
        for name, schema in document["components"]["schemas"].items()
        for field, its in schema.get("properties", {}).items()
    }


def values(schema: Any) -> list[Any]:
    """Every value of every list in a schema, however deep."""
    if isinstance(schema, dict):
        return [*schema.get("enum", ()), *(value for each in schema.values() for value in values(each))]
    return [value for each in schema for value in values(each)] if isinstance(schema, list) else []


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r" \1", text).lower()))


def test_every_field_is_described_and_every_value_explained(document: dict[str, Any]) -> None:
    missing = list(descriptions.undescribed(document["components"]["schemas"]))

    assert missing == [], "describe a field by msgspec.Meta at its type, a value in api/openapi/meanings/"


def test_every_type_parameter_and_header_is_described(document: dict[str, Any]) -> None:
    described = {**document["components"]["schemas"], **document["components"]["headers"], **parameters(document)}

    assert [name for name, each in described.items() if not each.get("description")] == []


# With what the types of events begin.
_OF_EVENTS = {"booking", "budget", "message", "webhook"}


def test_every_path_that_is_named_leads_somewhere(document: dict[str, Any]) -> None:
    """`amendment.replacementBookingId` is a field of a field of some type, unless it is the type of an event."""
    schemas = document["components"]["schemas"]
    texts = [text for text in _texts_in(document) if "`" in text]
    named = {path for text in texts for path in re.findall(r"`([a-z]\w*(?:\.[a-z]\w*)+)`", text)}
    fields = [path for path in sorted(named) if path.partition(".")[0] not in _OF_EVENTS]

    assert len(fields) > 1
    assert [
        path for path in fields if not any(_leads(schemas, each, path.split(".")) for each in schemas.values())
    ] == []


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            if name == "description" and isinstance(each, str):
                yield each
            yield from _texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each)


def _leads(schemas: dict[str, Any], schema: dict[str, Any], path: list[str]) -> bool:
    """Whether a schema, or one of those that it may be, has a field of the first name that leads on."""
    if not path:
        return True
    if "$ref" in schema:
        return _leads(schemas, schemas[schema["$ref"].rpartition("/")[2]], path)
    parts = [each for name in ("anyOf", "oneOf") for each in schema.get(name, ())]
    field = schema.get("properties", {}).get(path[0])
    return (field is not None and _leads(schemas, field, path[1:])) or any(
        _leads(schemas, each, path) for each in parts
    )


def test_no_description_only_repeats_the_name(document: dict[str, Any]) -> None:
    empty = {"a", "an", "the", "of", "its", "it", "is"}
    named = {**fields(document), **{name.partition(": ")[2] or name: its for name, its in parameters(document).items()}}

    said = {name: words(its["description"]) - empty for name, its in named.items()}

    assert [name for name, found in said.items() if found <= words(name.rpartition(".")[2])] == []


def test_no_value_is_explained_that_there_is_not(document: dict[str, Any]) -> None:
    listed = {**document["components"]["schemas"], **fields(document)}

    there_is = {name: {str(value) for value in values(listed.get(name, {}))} for name in descriptions.MEANINGS}

    assert {name: meanings.keys() - there_is[name] for name, meanings in descriptions.MEANINGS.items()} == {
        name: set() for name in descriptions.MEANINGS
    }


def test_what_is_not_described_is_named() -> None:
    schemas: dict[str, Any] = {
        "Thing": {
            "properties": {"size": {"type": "integer"}, "colour": {"enum": ["red", "blue"]}, "kind": {"enum": ["x"]}}
        },
        "Shade": {"enum": ["dark", "light"]},
    }

    descriptions.describe(schemas)

    assert set(descriptions.undescribed(schemas)) == {
        "Thing.size has no description",
        "Thing.colour has no description",
        "Thing.colour does not explain red, blue",
        "Shade does not explain dark, light",
    }


def test_values_are_listed_in_the_order_of_their_table(document: dict[str, Any]) -> None:
    status = document["components"]["schemas"]["BookingStatus"]

    assert status["enum"][:3] == ["requested", "planning", "awaiting_selection"]
    assert len(status["enum"]) == len(status[descriptions.VALUE_DESCRIPTIONS])
    assert status[descriptions.VALUE_DESCRIPTIONS][0].startswith("Accepted")
