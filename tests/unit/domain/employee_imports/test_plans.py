"""What a file changes of a company: whom each row is about, in which order it is written, and what cannot be."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.employee_imports.files import read_file, write_file
from chalicelib.domain.employee_imports.plans import (
    Company,
    ImportOptions,
    MissingPeople,
    PlannedRow,
    RowAction,
    UnknownAccounts,
    plan_import,
)
from chalicelib.domain.employees import Employee

AT = datetime(2027, 1, 4, tzinfo=UTC)


def somebody(user_id: str, manager_id: str | None = None, **fields: Any) -> Employee:
    person = Employee(
        user_id=user_id,
        name=user_id.title(),
        email=f"{user_id}@example.com",
        manager_id=manager_id,
        grade=5,
        cost_centre="SALES-EU",
        delegate=None,
        active=True,
        version=4,
        created_at=AT,
        updated_at=AT,
    )
    return msgspec.structs.replace(person, **fields)


COMPANY = {each.user_id: each for each in (somebody("clara"), somebody("ben", "clara"), somebody("anna", "ben"))}


def plan(text: str, people: dict[str, Employee] | None = None, **options: Any) -> list[PlannedRow]:
    company = Company(
        COMPANY if people is None else people, {"nina@example.com": {"sub-of-nina"}, "olga@example.com": {"a", "b"}}
    )
    return plan_import(
        read_file(text.encode()),
        company,
        ImportOptions(**options),
        requester_id="clara",
        now=AT,
        new_id=lambda number: f"new-{number}",
    )


def actions(rows: list[PlannedRow]) -> list[tuple[int | None, RowAction]]:
    return [(each.shown.row, each.shown.action) for each in rows]


def errors(rows: list[PlannedRow]) -> dict[int | None, list[tuple[str | None, str]]]:
    return {
        each.shown.row: [(error.column, error.detail) for error in each.shown.errors]
        for each in rows
        if each.shown.action is RowAction.ERROR
    }


def test_a_person_is_known_by_their_address_in_any_case_and_only_what_is_in_the_file_changes() -> None:
    (row,) = plan("email,grade\nANNA@example.com,7\n")

    assert (row.shown.action, row.shown.user_id, row.shown.changes) == (RowAction.CHANGE, "anna", ("email", "grade"))
    assert row.version == 4
    assert row.details is not None
    assert (row.details.grade, row.details.manager_id, row.details.cost_centre) == (7, "ben", "SALES-EU")


def test_what_is_as_it_is_already_is_unchanged_and_writes_nothing() -> None:
    (row,) = plan("email,name,managerEmail\nanna@example.com,Anna,BEN@example.com\n")

    assert (row.shown.action, row.details) == (RowAction.UNCHANGED, None)


def test_an_empty_cell_takes_the_value_away() -> None:
    (row,) = plan("email,managerEmail,costCentre\nanna@example.com,,\n")

    assert row.details is not None
    assert (row.details.manager_id, row.details.cost_centre) == (None, None)


def test_somebody_new_is_the_person_whose_account_has_the_address() -> None:
    (row,) = plan("email,name\nNina@example.com,Nina\n")

    assert (row.shown.action, row.shown.user_id, row.version) == (RowAction.CREATE, "sub-of-nina", 0)


def test_an_address_of_several_accounts_means_none_of_them() -> None:
    for accounts in UnknownAccounts:
        found = errors(plan("email,name\nolga@example.com,Olga\n", accounts=accounts))
        assert found == {2: [("email", "several accounts have this address: name the `userId` of the one meant")]}


def test_without_an_account_somebody_new_is_refused_unless_they_are_to_be_kept_all_the_same() -> None:
    text = "email,name\nolaf@example.com,Olaf\n"

    assert errors(plan(text))[2][0][0] == "email"
    (row,) = plan(text, accounts=UnknownAccounts.CREATE)
    assert (row.shown.action, row.shown.user_id) == (RowAction.CREATE, "new-2")


def test_managers_are_written_before_those_below_them_wherever_they_stand() -> None:
    rows = plan(
        "email,name,managerEmail\nc@example.com,C,b@example.com\nb@example.com,B,a@example.com\na@example.com,A,\n",
        accounts=UnknownAccounts.CREATE,
    )

    assert actions(rows) == [(4, RowAction.CREATE), (3, RowAction.CREATE), (2, RowAction.CREATE)]
    assert [each.details.manager_id if each.details else "" for each in rows] == [None, "new-4", "new-3"]


def test_two_people_may_change_places() -> None:
    rows = plan("email,managerEmail\nben@example.com,anna@example.com\nanna@example.com,clara@example.com\n")

    assert actions(rows) == [(3, RowAction.CHANGE), (2, RowAction.CHANGE)]


def test_a_circle_of_managers_is_refused() -> None:
    rows = plan("email,managerEmail\nclara@example.com,anna@example.com\n")

    assert errors(rows) == {2: [("managerEmail", "would make the management chain a circle")]}


def test_who_would_be_below_somebody_whose_own_row_is_refused_is_refused_too() -> None:
    rows = plan(
        "email,name,managerEmail,grade\nx@example.com,X,,99\ny@example.com,Y,x@example.com,3\n",
        accounts=UnknownAccounts.CREATE,
    )

    assert set(errors(rows)) == {2, 3}


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("email,grade\nanna@example.com,6\nanna@example.com,7\n", 3, None),
        ("userId,email\nanna,ben@example.com\n", 2, "email"),
        ("userId,email\nanna,a@example.com\nben,a@example.com\n", 3, "email"),
        ("email,managerEmail\nanna@example.com,nobody@example.com\n", 2, "managerEmail"),
        ("email,managerId\nanna@example.com,nobody\n", 2, "managerId"),
        ("email,managerEmail,managerId\nanna@example.com,clara@example.com,ben\n", 2, "managerEmail"),
        ("email,managerEmail\nanna@example.com,anna@example.com\n", 2, "managerEmail"),
        ("userId,grade\nstranger,4\n", 2, "name"),
        ("userId,email,grade\n,,4\n", 2, "email"),
        ("email,active\nclara@example.com,false\n", 2, "active"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_column(text: str, row: int, column: str | None) -> None:
    found = errors(plan(text))

    assert found[row][0][0] == column


def test_an_address_of_several_employees_means_none_of_them() -> None:
    people = COMPANY | {"other": somebody("other", email="anna@example.com")}

    assert errors(plan("email,grade\nanna@example.com,7\n", people))[2][0][0] == "email"


@pytest.mark.parametrize("order", [("anna", "ben"), ("ben", "anna")])
def test_an_address_is_given_to_nobody_while_another_one_keeps_it(order: tuple[str, str]) -> None:
    rows = {each: f"{each},anna@example.com\n" for each in order}

    found = plan("userId,email\n" + "".join(rows.values()))

    line = 2 + order.index("anna")
    assert errors(found) == {2 + order.index("ben"): [("email", f"is the address of line {line} as well")]}


def test_who_is_not_in_the_file_stays_unless_they_are_to_be_deactivated_and_never_who_imports() -> None:
    text = "email,grade\nben@example.com,5\n"

    assert actions(plan(text)) == [(2, RowAction.UNCHANGED)]
    rows = plan(text, missing=MissingPeople.DEACTIVATE)
    assert [(each.shown.user_id, each.shown.action) for each in rows] == [
        ("ben", RowAction.UNCHANGED),
        ("anna", RowAction.DEACTIVATE),
    ]


PERSON = st.builds(
    lambda number, above, grade, active, address: (number, above, grade, active, address),
    st.integers(0, 11),
    st.integers(0, 11),
    st.integers(1, 20),
    st.booleans(),
    st.sampled_from(["their own", "another one's", "none"]),
)


@given(st.lists(PERSON, min_size=1, max_size=12, unique_by=lambda each: each[0]))
def test_what_was_exported_imports_as_unchanged(drawn: list[tuple[int, int, int, bool, str]]) -> None:
    numbers = {each[0] for each in drawn}
    people = {
        f"p{number}": somebody(
            f"p{number}",
            f"p{above}" if above < number and above in numbers else None,  # nobody is below themselves
            grade=grade,
            active=active,
            email={"their own": f"p{number}@example.com", "another one's": "several@example.com"}.get(address),
        )
        for number, above, grade, active, address in drawn
    }

    rows = plan(write_file(people.values(), people), people)

    assert {each.shown.action for each in rows} == {RowAction.UNCHANGED}
