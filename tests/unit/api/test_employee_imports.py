"""People in bulk: a file changes nothing when it is previewed and, when it is applied, exactly what was shown; row by
row, whatever happens on the way."""

from collections.abc import Iterator
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib import clock
from chalicelib.api import employee_imports, employees
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.gateways import user_pool
from chalicelib.models import employee_imports as table
from chalicelib.models import mentions
from chalicelib.services import employee_imports as service
from chalicelib.services.privacy import requests as privacy_requests
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.connection import Crash, Cut
from tests.support.turning_clock import TurningClock, turning_clock
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers

pytestmark = pytest.mark.usefixtures("stage")
IMPORTS = "/v1/employees/imports"
PEOPLE = "userId,email,name,managerEmail,grade,costCentre\r\n"
CLARA_ROW = "clara,clara@example.com,Clara Rossi,,12,FINANCE\r\n"
BEN_ROW = "ben,ben@example.com,Ben Larsen,clara@example.com,9,SALES-EU\r\n"
GRADES = "email,grade\nben@example.com,10\nclara@example.com,13\n"
ANNA_ROW = "anna,anna@example.com,Anna Berger,ben@example.com,6,SALES-EU\r\n"


@pytest.fixture
def turning() -> Iterator[TurningClock]:
    with turning_clock() as made:
        yield made


@pytest.fixture
def wire(turning: TurningClock) -> Iterator[Wire]:
    with empty_cloud() as made:
        yield made


@pytest.fixture
def clara(wire: Wire, pool_keys: PoolKeys) -> Person:
    return Person(Api(employee_imports.blueprint, employees.blueprint), pool_keys, "clara", "travel-manager")


def send(clara: Person, text: str, query: str = "") -> HTTPResponse:
    return clara.send("POST", IMPORTS + query, text.encode(), content_type="text/csv; charset=utf-8")


def previewed(clara: Person, text: str, query: str = "") -> dict[str, Any]:
    answer = send(clara, text, query)
    assert answer.status_code == 201, answer.body
    return dict(answer.json_body)


def applied(clara: Person, text: str, query: str = "", **asked: Any) -> dict[str, Any]:
    path = f"{IMPORTS}/{previewed(clara, text, query)['importId']}"
    answer = clara.send("POST", f"{path}/application", asked)
    assert answer.status_code == 202, answer.body
    service.carry_on_imports()
    return dict(clara.get(path))


def test_a_preview_changes_nothing_and_says_what_each_row_would_do(clara: Person) -> None:
    made = previewed(clara, PEOPLE + ANNA_ROW + BEN_ROW + CLARA_ROW + "eva,eva@example.com,Eva,,99,\r\n")

    assert (made["status"], made["counts"]["create"], made["counts"]["error"]) == ("previewed", 3, 1)
    rows = clara.walk(f"{IMPORTS}/{made['importId']}/rows?limit=2")
    assert [each["row"] for each in rows] == [5, 4, 3, 2]
    assert [each["action"] for each in rows] == ["error", "create", "create", "create"]
    assert rows[0]["errors"] == [{"column": "grade", "detail": "is not a grade from 1 to 20"}]
    assert clara.get("/v1/employees")["items"] == []


def test_what_was_previewed_is_applied_managers_first_whatever_their_order(clara: Person) -> None:
    done = applied(clara, PEOPLE + ANNA_ROW + BEN_ROW + CLARA_ROW)

    assert done["status"] == "applied"
    assert done["progress"] == {"remaining": 0, "applied": 3, "conflict": 0, "refused": 0}
    anna = clara.get("/v1/employees/anna")
    assert (anna["managerId"], anna["grade"], anna["costCentre"]) == ("ben", 6, "SALES-EU")


def test_an_export_imports_as_unchanged(clara: Person) -> None:
    applied(clara, PEOPLE + ANNA_ROW + BEN_ROW + CLARA_ROW)
    clara.patch("/v1/employees/anna", {"chargeableCostCentres": ["FINANCE", "IT-1"], "policyGroup": "executives"})
    clara.send("DELETE", "/v1/employees/ben")

    answer = clara.send("GET", "/v1/employees/export")
    assert answer.headers["Content-Type"].startswith("text/csv")

    counts = previewed(clara, answer.body.decode())["counts"]
    assert counts == {"error": 0, "create": 0, "change": 0, "deactivate": 0, "unchanged": 3}


