"""That every operation on what is shared is refused once it is shared no more, or once whoever reads it has left."""

from collections.abc import Callable

import pytest

from chalicelib.domain.authorization.operations import RIGHTS, Right
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.errors import NotFound
from chalicelib.services import employees
from chalicelib.services.trips import calendars
from tests.unit.api.people import Person
from tests.unit.api.scenes import MEETING, TRIP
from tests.unit.api.trip_samples import planned

pytestmark = pytest.mark.usefixtures("stage")

# What a colleague does with a shared trip and what is on it: method, path, body.
SHARED: dict[str, Callable[[str, str], tuple[str, str, object]]] = {
    "replace_trip": lambda trip, _item: ("PUT", f"/v1/trips/{trip}", TRIP),
    "update_trip": lambda trip, _item: ("PATCH", f"/v1/trips/{trip}", {"name": "Kickoff"}),
    "delete_share": lambda trip, _item: ("DELETE", f"/v1/trips/{trip}/shares/david", None),
    "create_item": lambda trip, _item: ("POST", "/v1/items", MEETING | {"tripId": trip}),
    "replace_item": lambda _trip, item: ("PUT", f"/v1/items/{item}", MEETING),
    "update_item": lambda _trip, item: ("PATCH", f"/v1/items/{item}", {"name": "Other"}),
    "delete_item": lambda _trip, item: ("DELETE", f"/v1/items/{item}", None),
    "create_trip_calendar": lambda trip, _item: ("POST", f"/v1/trips/{trip}/calendar", None),
}


def size() -> tuple[int, int]:
    """How many operations there are on what is shared, by how the right to them ends: by the end of the share."""
    return len(SHARED), 1


def test_every_operation_on_what_is_shared_is_tried() -> None:
    assert set(SHARED) == {name for name, right in RIGHTS.items() if right in {Right.WRITER, Right.READER}}


@pytest.mark.parametrize("name", SHARED)
def test_what_is_shared_no_more_is_not_there(name: str, anna: Person, david: Person) -> None:
    trip_id = planned(anna)
    item_id = anna.post("/v1/items", MEETING | {"tripId": trip_id})["itemId"]
    anna.put(f"/v1/trips/{trip_id}/shares/david", {"right": "write"})
    method, path, body = SHARED[name](trip_id, item_id)
    assert anna.send("DELETE", f"/v1/trips/{trip_id}/shares/david").status_code == 204

    refused = david.send(method, path, body)

    assert refused.status_code in {400, 404}, refused.body
    assert anna.get(f"/v1/trips/{trip_id}")["trip"]["name"] == TRIP["name"]
    assert anna.get(f"/v1/items/{item_id}")["name"] == MEETING["name"]


def test_calendar_of_who_has_left_opens_no_more(anna: Person, clara: Person) -> None:
    planned(anna)
    address = anna.post("/v1/me/calendar")["url"].rpartition("/")[2].removesuffix(".ics")
    assert "BEGIN:VEVENT" in calendars.read_calendar(address)
    manager = Identity(user_id="clara", email="c@example.com", name="Clara", groups=frozenset({"travel-manager"}))
    employees.put_employee(manager, "anna", EmployeeDetails(name="Anna", active=False), expected=None)

    with pytest.raises(NotFound):
        calendars.read_calendar(address)
