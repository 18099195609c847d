"""Whoever makes a mistake in any field of any request reads what is wrong and how to mend it, in words of ours: the
mistakes are made from the types that the routes declare, so that a new field is tried by itself.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec import inspect

import app
from chalicelib.api.http.routing import Endpoint
from chalicelib.decoding.explanations import look_of, type_at
from chalicelib.decoding.typed_values import to_body, to_query
from chalicelib.errors import InvalidInput
from tests.support.library_words import LIBRARY

REMEDY = re.compile(
    r"such as|one of|Allowed: |did you mean|give |There (is|are)|There is no such|Send |It is U\+|It has U\+"
)
ROUTES = [
    entry.view_function.route
    for methods in app.app.routes.values()
    for entry in methods.values()
    if isinstance(entry.view_function, Endpoint)
]
BODIES = {
    (route.name, media): kind
    for route in ROUTES
    for media, kind in route.body_types.items()
    if isinstance(getattr(kind, "__struct_fields__", None), tuple)
}
QUERIES = {route.name: route.query_type for route in ROUTES if route.query_type is not None}


class Mistake(NamedTuple):
    """A value that a field may not have, and what is wrong with it."""

    name: str
    value: Any


def leaves(info: Any) -> Iterator[Any]:
    """The types that a value may have, seen through what is only said of them."""
    if isinstance(info, inspect.Metadata):
        yield from leaves(info.type)
    elif isinstance(info, inspect.UnionType):
        for each in info.types:
            yield from leaves(each)
    else:
        yield info


def mistakes(info: Any) -> Iterator[Mistake]:
    """Wrong values of each kind; some may be right after all, which the decoding says."""
    yield from (Mistake(f"a {type(value).__name__}", value) for value in (True, 7, 0.5, [], {}, [None], {"x": 1}, None))
    yield from (Mistake(f"text {text!r}", text) for text in ("", "wrong wrong", "03/03/2027", "2027-02-30", "a\n"))
    yield from (
        Mistake(f"text {text!r}", text) for text in ("2027-02-28T10:00:00", "Economy", "12", "\0", "x" * 20_001)
    )
    yield from (Mistake("a huge number", number) for number in (-(2**53), 2**53 - 1, 1e300))
    for each in leaves(info):
        if isinstance(each, inspect.EnumType):
            yield Mistake("a word in capitals", str(next(iter(each.cls)).value).upper())
        if isinstance(each, inspect.StrType) and each.max_length is not None:
            yield Mistake("a sign too many", "A" * (each.max_length + 1))


def struct_fields(kind: Any, seen: set[Any]) -> Iterator[tuple[Any, str, Any]]:
    """Every field of every struct inside a type: the struct, the field as it is sent, the field's type."""
    for each in leaves(kind if isinstance(kind, inspect.Type) else inspect.type_info(kind)):
        for inner in (getattr(each, "item_type", None), getattr(each, "value_type", None)):
            if inner is not None:
                yield from struct_fields(inner, seen)
        if isinstance(each, inspect.StructType) and each.cls not in seen:
            seen.add(each.cls)
            for field in each.fields:
                yield each, field.encode_name, field.type
                yield from struct_fields(field.type, seen)


FIELDS = [found for seen in [set[Any]()] for kind in BODIES.values() for found in struct_fields(kind, seen)]


def assert_helps(detail: str, what: object) -> None:
    assert not LIBRARY.search(detail), (what, detail)
    assert detail.endswith(("?", ".")), (what, detail)
    assert len(detail) > 20, (what, detail)
    assert len(detail) < 4_000, (what, detail)
    assert "give" in detail or "Allowed: " in detail or REMEDY.search(detail), (what, detail)


def by_type() -> dict[str, tuple[Any, str, Any]]:
    """A field of each type: what is said of a mistake hangs on nothing else, but for the name of an amount."""
    types = {}
    for owner, field, kind in FIELDS:
        declared = next(each.type for each in msgspec.structs.fields(owner.cls) if each.encode_name == field)
        types[f"{declared!r} {field == 'amount'}"] = (owner, field, kind)
    return types


def test_each_mistake_in_a_field_of_each_type_says_how_to_mend_it() -> None:
    types, tried = by_type(), 0
    for owner, field, kind in types.values():
        for mistake in mistakes(kind):
            try:
                to_body({field: mistake.value, **tag_of(owner)}, owner.cls)
            except InvalidInput as refused:
                for each in refused.errors:
                    if each.pointer.startswith(f"/{field}"):
                        tried += 1
                        assert_helps(each.detail, (owner.cls.__name__, field, mistake.name))
    assert len(types) > 100
    assert tried > 10 * len(types)


