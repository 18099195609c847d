"""Colleagues are found by how their names and addresses begin, in every script and spelling, while they are there."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.api import colleagues, employees
from chalicelib.models.colleagues import ColleagueRow
from chalicelib.services import employees as employee_service
from tests.simulation.cloud.empty import empty_cloud
from tests.support.turning_clock import turning_clock
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers

pytestmark = pytest.mark.usefixtures("stage")

# Whoever has this name is found by each of these, and by none of those.
FOUND: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("Anna Weber", ("an", "ANNA", "anna w", "web", "Anna Weber"), ("nna", "eber", "weber anna", "annab")),
    ("José García López", ("jose", "José", "garcia", "GARCÍA L", "lop"), ("jos garcia", "arcia")),
    ("Jürgen Groß", ("jurgen", "juergen", "Jürgen", "gross", "groß"), ("jrgen", "gros s")),
    ("Nguyễn Văn An", ("nguyen", "van an", "Nguyễn V", "an"), ("guyen",)),
    ("Đỗ Thị Hà", ("do", "Đỗ", "thi ha", "hà"), ("oh",)),
    ("Søren Ågård", ("soren", "soeren", "agard", "aagaard"[:2], "Ågård"), ("gaard",)),
    ("O'Neil Conor", ("oneil", "o'neil", "O’Neil", "conor"), ("neil",)),
    ("Jean-Luc de la Cruz", ("jean luc", "jean-luc", "de la", "cruz", "la cruz"), ("jeanluc",)),
    ("李 小明", ("李 小", "小明"), ("明",)),
    ("Иван Петров", ("ив", "петр", "Иван П"), ("ван",)),
    ("Αλέξης Παπαδόπουλος", ("αλεξ", "Παπαδ"), ("λεξ",)),
    ("محمد علي", ("محمد", "علي"), ("حمد",)),
    ("Łukasz Żak", ("lukasz", "zak", "Łuk"), ("ukasz",)),
]


@pytest.fixture
def api() -> Iterator[Api]:
    with empty_cloud(), turning_clock():
        yield Api(employees.blueprint, colleagues.blueprint)


@pytest.fixture
def clara(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "clara", "travel-manager")


@pytest.fixture
def anna(api: Api, pool_keys: PoolKeys, clara: Person) -> Person:
    """An employee without any role."""
    clara.put("/v1/employees/anna", {"name": "Quentin Xavier"})
    return Person(api, pool_keys, "anna")


def found(person: Person, query: str, **more: Any) -> list[str]:
    return [each["userId"] for each in person.walk("/v1/colleagues?" + _query(query=query, **more))]


def _query(**given: Any) -> str:
    from urllib.parse import urlencode

    return urlencode(given)


@pytest.mark.parametrize(("name", "beginnings", "others"), FOUND, ids=[name for name, _, _ in FOUND])
def test_colleague_is_found_by_how_a_word_of_the_name_begins(
    clara: Person, anna: Person, name: str, beginnings: tuple[str, ...], others: tuple[str, ...]
) -> None:
    clara.put("/v1/employees/somebody", {"name": name})

    assert {query: found(anna, query) for query in beginnings} == {query: ["somebody"] for query in beginnings}
    long_enough = [query for query in others if len(query) > 1]
    assert {query: found(anna, query) for query in long_enough} == {query: [] for query in long_enough}


@pytest.mark.parametrize("name", ["李 小龍", "김 민준", "山田 太郎", "はな さとう", "ハナ サトウ"])
def test_colleague_is_found_by_a_name_of_one_character_where_that_is_a_word(
    clara: Person, anna: Person, name: str
) -> None:
    clara.put("/v1/employees/somebody", {"name": name})

    assert [found(anna, word[0]) for word in name.split()] == [["somebody"], ["somebody"]]


def test_colleague_is_found_by_their_address_once_and_shown_without_more(clara: Person, anna: Person) -> None:
    details = {"name": "Anna Weber", "email": "Anna.Weber@example.com", "grade": 9, "costCentre": "SALES-EU"}
    clara.put("/v1/employees/ada", details)

    for query in ("anna.w", "anna", "ANNA.weber@example.com", "weber"):
        (colleague,) = anna.get("/v1/colleagues?" + _query(query=query))["items"]
        assert colleague == {"userId": "ada", "name": "Anna Weber", "email": "Anna.Weber@example.com"}
    assert found(anna, "example.com") == []


def test_colleagues_are_walked_page_by_page_each_once(clara: Person, anna: Person) -> None:
    for number in range(23):
        clara.put(f"/v1/employees/e{number:02}", {"name": f"Eve Evers {number:02}", "email": f"eve{number:02}@ex.com"})

    assert found(anna, "eve", limit=5) == [f"e{number:02}" for number in range(23)]


def test_whoever_has_left_was_erased_or_is_called_otherwise_now_is_not_found(clara: Person, anna: Person) -> None:
    for user_id in ("one", "two", "three"):
        clara.put(f"/v1/employees/{user_id}", {"name": f"Petra {user_id}", "email": f"{user_id}@example.com"})

    clara.send("DELETE", "/v1/employees/one")
    employee_service.erase_employee("two")
    clara.patch("/v1/employees/three", {"name": "Ulla Three", "email": None})

    assert found(anna, "petra") == found(anna, "one@") == found(anna, "two") == found(anna, "three@e") == []
    assert found(anna, "ulla") == found(anna, "three") == ["three"]
    assert not any("petra" in row.term or "two" in row.term for row in ColleagueRow.scan())
    clara.patch("/v1/employees/one", {"active": True})
    assert found(anna, "petra") == ["one"]


def test_only_employees_ask_and_with_enough_to_search_by(api: Api, pool_keys: PoolKeys, anna: Person) -> None:
    stranger = Person(api, pool_keys, "nobody")

    assert stranger.send("GET", "/v1/colleagues?query=anna").status_code == 403
    assert Person(api, pool_keys, "clara", "travel-manager").send("GET", "/v1/colleagues?query=an").status_code == 200
    assert pointers(anna.send("GET", "/v1/colleagues?query=a")) == ["/query"]
    assert pointers(anna.send("GET", "/v1/colleagues?query=-%20-")) == ["/query"]
    assert pointers(anna.send("GET", "/v1/colleagues")) == ["/query"]
