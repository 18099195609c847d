"""A file of people is read as it is, or refused with the place and what to do about it; nothing is guessed or cut."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.employee_imports.files import COLUMNS, MOST_BYTES, MOST_ROWS, read_file, write_file
from chalicelib.domain.employees import Employee
from chalicelib.errors import FieldError, InvalidInput

AT = datetime(2027, 1, 4, tzinfo=UTC)
ANNA = Employee(
    user_id="anna",
    name='Anna "Ann" Weber, née Ødegård',
    email="anna.weber@example.com",
    manager_id="clara",
    grade=6,
    cost_centre="SALES-EU",
    delegate=None,
    active=True,
    version=3,
    created_at=AT,
    updated_at=AT,
    chargeable_cost_centres=("FINANCE", "IT-1"),
    policy_group="executives",
)
CLARA = msgspec.structs.replace(ANNA, user_id="clara", name="=Clara", email=None, manager_id=None, active=False)


def refusal_of(body: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        read_file(body)
    return " ".join(f"{each.pointer} {each.detail}" for each in refused.value.errors)


def test_headers_are_known_in_any_case_order_and_spelling() -> None:
    file = read_file(b"Cost_Centre,E-MAIL,manager email\nSALES-EU,a@example.com,b@example.com\n")

    assert file.columns == ("costCentre", "email", "managerEmail")
    assert file.rows[0].cells == {
        "costCentre": "SALES-EU",
        "email": "a@example.com",
        "managerEmail": "b@example.com",
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_delimiters_line_ends_and_a_byte_order_mark_are_found_out(delimiter: str, line_end: str, mark: bytes) -> None:
    text = line_end.join([f"email{delimiter}costCentre", f'a@example.com{delimiter}"SALES-EU"', ""])

    (row,) = read_file(mark + text.encode()).rows

    assert (row.number, row.errors) == (2, ())
    assert row.cells == {"email": "a@example.com", "costCentre": "SALES-EU"}


def test_a_cell_in_quotes_may_hold_what_stands_between_cells() -> None:
    (row,) = read_file(b'email;name\na@example.com;"Weber; Anna"\n').rows

    assert row.cells["name"] == "Weber; Anna"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is empty"),
        (b"email,name\n", "no line below"),
        (b"email,nam\n", "/columns/1 `nam` is no column: did you mean `name`?"),
        (b"email,Email\n", "/columns/1 `email` is named twice"),
        (b"name,grade\nA,1\n", "`email` or `userId` is required"),
        (b"\xff\xfee\x00", "UTF-16: save it as CSV UTF-8"),
        ("email,name\nok@example.com,Ok\nb@example.com,Ödegård\n".encode("latin-1"), "Line 3 is not UTF-8"),
        ("email,name\na@example.com,\ufffd\n".encode(), "Line 2 is not UTF-8"),
        (b'email,name\na@example.com,"Anna\n', "Line 2 is no CSV"),
        (b'email,name\na@example.com,"Anna"x\n', "Line 2 is no CSV"),
        (b"email\n" + b"a@example.com\n" * (MOST_ROWS + 1), "more than 5,000 lines"),
        (b"x" * (MOST_BYTES + 1), "2,000,001 bytes"),
    ],
)
def test_what_is_no_file_of_people_is_refused_with_what_to_do(body: bytes, said: str) -> None:
    assert said in refusal_of(body)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("email", "anna"),
        ("email", " anna@example.com"),
        ("name", " Anna"),
        ("name", ""),
        ("name", "A" * 201),
        ("managerEmail", "clara"),
        ("grade", "0"),
        ("grade", "21"),
        ("grade", "6.0"),
        ("grade", "٦"),
        ("grade", ""),
        ("costCentre", "sales"),
        ("chargeableCostCentres", "SALES-EU||IT-1"),
        ("policyGroup", "-"),
        ("active", "maybe"),
        ("active", ""),
    ],
)
def test_a_cell_that_is_not_as_it_should_be_is_an_error_of_its_row(column: str, cell: str) -> None:
    body = f'userId,{column}\nanna,"{cell}"\nben,\n'.encode()

    row = read_file(body).rows[0]

    assert (row.number, [each.column for each in row.errors]) == (2, [column])


def test_a_row_with_more_or_fewer_cells_than_the_header_is_an_error_and_the_others_are_read() -> None:
    rows = read_file(b"email,name\na@example.com\n\nb@example.com,Ben,1\nc@example.com,Clara\n").rows

    assert [(row.number, bool(row.errors)) for row in rows] == [(2, True), (4, True), (5, False)]


def test_a_row_after_one_of_several_lines_is_known_by_the_line_on_which_it_begins() -> None:
    rows = read_file(b'email,name\na@example.com,"An\nna"\nb@example.com,\n').rows

    assert [row.number for row in rows] == [2, 4]


def test_who_is_written_is_read_as_they_were() -> None:
    text = write_file([ANNA, CLARA], {"anna": ANNA, "clara": CLARA})

    anna, clara = read_file(text.encode()).rows

    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert ",'=Clara," in text, "which no spreadsheet computes"
    assert anna.errors == clara.errors == ()
    assert anna.cells == {
        "userId": "anna",
        "email": "anna.weber@example.com",
        "name": ANNA.name,
        "managerEmail": None,
        "managerId": "clara",
        "grade": 6,
        "costCentre": "SALES-EU",
        "chargeableCostCentres": ("FINANCE", "IT-1"),
        "policyGroup": "executives",
        "active": True,
    }
    assert (clara.cells["name"], clara.cells["email"], clara.cells["active"]) == ("=Clara", None, False)


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: f"email,name\n{text}".encode()))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        file = read_file(body)
    except InvalidInput as refused:
        found = refused.errors
    else:
        found = tuple(FieldError("", each.detail) for row in file.rows for each in row.errors)
        assert all(row.errors or set(row.cells) == set(file.columns) for row in file.rows)
    assert all(each.detail for each in found)