def test_rows_with_errors_are_skipped_only_when_that_is_said(clara: Person) -> None:
    text = PEOPLE + CLARA_ROW + "eva,no address,Eva,,1,\r\n"
    path = f"{IMPORTS}/{previewed(clara, text)['importId']}/application"

    assert clara.send("POST", path, {}).status_code == 409
    assert clara.send("POST", path, {"skipErrors": True}).status_code == 202


def test_a_record_that_changed_since_the_preview_is_not_written_over(clara: Person) -> None:
    applied(clara, PEOPLE + CLARA_ROW + BEN_ROW)
    path = f"{IMPORTS}/{previewed(clara, GRADES)['importId']}"
    clara.patch("/v1/employees/ben", {"grade": 3})

    assert clara.send("POST", f"{path}/application", {}).status_code == 409
    assert clara.get("/v1/employees/ben")["grade"] == 3


def test_a_record_that_changes_while_it_is_applied_is_a_conflict_of_its_row_alone(clara: Person) -> None:
    applied(clara, PEOPLE + CLARA_ROW + BEN_ROW)
    path = f"{IMPORTS}/{previewed(clara, GRADES)['importId']}"
    assert clara.send("POST", f"{path}/application", {}).status_code == 202
    clara.patch("/v1/employees/ben", {"grade": 3})

    service.carry_on_imports()

    assert clara.get(path)["progress"] == {"remaining": 0, "applied": 1, "conflict": 1, "refused": 0}
    (row,) = clara.walk(f"{path}/rows?outcome=conflict")
    assert (row["userId"], row["row"]) == ("ben", 2)
    assert clara.get("/v1/employees/ben")["grade"] == 3


def test_an_import_goes_on_where_it_was_killed_and_writes_nobody_twice(clara: Person, wire: Wire) -> None:
    path = f"{IMPORTS}/{previewed(clara, PEOPLE + ANNA_ROW + BEN_ROW + CLARA_ROW)['importId']}"
    clara.send("POST", f"{path}/application", {})
    written = iter(range(10))
    wire.scissors = lambda made: (
        Cut.BEFORE if made.operation == "dynamodb.TransactWriteItems" and next(written) == 2 else None
    )
    with pytest.raises(Crash):
        service.carry_on_imports()
    wire.scissors = None
    assert clara.get(path)["status"] == "applying"

    service.carry_on_imports()

    assert clara.get(path)["progress"] == {"remaining": 0, "applied": 3, "conflict": 0, "refused": 0}
    assert [clara.get(f"/v1/employees/{each}")["version"] for each in ("clara", "ben", "anna")] == [1, 1, 1]


