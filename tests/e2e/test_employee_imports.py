"""Employees in bulk against a deployed copy: a file is previewed, applied as previewed, and sent once more; an export
imports as what it is."""

import csv
import io
import uuid

import pytest

from tests.e2e.ear import Json
from tests.e2e.world import World

IMPORTS = "/v1/employees/imports"
COLUMNS = "email,name,managerEmail,grade,costCentre\r\n"


class People:
    """A manager, and somebody below them whose name a spreadsheet would compute."""

    def __init__(self) -> None:
        tail = f"{uuid.uuid4().hex}@example.com"
        self.manager, self.below = f"mia.{tail}", f"jonas.{tail}"

    def file(self, *rows: str) -> str:
        below = f"{self.below},=SUM(A1:A9),{self.manager},6,SALES-EU\r\n"
        return COLUMNS + below + f"{self.manager},Mia Keller,,12,FINANCE\r\n" + "".join(rows)


@pytest.fixture(scope="module")
def people() -> People:
    return People()


def previewed(world: World, text: str, key: str | None = None) -> Json:
    made = world.manager.call("POST", f"{IMPORTS}?accounts=create", {"csv": text}, key=key)
    assert made.status == 201, made.raw
    return dict(made.body)


def rows_of(world: World, made: Json) -> list[Json]:
    return list(world.manager.get(f"{IMPORTS}/{made['importId']}/rows")["items"])


def test_a_file_is_previewed_and_applied_and_changes_nothing_a_second_time(world: World, people: People) -> None:
    text, key = people.file("no address,Eva Stein,,99,\r\n"), uuid.uuid4().hex
    made = previewed(world, text, key)
    path = f"{IMPORTS}/{made['importId']}"

    assert previewed(world, text, key) == made, "the same request makes no second import"
    assert {name: count for name, count in made["counts"].items() if count} == {"error": 1, "create": 2}
    wrong, first, second = rows_of(world, made)
    assert (wrong["row"], {each["column"] for each in wrong["errors"]}) == (4, {"email", "grade"})
    assert [(each["row"], each["email"]) for each in (first, second)] == [(3, people.manager), (2, people.below)]
    assert world.manager.call("POST", f"{path}/application", {}).status == 409, "a row has errors"

    assert world.manager.call("POST", f"{path}/application", {"skipErrors": True}).status == 202
    world.invoke("sweeper")

    done = world.manager.get(path)
    assert (done["status"], done["progress"]["applied"], done["progress"]["remaining"]) == ("applied", 2, 0), done
    written = {each["email"]: each["userId"] for each in rows_of(world, made) if each["outcome"] == "applied"}
    below = world.manager.get(f"/v1/employees/{written[people.below]}")
    assert (below["name"], below["managerId"], below["grade"]) == ("=SUM(A1:A9)", written[people.manager], 6)
    again = previewed(world, people.file())
    assert {name: count for name, count in again["counts"].items() if count} == {"unchanged": 2}


def test_an_export_computes_nothing_and_imports_as_unchanged(world: World, people: People) -> None:
    exported = str(world.manager.get("/v1/employees/export"))

    lines = {each["email"]: each for each in csv.DictReader(io.StringIO(exported, newline=""))}
    assert lines[people.below]["name"] == "'=SUM(A1:A9)"
    counts = previewed(world, exported)["counts"]
    assert {name for name, count in counts.items() if count} == {"unchanged"}


def test_nobody_but_travel_managers_imports(world: World, people: People) -> None:
    path = f"{IMPORTS}/{previewed(world, people.file())['importId']}"

    for other in (world.traveller, world.approver):
        assert other.call("POST", IMPORTS, {"csv": people.file()}).status == 403
        assert other.call("GET", path).status == 403
        assert other.call("GET", f"{path}/rows").status == 403
        assert other.call("POST", f"{path}/application", {}).status == 403
        assert other.call("GET", "/v1/employees/export").status == 403
