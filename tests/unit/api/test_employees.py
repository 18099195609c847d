"""People over HTTP: versions, patches, paging, and what everybody may set for themselves."""

from collections.abc import Iterator

import pytest

from chalicelib.api import employees
from tests.simulation.cloud.empty import empty_cloud
from tests.support.booked_samples import NOW
from tests.support.turning_clock import turning_clock
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers

pytestmark = pytest.mark.usefixtures("stage")
TODAY = NOW.date().isoformat()


@pytest.fixture
def api() -> Iterator[Api]:
    with empty_cloud(), turning_clock():
        yield Api(employees.blueprint)


@pytest.fixture
def clara(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "clara", "travel-manager")


@pytest.fixture
def anna(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "anna")


def test_record_is_made_read_changed_and_closed(clara: Person) -> None:
    clara.put("/v1/employees/ben", {"name": "Ben Larsen"})
    made = clara.send("PUT", "/v1/employees/anna", {"name": "Anna", "managerId": "ben", "grade": 7}, if_match='"v0"')

    assert (made.status_code, made.headers["ETag"]) == (200, '"v1"')
    assert clara.send("PUT", "/v1/employees/anna", {"name": "Anna"}, if_match='"v9"').status_code == 412
    patched = clara.patch("/v1/employees/anna", {"costCentre": "SALES-EU", "managerId": None})
    assert (patched["costCentre"], patched["managerId"], patched["grade"], patched["version"]) == (
        "SALES-EU",
        None,
        7,
        2,
    )
    assert pointers(clara.send("PATCH", "/v1/employees/anna", {"managerId": "nobody"})) == ["/managerId"]
    assert clara.send("DELETE", "/v1/employees/anna", if_match='"v1"').status_code == 412
    assert clara.send("DELETE", "/v1/employees/anna").status_code == 204
    assert clara.get("/v1/employees/anna")["active"] is False
    assert clara.send("GET", "/v1/employees/nobody").status_code == 404
    assert clara.send("DELETE", "/v1/employees/nobody").status_code == 404


def test_shape_is_checked_with_a_pointer(clara: Person) -> None:
    refused = clara.send("PUT", "/v1/employees/anna", {"name": "", "grade": 21, "email": "no address"})
    assert refused.status_code == 400
    assert clara.send("PUT", "/v1/employees/anna", {"name": "A", "salary": 1}).status_code == 400
    late = {"delegateId": "ben", "from": "2030-01-02", "until": "2030-01-01"}
    clara.put("/v1/employees/ben", {"name": "Ben"})
    assert pointers(clara.send("PUT", "/v1/employees/anna", {"name": "Anna", "delegate": late})) == ["/delegate/until"]
    assert clara.send("GET", f"/v1/employees/{'x' * 65}").status_code == 404


def test_list_is_walked_page_by_page_and_filtered(clara: Person) -> None:
    clara.put("/v1/employees/ben", {"name": "Ben"})
    for name in ("Cem", "Dana", "Eli"):
        clara.put(f"/v1/employees/{name.lower()}", {"name": name, "managerId": "ben", "costCentre": "OPS"})

    assert [each["name"] for each in clara.walk("/v1/employees?limit=1")] == ["Ben", "Cem", "Dana", "Eli"]
    assert len(clara.walk("/v1/employees?managerId=ben&costCentre=OPS&limit=2")) == 3
    assert clara.walk("/v1/employees?active=false") == []


def test_everybody_reads_their_own_and_sets_their_delegate(clara: Person, anna: Person) -> None:
    assert anna.send("GET", "/v1/me/employee").status_code == 404
    clara.put("/v1/employees/ben", {"name": "Ben"})
    clara.put("/v1/employees/anna", {"name": "Anna", "managerId": "ben"})
    delegation = {"delegateId": "ben", "from": TODAY, "until": TODAY}

    assert anna.get("/v1/me/employee")["managerId"] == "ben"
    assert anna.send("GET", "/v1/employees/anna").status_code == 403
    assert anna.put("/v1/me/delegation", delegation)["delegate"] == delegation
    assert anna.send("PUT", "/v1/me/delegation", delegation, if_match='"v1"').status_code == 412
    refused = anna.send("PUT", "/v1/me/delegation", {**delegation, "userId": "anna"})
    assert pointers(refused) == ["/userId"]
    assert anna.send("DELETE", "/v1/me/delegation").status_code == 204
    assert anna.get("/v1/me/employee")["delegate"] is None


def test_policy_group_is_kept_by_the_travel_manager_alone(clara: Person, anna: Person) -> None:
    clara.put("/v1/employees/anna", {"name": "Anna", "policyGroup": "executives"})
    path = "/v1/employees/anna"

    assert anna.send("PATCH", path, {"policyGroup": "board"}).status_code == 403
    assert anna.get("/v1/me/employee")["policyGroup"] == "executives"
    for wrong in ("", "two words", "-board", "b" * 41, "board\n", "Vorständ"):
        assert pointers(clara.send("PATCH", path, {"policyGroup": wrong})) == ["/policyGroup"]
    assert clara.send("PATCH", path, {"policyGroup": None}).status_code == 200
    assert anna.get("/v1/me/employee")["policyGroup"] is None


def test_cost_centres_are_granted_by_the_travel_manager_alone(clara: Person, anna: Person) -> None:
    clara.put("/v1/employees/anna", {"name": "Anna", "costCentre": "SALES-EU"})
    path, granted = "/v1/employees/anna", {"chargeableCostCentres": ["MARKETING", "OPS"]}

    seen = clara.send("GET", path).headers["ETag"]
    assert anna.send("PATCH", path, granted).status_code == 403
    assert clara.send("PATCH", path, granted, if_match=seen).status_code == 200
    assert clara.send("PATCH", path, granted, if_match=seen).status_code == 412

    assert anna.get("/v1/me/employee")["chargeableCostCentres"] == ["MARKETING", "OPS"]
    assert pointers(clara.send("PATCH", path, {"chargeableCostCentres": ["OPS\n"]})) == ["/chargeableCostCentres/0"]