def test_rows_of_a_preview_that_died_are_no_part_of_the_one_that_was_sent_again(
    clara: Person, wire: Wire, turning: TurningClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It planned one row more: for somebody who has been deactivated since."""
    applied(clara, PEOPLE + CLARA_ROW + BEN_ROW + ANNA_ROW)
    for module in (table, service):
        monkeypatch.setattr(module, "ROWS_A_PACK", 1)
    wire.scissors = lambda made: (
        Cut.BEFORE if made.operation == "dynamodb.PutItem" and made.mentions('"previewed') else None
    )
    query, key = IMPORTS + "?missing=deactivate", {"content_type": "text/csv", "idempotency_key": "k" * 32}
    with pytest.raises(Crash):
        clara.send("POST", query, b"email,grade\nclara@example.com,9\n", **key)
    wire.scissors = None
    turning.turn(minutes=2)
    clara.send("DELETE", "/v1/employees/anna")

    made = clara.send("POST", query, b"email,grade\nclara@example.com,9\n", **key).json_body
    path = f"{IMPORTS}/{made['importId']}"
    assert clara.send("POST", f"{path}/application", {"confirmDeactivations": 1}).status_code == 202
    service.carry_on_imports()

    assert [each["userId"] for each in clara.walk(f"{path}/rows")] == ["clara", "ben"]
    done = clara.get(path)
    assert (done["status"], done["progress"]["remaining"], done["progress"]["applied"]) == ("applied", 0, 2)


def test_what_is_kept_though_its_answer_was_lost_is_answered_for(clara: Person, wire: Wire) -> None:
    """The SDK sends it once more, and then it is there already: nobody else has changed it."""
    wire.scissors = lambda made: Cut.BLINK if made.operation == "dynamodb.PutItem" else None

    assert applied(clara, PEOPLE + CLARA_ROW)["status"] == "applied"


@pytest.mark.parametrize("entry", ["import", "rows#0000"])
def test_an_import_that_cannot_be_read_keeps_no_other_from_going_on(
    clara: Person, wire: Wire, turning: TurningClock, entry: str
) -> None:
    paths = []
    for row in (CLARA_ROW, "eva,eva@example.com,Eva,,1,\r\n"):
        paths.append(f"{IMPORTS}/{previewed(clara, PEOPLE + row)['importId']}")
        clara.send("POST", f"{paths[-1]}/application", {})
        turning.turn(seconds=1)
    rows = wire.tables.tables[table.ImportHeadRow.Meta.table_name]
    key, kept = next((key, row) for key, row in rows.rows.items() if entry in key and key[0] in paths[0])
    rows.store(key, {**kept, {"import": "document"}.get(entry, "rows"): {"S": '[{"from":"tomorrow"}]'}})

    done = [service.carry_on_imports() for _ in range(2)]

    assert [(each.finished, each.failed) for each in done] == [(1, 1), (0, 0)]
    assert clara.get(paths[1])["status"] == "applied"


def test_nobody_applies_what_deactivates_themselves(clara: Person, pool_keys: PoolKeys) -> None:
    applied(clara, PEOPLE + CLARA_ROW + BEN_ROW)
    ben = Person(Api(employee_imports.blueprint, employees.blueprint), pool_keys, "ben", "travel-manager")
    path = f"{IMPORTS}/{previewed(clara, PEOPLE + CLARA_ROW, '?missing=deactivate')['importId']}/application"

    assert ben.send("POST", path, {"confirmDeactivations": 1}).status_code == 409
    assert clara.send("POST", path, {"confirmDeactivations": 1}).status_code == 202


def test_an_import_is_there_for_a_week_and_is_applied_to_its_end_when_that_is_over(
    clara: Person, wire: Wire, turning: TurningClock
) -> None:
    """Rows are removed each by itself, when their time is over: of what is being applied, none is."""
    path = f"{IMPORTS}/{previewed(clara, PEOPLE + CLARA_ROW)['importId']}"
    other = f"{IMPORTS}/{previewed(clara, PEOPLE + BEN_ROW.replace('clara@example.com', ''))['importId']}"
    turning.turn(days=6, hours=23, minutes=59)
    assert clara.send("POST", f"{path}/application", {}).status_code == 202

    turning.turn(hours=1)
    rows = wire.tables.tables[table.ImportHeadRow.Meta.table_name]
    for key, row in list(rows.rows.items()):
        if int(row["expiresAt"]["N"]) <= clock.now().timestamp():
            rows.store(key, None)
    service.carry_on_imports()

    assert clara.get(path)["status"] == "applied"
    assert clara.send("GET", other).status_code == 404
    assert clara.send("POST", f"{other}/application", {}).status_code == 404


def test_an_import_that_takes_longer_than_a_sweep_goes_on_in_the_next(
    clara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{IMPORTS}/{previewed(clara, PEOPLE + ANNA_ROW + BEN_ROW + CLARA_ROW)['importId']}"
    clara.send("POST", f"{path}/application", {})

    for left in (2, 1, 0):
        service.carry_on(path.rpartition("/")[2], until=clock.elapsed() - 1)  # the time is over: one row at least
        assert clara.get(path)["progress"]["remaining"] == left
    assert clara.get(path)["status"] == "applied"


def test_an_import_stops_when_who_asked_for_it_is_no_travel_manager_any_more(
    clara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{IMPORTS}/{previewed(clara, PEOPLE + CLARA_ROW)['importId']}"
    clara.send("POST", f"{path}/application", {})
    with monkeypatch.context() as patch:
        patch.setattr(user_pool, "list_groups", lambda _user_id: frozenset({Role.TRAVELLER}))
        service.carry_on_imports()

    assert clara.get(path)["status"] == "stopped"
    assert clara.get("/v1/employees")["items"] == []
    assert clara.send("POST", f"{path}/application", {}).status_code == 202  # by somebody who is one


def test_many_deactivations_have_to_be_confirmed_by_their_number(clara: Person) -> None:
    crowd = "".join(f"p{n},p{n}@example.com,Person {n},clara@example.com,1,\r\n" for n in range(9))
    applied(clara, PEOPLE + CLARA_ROW + crowd)
    text = PEOPLE + CLARA_ROW + "".join(crowd.splitlines(keepends=True)[:7])

    made = previewed(clara, text, "?missing=deactivate")
    path = f"{IMPORTS}/{made['importId']}"

    assert made["counts"]["deactivate"] == 2
    assert clara.send("POST", f"{path}/application", {}).status_code == 409
    assert clara.send("POST", f"{path}/application", {"confirmDeactivations": 3}).status_code == 409
    assert clara.send("POST", f"{path}/application", {"confirmDeactivations": 2}).status_code == 202
    service.carry_on_imports()
    assert [each["userId"] for each in clara.get("/v1/employees?active=false")["items"]] == ["p7", "p8"]


def test_nobody_is_deactivated_for_missing_in_a_file_with_errors(clara: Person) -> None:
    applied(clara, PEOPLE + CLARA_ROW + BEN_ROW)
    text = PEOPLE + CLARA_ROW + "ben,no address,Ben,,1,\r\n"
    path = f"{IMPORTS}/{previewed(clara, text, '?missing=deactivate')['importId']}/application"

    assert clara.send("POST", path, {"skipErrors": True, "confirmDeactivations": 1}).status_code == 409


def test_somebody_new_is_who_has_the_account_of_the_address(clara: Person, wire: Wire) -> None:
    wire.accounts["sub-of-nina"] = "Nina"
    text = "email,name\nSub-of-Nina@example.com,Nina\nolaf@example.com,Olaf\n"

    rows = clara.walk(f"{IMPORTS}/{previewed(clara, text)['importId']}/rows")
    assert [(each["action"], each["userId"]) for each in rows] == [("error", None), ("create", "sub-of-nina")]
    assert previewed(clara, text, "?accounts=create")["counts"]["create"] == 2

    wire.accounts["SUB-of-nina"] = "Nina, by the company's sign-in"
    assert previewed(clara, text, "?accounts=create")["counts"]["error"] == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"", ""),
        (b"email,nam\n", "/columns/1"),
        (b"\x00\xff", ""),
        (b'email\n"', ""),
        (b"email\n" + b"x" * 2_000_001, ""),
    ],
)
def test_what_is_no_file_is_refused_and_not_kept(clara: Person, body: bytes, pointer: str) -> None:
    answer = clara.send("POST", IMPORTS, body, content_type="text/csv")

    assert answer.status_code == 400
    assert pointers(answer) == [pointer]


def test_only_travel_managers_import_and_export(clara: Person, pool_keys: PoolKeys) -> None:
    api = Api(employee_imports.blueprint, employees.blueprint)
    for anna in (Person(api, pool_keys, "anna"), Person(api, pool_keys, "tess", "traveller", "travel-desk")):
        assert send(anna, PEOPLE + CLARA_ROW).status_code == 403
        assert anna.send("GET", "/v1/employees/export").status_code == 403
    assert clara.send("POST", IMPORTS, b"x", content_type="text/plain").status_code == 415
    assert clara.send("GET", f"{IMPORTS}/imp_01JQZX5V9D7R8M3T2K6W4H0YBE").status_code == 404


@pytest.mark.parametrize("erased_when", ["before the preview", "after the preview", "after it was asked to apply"])
def test_nobody_comes_back_by_an_import_who_was_erased(clara: Person, erased_when: str) -> None:
    """Also of whom there never was a record that could say so."""
    manager = Identity(user_id="clara", email="", name="Clara", groups=frozenset({Role.TRAVEL_MANAGER}))

    def erase_if(now: str) -> None:
        if now == erased_when:
            erasure = privacy_requests.request_erasure(manager, "nina", erasure_id=clock.new_id("era"))
            assert erasure.status is ErasureStatus.DONE

    erase_if("before the preview")
    path = f"{IMPORTS}/{previewed(clara, PEOPLE + CLARA_ROW + 'nina,,Nina Novak,,6,SALES-EU')['importId']}"
    erase_if("after the preview")
    assert clara.send("POST", f"{path}/application", {"skipErrors": True}).status_code == 202
    erase_if("after it was asked to apply")
    service.carry_on_imports()

    assert clara.send("GET", "/v1/employees/nina").status_code == 404
    assert mentions.is_erased(["nina"])
    (row,) = (each for each in clara.walk(f"{path}/rows") if each["userId"] == "nina")
    assert "erased" in (row["reason"] or row["errors"][0]["detail"])
