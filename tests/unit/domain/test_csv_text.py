"""Rows as CSV: read back as they were written, and nothing in them is computed by a spreadsheet."""

import csv
import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.csv_text import money_cells, read_cell, write_rows
from chalicelib.domain.money import Money

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.lists(texts, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_is_read_back_but_for_what_would_be_computed(rows: list[list[str]]) -> None:
    for row, known in zip(read(write_rows(rows)), rows, strict=True):
        for cell, text in zip(row, known, strict=True):
            assert cell in (text, f"'{text}")
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.text("'=+-@\ta", max_size=6))
def test_a_text_is_read_as_it_was_however_it_begins(text: str) -> None:
    ((cell,),) = read(write_rows([[text]])) or [[""]]

    assert read_cell(cell) == text


def test_an_apostrophe_of_the_text_itself_stays() -> None:
    assert read_cell("'s-Gravenhage") == "'s-Gravenhage"
    assert write_rows([["'s-Gravenhage", "'=1"]]) == "'s-Gravenhage,''=1\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_formula_is_text(text: str) -> None:
    ((cell,),) = read(write_rows([[text]]))

    assert cell == f"'{text}"


def test_times_days_lists_and_gaps_are_written_alike_everywhere() -> None:
    evening = datetime(2027, 3, 3, 23, 30, tzinfo=timezone(timedelta(hours=-5)))

    written = write_rows([(evening, date(2027, 3, 3), ("Berlin", "London, Ontario"), None, 7)])

    assert written == '2027-03-04T04:30:00Z,2027-03-03,"Berlin; London, Ontario",,7\r\n'


@pytest.mark.parametrize(
    ("money", "cells"),
    [
        (Money(amount=12_345, currency="EUR"), "123.45,EUR"),
        (Money(amount=-5, currency="EUR"), "-0.05,EUR"),
        (Money(amount=12_345, currency="JPY"), "12345,JPY"),
        (Money(amount=12_345, currency="KWD"), "12.345,KWD"),
        (None, ","),
    ],
)
def test_money_has_its_currencys_decimals(money: Money | None, cells: str) -> None:
    assert write_rows([money_cells(money)]) == f"{cells}\r\n"


def test_a_moment_is_in_utc() -> None:
    assert write_rows([(datetime(2027, 1, 1, tzinfo=UTC),)]) == "2027-01-01T00:00:00Z\r\n"


def test_an_amount_is_never_written_with_an_exponent() -> None:
    assert write_rows([(Decimal("1E+3"),)]) == "1000\r\n"
