"""Trips, revisions and changes of every shape that no operation can take: each wrong value of each field of slices,
stays, cars and preferences is refused with a pointer to it.
"""

import json
from typing import Any

import pytest

from tests.support.malformed import Schemas, misshapen
from tests.unit.api.shape_samples import MOVES, PREFERENCES, SHAPE, SLICES, preferred
from tests.unit.api.shipped import TAKING, Shipped, assert_points_at, assert_problem, content

Json = dict[str, Any]

CREATE, REVISE = "POST /v1/bookings", "POST /v1/bookings/{bookingId}/revision"
QUOTE = "POST /v1/bookings/{bookingId}/quotes"


# Each body with where it is made wrong.
BODIES = [
    (CREATE, {field: SHAPE[field][:1] for field in ("slices", "stays", "cars")}, ("/slices/0", "/stays/0", "/cars/0")),
    (QUOTE, MOVES, ("/slices/0", "/stays/0", "/cars/0")),
    *((CREATE, {"slices": SLICES, "preferences": [preferred(name)]}, ("/preferences/0",)) for name in PREFERENCES),
]


def properties_in(schema: Json, schemas: Schemas, value: Any) -> set[str]:
    """The fields of an object by its schema, whichever the value has."""
    return set(schemas.resolved(schema, value).get("properties", ()))


@pytest.mark.parametrize(("name", "body", "within"), BODIES, ids=["request", "quote", *PREFERENCES])
def test_whatever_is_wrong_with_a_shape_is_refused_where_it_is_wrong(
    name: str, body: Json, within: tuple[str, ...], shipped: Shipped, document: Json, schemas: Schemas
) -> None:
    schema = content(document, TAKING[name])["schema"]
    assert schemas.validator(schema).is_valid(body)

    tried = misshapen(body, schema, schemas, within)

    for bad in tried:
        reply = shipped.write(TAKING[name], bad.raw)
        assert_problem(reply, bad.name)
        assert reply.status == 400, (bad.name, reply)
        assert_points_at(reply, bad)
    assert len(tried) > 25


def test_bodies_have_every_field_of_a_shape(document: Json, schemas: Schemas) -> None:
    for name, body in ((CREATE, SHAPE), (QUOTE, MOVES)):
        fields = schemas.resolved(content(document, TAKING[name])["schema"], body)["properties"]
        for field in ("slices", "stays", "cars"):
            tried = {key for each in body[field] for key in each}
            assert properties_in(fields[field]["items"], schemas, body[field][0]) == tried
    wishes = fields_of_preferences(document)
    assert wishes == {name: {"preference", "strength", *fields} for name, fields in PREFERENCES.items()}


def test_a_revision_takes_the_same_shapes_as_a_request(document: Json, schemas: Schemas) -> None:
    asked, revised = (
        schemas.resolved(content(document, TAKING[name])["schema"], SHAPE)["properties"] for name in (CREATE, REVISE)
    )
    for field in SHAPE:
        assert asked[field]["items"] == revised[field]["items"]


def fields_of_preferences(document: Json) -> dict[str, set[str]]:
    schemas = document["components"]["schemas"]
    mapping = schemas["PreferenceInput"]["discriminator"]["mapping"]
    return {name: set(schemas[ref.rpartition("/")[2]]["properties"]) for name, ref in mapping.items()}


@pytest.mark.parametrize(("field", "most"), [("slices", 8), ("stays", 8), ("cars", 4), ("preferences", 20)])
@pytest.mark.parametrize("name", [CREATE, REVISE])
def test_one_more_than_the_most_is_refused(name: str, field: str, most: int, shipped: Shipped) -> None:
    one = preferred("no_overnight") if field == "preferences" else SHAPE[field][0]

    reply = shipped.write(TAKING[name], json.dumps({**SHAPE, field: [one] * (most + 1)}).encode())

    assert (reply.status, reply.pointers) == (400, [f"/{field}"])
