"""Every operation that takes a body refuses what it cannot take: with a problem that says where, and never by breaking.

The operations are those that are registered, and the bodies are made from their schemas: a new one is tried by itself.
"""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from tests.support.malformed import Schemas, malformed, no_json
from tests.unit.api.shipped import ROUTES, TAKING, TAKING_NONE, Shipped, assert_points_at, assert_problem, content

Json = dict[str, Any]
# What the stage's own rules judge, which they do once they have found the thing.
CHECKED_LATER = {"PUT /v1/webhooks/{webhookId}": ("/url", "/eventTypes/")}


@pytest.mark.parametrize("name", TAKING)
def test_malformed_bodies_are_refused_where_they_are_wrong(
    name: str, shipped: Shipped, document: Json, schemas: Schemas
) -> None:
    said = content(document, TAKING[name])
    bodies = malformed(said["example"], said["schema"], schemas)

    for bad in bodies:
        reply = shipped.write(TAKING[name], bad.raw)
        if reply.status == 404 and bad.pointer.startswith(CHECKED_LATER.get(name, ("nowhere",))):
            continue
        assert_problem(reply, bad.name)
        if reply.status == 400:
            assert_points_at(reply, bad)
    assert len(bodies) >= 20


@pytest.mark.parametrize("name", TAKING)
def test_a_body_of_another_type_is_not_read(name: str, shipped: Shipped, document: Json) -> None:
    sound = json.dumps(content(document, TAKING[name])["example"]).encode()
    types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"]
    types += ["application/octet-stream", "", "json", "application/json; charset=latin-1", "application/jsonp"]

    for each in types:
        assert shipped.write(TAKING[name], sound, content_type=each).status == 415, each


@pytest.mark.parametrize("name", TAKING)
def test_a_body_of_no_type_is_read_as_strictly_as_any(name: str, shipped: Shipped) -> None:
    for bad in no_json(b'{"a": 1}'):
        assert_problem(shipped.write(TAKING[name], bad.raw, content_type=None), bad.name)


@pytest.mark.parametrize("name", TAKING_NONE)
def test_a_body_that_nobody_asked_for_is_refused(name: str, shipped: Shipped) -> None:
    bodies = [bad for bad in no_json(b'{"a": 1}') if bad.raw]

    for bad in bodies:
        assert_problem(shipped.write(TAKING_NONE[name], bad.raw), bad.name)
    assert len(bodies) >= 20


@pytest.mark.parametrize("name", ROUTES)
def test_conditions_that_cannot_be_read_are_refused(name: str, shipped: Shipped, document: Json) -> None:
    route = ROUTES[name]
    sound = json.dumps(content(document, route)["example"]).encode() if name in TAKING else None

    if route.needs_if_match:
        assert shipped.write(route, sound, if_match=None).status == 428
        for tag in ('"x"', 'W/"v1"', '"v-1"', '"v1", "v2"', '"v' + "9" * 40 + '"'):
            assert shipped.write(route, sound, if_match=tag).status == 412, tag
        for tag in ('"v1', "v1", "'v1'", '"v1" "v2"', '"v١"'):
            assert shipped.write(route, sound, if_match=tag).pointers == ["/If-Match"], tag
    if route.idempotency == "required":
        assert shipped.write(route, sound, idempotency_key=None).pointers == ["/Idempotency-Key"]
    if route.idempotency != "none":
        for key in ("", " ", "a b", "é", "k" * 256, "a\tb"):
            assert shipped.write(route, sound, idempotency_key=key).pointers == ["/Idempotency-Key"], key


PLAIN = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=30)
LIST = st.lists(PLAIN, max_size=4)
ANYTHING = PLAIN | LIST | st.dictionaries(st.text(max_size=10), PLAIN | LIST, max_size=4)
CHANGES = st.lists(st.tuples(st.integers(0, 999), ANYTHING), min_size=1, max_size=3)


@pytest.mark.parametrize("name", TAKING)
@tuned(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES, cut=st.integers(0, 3) | st.just(0))
def test_whatever_is_put_into_a_body_breaks_nothing(
    name: str, shipped: Shipped, schemas: Schemas, changes: list[tuple[int, Any]], cut: int
) -> None:
    said = content(schemas.document, TAKING[name])
    fields = sorted(schemas.resolved(said["schema"], said["example"])["properties"])
    body = {**said["example"], **{fields[number % len(fields)]: value for number, value in changes}}
    raw = json.dumps(body).encode()[cut:]

    reply = shipped.write(TAKING[name], raw, idempotency_key=hashlib.sha256(raw).hexdigest())

    assert reply.status < 500, (raw, reply)
