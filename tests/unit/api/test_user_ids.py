"""Every door that takes a person's id takes and refuses the same ones."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.api import employees, shares
from chalicelib.api.employees import EmployeePatch, EmployeesQuery
from chalicelib.api.http.routing import ApiBlueprint
from chalicelib.api.privacy import PrivacyRequest
from chalicelib.api.travel_credits import CreditQuery
from chalicelib.api.trip_lists import TripQuery
from chalicelib.decoding.typed_values import to_body, to_query
from chalicelib.domain.employees import Delegation, EmployeeDetails
from chalicelib.domain.ids import USER_PATTERN
from chalicelib.domain.passengers import PassengerDetails
from chalicelib.errors import InvalidInput, NotFound, Unauthenticated
from chalicelib.services.authentication import identity_of
from tests.support.described import describe_api
from tests.support.passenger_samples import details

pytestmark = pytest.mark.usefixtures("stage", "nobody_has_left")

TAKEN = ["anna", "u_anna", "-anna", "_", "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10", "a" * 64]
REFUSED = ["", "a" * 65, "anna.weber", "anna weber", "anna@example.com", "änna", "anna\n", "a/b"]
PEOPLE = {"userId", "delegateId", "managerId", "arrangerIds"}


def path_of(blueprint: ApiBlueprint, name: str) -> Callable[[str], Any]:
    """Where an id comes in by the path of a resource."""
    route = next(each for each in blueprint.api_routes if name in each.params)
    rest = {other: param.example for other, param in route.params.items()}
    return lambda given: route.read_path({**rest, name: given})


DOORS: dict[str, Callable[[str], Any]] = {
    "a token": lambda given: identity_of({"sub": given}),
    "an employee": path_of(employees.blueprint, "userId"),
    "a share": path_of(shares.blueprint, "userId"),
    "people of a manager": lambda given: to_query({"managerId": [given]}, EmployeesQuery),
    "trips of": lambda given: to_query({"userId": [given]}, TripQuery),
    "credits of": lambda given: to_query({"userId": [given]}, CreditQuery),
    "a manager": lambda given: to_body({"name": "Anna", "managerId": given}, EmployeeDetails),
    "a new manager": lambda given: to_body({"managerId": given}, EmployeePatch),
    "a delegate": lambda given: to_body({"delegateId": given, "from": "2027-01-01", "until": "2027-01-02"}, Delegation),
    "whom privacy is about": lambda given: to_body({"userId": given}, PrivacyRequest),
    "an arranger": lambda given: to_body({**to_plain(details()), "arrangerIds": [given]}, PassengerDetails),
}


def to_plain(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("user_id", TAKEN)
def test_every_door_takes_a_user_id(door: str, user_id: str) -> None:
    DOORS[door](user_id)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("user_id", REFUSED)
def test_every_door_refuses_what_is_no_user_id(door: str, user_id: str) -> None:
    with pytest.raises((InvalidInput, NotFound, Unauthenticated)):
        DOORS[door](user_id)


def sent(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every parameter and every field of a body that is sent, by name, with its schema."""
    for path in document["paths"].values():
        for operation in path.values():
            yield from ((each["name"], each["schema"]) for each in operation.get("parameters", []) if "name" in each)
            yield from fields(operation.get("requestBody", {}), document, set())


def fields(schema: Any, document: dict[str, Any], seen: set[str]) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, list):
        for each in schema:
            yield from fields(each, document, seen)
    elif isinstance(schema, dict):
        name = schema.get("$ref", "").rpartition("/")[2]
        if name and name not in seen:
            seen.add(name)
            yield from fields(document["components"]["schemas"][name], document, seen)
        yield from schema.get("properties", {}).items()
        for key, each in schema.items():
            if key not in {"example", "examples"}:
                yield from fields(each, document, seen)


def patterns(schema: dict[str, Any]) -> set[str | None]:
    """What texts a schema takes; None for one that takes any."""
    inner = [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]
    if inner:
        return {pattern for each in inner if each.get("type") != "null" for pattern in patterns(each)}
    return {schema.get("pattern")}


def test_the_description_knows_one_pattern_for_all_of_them() -> None:
    doors = [(name, schema) for name, schema in sent(describe_api()) if name in PEOPLE]

    assert {pattern for _, schema in doors for pattern in patterns(schema)} == {f"^{USER_PATTERN}$"}
    assert {name for name, _ in doors} == PEOPLE
