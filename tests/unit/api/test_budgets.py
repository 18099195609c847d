"""Budgets over HTTP: what is left and what is warned of, for whom, and how it is set."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.api import budgets
from tests.simulation.cloud.empty import empty_cloud
from tests.support.turning_clock import turning_clock
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers

pytestmark = pytest.mark.usefixtures("stage")
PATH = "/v1/budgets/SALES-EU/2027"


def euros(amount: int) -> dict[str, Any]:
    return {"amount": amount * 100, "currency": "EUR"}


@pytest.fixture
def api() -> Iterator[Api]:
    with empty_cloud(), turning_clock():
        yield Api(budgets.blueprint)


@pytest.fixture
def clara(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "clara", "traveller", "travel-manager")


def test_new_budget_warns_as_usual_and_shows_what_is_left(clara: Person) -> None:
    made = clara.put(PATH, {"limit": euros(100)})

    assert made == clara.get(PATH)
    assert (made["thresholds"], made["reachedThresholds"], made["usedPercent"]) == ([80, 95], [], 0.0)
    assert made["remaining"] == made["limit"] == euros(100)


def test_list_goes_on_in_the_year_in_which_it_was_begun(clara: Person) -> None:
    for centre in ("HR-1", "HR-2"):
        clara.put(f"/v1/budgets/{centre}/2026", {"limit": euros(100)})
    with turning_clock(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)) as at:
        first = clara.get("/v1/budgets?limit=1")
        at.time += timedelta(seconds=2)
        second = clara.get(f"/v1/budgets?limit=1&cursor={first['nextCursor']}")

    assert [each["costCentre"] for each in first["items"] + second["items"]] == ["HR-1", "HR-2"]


def test_thresholds_are_set_and_stay_until_said_otherwise(clara: Person) -> None:
    clara.put(PATH, {"limit": euros(100), "thresholds": [50, 60]})

    assert clara.put(PATH, {"limit": euros(200)})["thresholds"] == [50, 60]
    assert clara.put(PATH, {"limit": euros(200), "thresholds": []})["thresholds"] == []


@pytest.mark.parametrize(
    ("thresholds", "wrong"),
    [
        ([95, 80], ["/thresholds/1"]),
        ([80, 80], ["/thresholds/1"]),
        ([9, 101], ["/thresholds/0", "/thresholds/1"]),
        ([80.5], ["/thresholds/0"]),
    ],
)
def test_thresholds_that_make_no_sense_are_refused_where_they_stand(
    clara: Person, thresholds: list[Any], wrong: list[str]
) -> None:
    assert pointers(clara.send("PUT", PATH, {"limit": euros(100), "thresholds": thresholds})) == wrong


def test_budget_stays_in_its_currency(clara: Person) -> None:
    clara.put(PATH, {"limit": euros(100)})

    answer = clara.send("PUT", PATH, {"limit": {"amount": 100, "currency": "GBP"}})

    assert pointers(answer) == ["/limit/currency"]
    assert answer.json_body["errors"][0]["detail"] == "the budget is in EUR"


def test_more_thresholds_than_anybody_reads_are_refused(clara: Person) -> None:
    answer = clara.send("PUT", PATH, {"limit": euros(100), "thresholds": list(range(80, 91))})

    assert pointers(answer) == ["/thresholds"]


def test_change_of_what_somebody_else_has_changed_is_refused(clara: Person) -> None:
    seen = clara.send("PUT", PATH, {"limit": euros(100)}).headers["ETag"]
    clara.put(PATH, {"limit": euros(110)})

    assert clara.send("PUT", PATH, {"limit": euros(120)}, if_match=seen).status_code == 412


def test_budgets_of_a_year_are_walked_by_cost_centre(clara: Person) -> None:
    for centre in ("OPS", "HR", "IT", "SALES-EU"):
        clara.put(f"/v1/budgets/{centre}/2027", {"limit": euros(1)})
    clara.put("/v1/budgets/OPS/2026", {"limit": euros(1)})

    walked = clara.walk("/v1/budgets?period=2027&limit=3")

    assert [each["costCentre"] for each in walked] == ["HR", "IT", "OPS", "SALES-EU"]
    assert [each["period"] for each in clara.walk("/v1/budgets")] == ["2026"]  # this year
    assert pointers(clara.send("GET", "/v1/budgets?period=27")) == ["/period"]


def test_list_is_the_travel_managers(api: Api, pool_keys: PoolKeys) -> None:
    for groups in (["traveller"], ["traveller", "approver"]):
        assert Person(api, pool_keys, "ben", *groups).send("GET", "/v1/budgets").status_code == 403
