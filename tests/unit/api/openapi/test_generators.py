"""The description is of a form that programs which generate clients from it read rightly: each trouble that one of them
has had is one test here; `make conformance` runs the programs themselves.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.api.openapi.schemas import FORM, SENT, find_reached
from chalicelib.services.api_addresses import ADDRESS_FIELDS
from tests.support.described import describe_api

Json = dict[str, Any]
LARGEST = 2**53 - 1


@pytest.fixture(scope="module")
def document() -> Json:
    return describe_api("https://travel.example.com/api")


@pytest.fixture(scope="module")
def schemas(document: Json) -> Json:
    return dict(document["components"]["schemas"])


@pytest.fixture(scope="module")
def sent(document: Json, schemas: Json) -> Json:
    """What callers send, by name, forms included."""
    bodies = [body["schema"] for body in bodies_of(document)]
    whole = {f"body {number}": body for number, body in enumerate(bodies) if "$ref" not in body}
    return {**whole, **{name: schemas[name] for name in find_reached(bodies, schemas)}}


@pytest.fixture(scope="module")
def answered(document: Json, schemas: Json) -> Json:
    """What is answered, by name."""
    responses = [answer for operation in operations_of(document) for answer in operation["responses"].values()]
    return {name: schemas[name] for name in find_reached(responses, schemas)}


def operations_of(document: Json) -> Iterator[Json]:
    for methods in document["paths"].values():
        yield from methods.values()


def bodies_of(document: Json) -> Iterator[Json]:
    for operation in operations_of(document):
        yield from operation.get("requestBody", {}).get("content", {}).values()


def inside(value: Any, at: str = "") -> Iterator[tuple[str, Json]]:
    """Every schema in a value, with where it stands; examples are none."""
    are_fields = at.endswith("/properties")
    if isinstance(value, dict) and not are_fields:
        yield at, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in pairs:
        if are_fields or step not in {"example", "examples", "default", "enum", "mapping"}:
            yield from inside(each, f"{at}/{step}")


def wrong(value: Any, is_wrong: Any) -> list[str]:
    return [at for at, schema in inside(value) if is_wrong(schema)]


def test_a_link_has_no_body_of_expressions(document: Json) -> None:
    answers = [answer for operation in operations_of(document) for answer in operation["responses"].values()]
    links = [link for answer in answers for link in answer.get("links", {}).values()]

    assert len(links) > 100
    assert [link for link in links if "requestBody" in link] == []


def test_what_may_be_left_out_of_a_request_has_no_default(sent: Json) -> None:
    assert len(sent) > 100
    assert wrong(sent, lambda schema: "default" in schema) == []


def test_leaving_out_what_means_something_says_so_in_words(sent: Json) -> None:
    assert "default `10:00`" in sent["RequestedCar"]["properties"]["pickUpAt"]["description"]


def test_an_answer_always_has_what_has_a_default(answered: Json) -> None:
    for name, schema in answered.items():
        coming = {field for field, each in schema.get("properties", {}).items() if "default" in each}
        assert coming <= set(schema.get("required", ())) or name == "Problem", name


def test_requests_are_closed_and_answers_open(sent: Json, answered: Json) -> None:
    objects = {name: each for name, each in sent.items() if each.get("type") == "object" and "properties" in each}

    assert len(objects) > 80
    assert [name for name, each in objects.items() if each.get("additionalProperties") is not False] == []
    assert wrong(answered, lambda schema: schema.get("additionalProperties") is False) == []
    assert not {name for name in objects if name in answered}


def test_what_is_sent_and_answered_differs_in_nothing_else(schemas: Json) -> None:
    doubled = {name.removesuffix(SENT) for name in schemas if name.endswith(SENT)}

    assert "Money" in doubled
    for name in doubled:
        one, other = schemas[name].get("properties", {}), schemas[f"{name}{SENT}"].get("properties", {})
        assert one.keys() == other.keys(), name


def test_one_of_several_types_is_known_by_a_field_and_has_a_name(schemas: Json) -> None:
    unions = {name for name, schema in schemas.items() if "oneOf" in schema}

    assert {"PolicyRule", "Preference", "OptionComponent", "GeofenceShape"} <= unions
    for name in unions:
        members = {each["$ref"] for each in schemas[name]["oneOf"]}
        assert set(schemas[name]["discriminator"]["mapping"].values()) == members, name
    assert [at for at, each in inside(schemas) if "discriminator" in each and at.count("/") > 1] == []
    assert wrong(schemas, lambda schema: isinstance(schema.get("anyOf"), list) and "discriminator" in schema) == []


def test_a_schema_has_the_name_that_it_says(schemas: Json) -> None:
    assert {name: schema["title"] for name, schema in schemas.items()} == {name: name for name in schemas}


def test_names_are_words_and_not_places_in_the_code(schemas: Json) -> None:
    assert [name for name in schemas if not re.fullmatch(r"([A-Z][a-z0-9]*)+", name)] == []


def test_allowed_values_say_what_they_are(document: Json) -> None:
    assert wrong(document, lambda schema: isinstance(schema.get("enum"), list) and "type" not in schema) == []


def test_numbers_have_bounds_that_every_reader_keeps(schemas: Json, answered: Json) -> None:
    def is_absurd(schema: Json) -> bool:
        bounds = [schema.get(bound) for bound in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")]
        return any(isinstance(bound, int | float) and abs(bound) > LARGEST for bound in bounds)

    assert wrong(schemas, is_absurd) == []
    assert wrong(answered, lambda schema: schema.get("maximum") == LARGEST) == []


def test_a_form_comes_first_and_has_no_name(document: Json) -> None:
    contents = [operation.get("requestBody", {}).get("content", {}) for operation in operations_of(document)]
    with_forms = [content for content in contents if FORM in content]

    assert with_forms
    for content in with_forms:
        assert next(iter(content)) == FORM
        assert not {"title", "$ref"} & content[FORM]["schema"].keys()


def test_messages_of_webhooks_have_names(document: Json, schemas: Json) -> None:
    """And every type of event is a value of one of them."""
    named = {}
    for event_type, methods in document["webhooks"].items():
        (body,) = methods["post"]["requestBody"]["content"].values()
        assert body["schema"].keys() == {"$ref"}, event_type
        named[event_type] = schemas[body["schema"]["$ref"].rpartition("/")[2]]

    assert len(named) > 50
    for event_type, message in named.items():
        said = message["properties"]["type"]
        values = schemas[said["$ref"].rpartition("/")[2]] if "$ref" in said else said
        assert event_type in values["enum"]


def test_every_header_that_is_described_is_in_some_answer(document: Json) -> None:
    answers = [answer for operation in operations_of(document) for answer in operation["responses"].values()]
    used = {header["$ref"] for answer in answers for header in answer.get("headers", {}).values() if "$ref" in header}

    assert {each.rpartition("/")[2] for each in used} == document["components"]["headers"].keys()


def test_routes_and_webhooks_share_no_tag(document: Json) -> None:
    """Generators make a file of each tag, and the one would be written over the other."""
    routed = {tag for operation in operations_of(document) for tag in operation["tags"]}
    sent = {tag for methods in document["webhooks"].values() for tag in methods["post"]["tags"]}

    assert sent
    assert not sent & routed


TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def test_every_time_says_that_it_is_one(document: Json, schemas: Json) -> None:
    """By its name, and by what it is in the examples."""
    found = 0
    for operation in operations_of(document):
        for answer in operation["responses"].values():
            for body in answer.get("content", {}).values():
                for at, schema in times_in(body.get("example"), body["schema"], schemas):
                    found += 1
                    assert schema.get("format") == "date-time", (operation["operationId"], at, schema)
    assert found > 200


def times_in(value: Any, schema: Json, schemas: Json, at: str = "") -> Iterator[tuple[str, Json]]:
    if "$ref" in schema:
        yield from times_in(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, at)
    elif isinstance(value, dict):
        properties = schema.get("properties", {})
        for name, each in value.items():
            if name in properties:
                yield from times_in(each, properties[name], schemas, f"{at}/{name}")
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for each in value:
            yield from times_in(each, schema["items"], schemas, at)
    elif isinstance(value, str) and TIME.fullmatch(value):
        members = [each for each in schema.get("anyOf", [schema]) if each.get("type") == "string"]
        yield at, members[0] if members else {}


def test_no_place_of_a_list_has_a_type_of_its_own(schemas: Json) -> None:
    assert wrong(schemas, lambda schema: "prefixItems" in schema or schema.get("items") is False) == []


def test_examples_of_requests_say_no_more_than_they_must(document: Json) -> None:
    def is_idle(value: Any) -> bool:
        return value is None or value in ([], {})

    for operation in operations_of(document):
        for body in operation.get("requestBody", {}).get("content", {}).values():
            example = body["example"]
            if isinstance(example, dict):
                assert [name for name, each in example.items() if is_idle(each)] == [], operation["operationId"]


def test_the_server_is_where_the_description_came_from(document: Json) -> None:
    assert document["servers"] == [{"url": "https://travel.example.com/api"}]
    assert describe_api()["servers"][0]["url"].startswith("https://")


def test_every_address_in_an_answer_is_whole(document: Json, schemas: Json, answered: Json) -> None:
    """By the name of its field, in its schema and in every example; and in headers."""
    here = "https://travel.example.com/api/v1/"
    examples = [
        body.get("example")
        for operation in operations_of(document)
        for answer in operation["responses"].values()
        for body in answer.get("content", {}).values()
    ]
    found = [address for example in examples for address in addresses_in(example)]
    leading = [each for each in answered.values() for name in each.get("properties", {}) if name in ADDRESS_FIELDS]

    assert len(found) > 15
    assert [address for address in found if not address.startswith("https://")] == []
    assert [address for address in found if "/v1/" in address and not address.startswith(here)] == []
    for each in leading:
        fields = [schema for name, schema in each["properties"].items() if name in ADDRESS_FIELDS]
        assert all(field["format"] == "uri" and "pattern" not in field for field in fields), each["title"]
    for name in ("Location", "Link"):
        assert here in document["components"]["headers"][name]["example"]


def addresses_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from re.findall(r'"(?:\w*[uU]rl|href)":"([^"]*)"', value)
    for name, each in value.items() if isinstance(value, dict) else ():
        if re.fullmatch(r"\w*[uU]rl|href", name) and isinstance(each, str) and name != "webcalUrl":
            yield each
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from addresses_in(each)