def tag_of(owner: Any) -> dict[str, Any]:
    return {} if owner.tag_field is None else {owner.tag_field: owner.tag}


@pytest.mark.parametrize("name", sorted({name for name, _ in BODIES}))
def test_a_name_spelt_wrongly_is_answered_by_the_right_one(name: str) -> None:
    kind = next(kind for (operation, _), kind in BODIES.items() if operation == name)
    field = max((each.encode_name for each in msgspec.structs.fields(kind)), key=len)
    wrong = field[:-1] + "x" if len(field) > 4 else field.upper() + "x"

    with pytest.raises(InvalidInput) as refused:
        to_body({wrong: 1}, kind)

    [detail] = [each.detail for each in refused.value.errors if each.pointer == f"/{wrong}"]
    assert f"`{field}`" in detail


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_each_mistake_in_a_query_says_how_to_mend_it(name: str) -> None:
    fields = [field.encode_name for field in msgspec.structs.fields(QUERIES[name])]
    given = [{field: [value]} for field in fields for value in ("", "wrong wrong", "-1", "2027-02-30", "x" * 20_001)]

    for query in [*given, {"unheardOf": ["1"]}]:
        try:
            to_query(query, QUERIES[name])
        except InvalidInput as refused:
            for each in refused.errors:
                assert_helps(each.detail, (name, query))


def test_every_pattern_has_an_example_that_fits_it() -> None:
    patterns = {
        (each.pattern, each.min_length or 0, each.max_length)
        for kind in [*BODIES.values(), *QUERIES.values()]
        for _, _, field in struct_fields(kind, set())
        for each in leaves(field)
        if isinstance(each, inspect.StrType) and each.pattern is not None
    }

    assert len(patterns) > 30
    for pattern, least, most in patterns:
        words, example = look_of(pattern)
        assert re.search(pattern, example), (pattern, words, example)
        assert least <= len(example) <= (most or 10_000), (pattern, example)


MENDED = [
    ({"cabin": "Economy"}, "/cabin", "did you mean `economy`?"),
    ({"costCentre": "sales"}, "/costCentre", "capital letters, digits and hyphens, such as `SALES-EU`"),
    ({"currency": "Euro"}, "/currency", "such as `EUR`"),
    ({"slices": [{"orgin": "BER"}]}, "/slices/0/orgin", "did you mean `origin`?"),
    ({"slices": [{"departOn": "03/03/2027"}]}, "/slices/0/departOn", "a day such as 2027-03-03"),
    ({"slices": [{"departOn": "2027-02-30"}]}, "/slices/0/departOn", "There is no such day in the calendar"),
    ({"stays": [{"nightlyCap": {"amount": 199.99}}]}, "/stays/0/nightlyCap/amount", "minor units: 19999 is 199.99"),
    ({"preferences": [{"preference": "seats"}]}, "/preferences/0/preference", "did you mean `seat`?"),
    ({"travellers": "Anna"}, "/travellers", "a list"),
]


@pytest.mark.parametrize(("body", "pointer", "said"), MENDED)
def test_what_newcomers_get_wrong_most_is_answered_with_its_remedy(body: Any, pointer: str, said: str) -> None:
    kind = next(kind for (operation, _), kind in BODIES.items() if operation == "create_booking")

    with pytest.raises(InvalidInput) as refused:
        to_body(body, kind)

    assert said in {each.pointer: each.detail for each in refused.value.errors}[pointer]


def test_all_mistakes_are_answered_at_once() -> None:
    kind = next(kind for (operation, _), kind in BODIES.items() if operation == "publish_policy")

    with pytest.raises(InvalidInput) as refused:
        to_body({"rules": [{"rule": "max_price"}, {"rule": "fare_cap"}], "currency": "Euro"}, kind)

    pointers = {each.pointer for each in refused.value.errors}
    assert {"/rules/0/rule", "/rules/1/clause", "/currency"} <= pointers


def test_what_stands_where_is_found_by_its_place() -> None:
    info, value = type_at(dict[str, list[int]], {"a": [1, "x"]}, ["a", "1"])

    assert isinstance(info, inspect.IntType)
    assert value == "x"
