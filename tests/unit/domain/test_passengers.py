"""What must be right about a traveller's profile, and what others are shown of it."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.passengers import (
    LoyaltyNumber,
    PassengerDetails,
    TravelDocument,
    TravelDocumentKind,
    errors_in,
    mask,
)
from tests.support.passenger_samples import PASSPORT, details

TODAY = date(2026, 11, 20)
EXPIRED = msgspec.structs.replace(PASSPORT, expires_on=TODAY)
BA = LoyaltyNumber(programme="BA", number="87654321")


def pointers(given: PassengerDetails, **known: Any) -> list[str]:
    return [error.pointer for error in errors_in(given, user_id="anna", today=TODAY, **known)]


def test_a_whole_profile_is_right() -> None:
    assert pointers(details(arranger_ids=("clara",))) == []


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"given_name": " Anna"}, "/givenName"),
        ({"family_name": "Web\ner"}, "/familyName"),
        ({"birth_date": date(2026, 11, 21)}, "/birthDate"),
        ({"birth_date": date(1905, 1, 1)}, "/birthDate"),
        ({"nationality": "XX"}, "/nationality"),
        ({"documents": (EXPIRED,)}, "/documents/0/expiresOn"),
        ({"documents": (msgspec.structs.replace(PASSPORT, expires_on=date(2099, 1, 1)),)}, "/documents/0/expiresOn"),
        ({"documents": (msgspec.structs.replace(PASSPORT, issuing_country="ZZ"),)}, "/documents/0/issuingCountry"),
        ({"documents": (PASSPORT, PASSPORT)}, "/documents/1"),
        ({"loyalty": (BA, BA)}, "/loyalty/1"),
        ({"arranger_ids": ("clara", "clara")}, "/arrangerIds/1"),
        ({"arranger_ids": ("anna",)}, "/arrangerIds/0"),
    ],
)
def test_what_is_wrong_is_pointed_at(changes: dict[str, Any], pointer: str) -> None:
    assert pointers(details(**changes)) == [pointer]


def test_everything_wrong_is_reported_at_once() -> None:
    assert pointers(details(nationality="XX", documents=(EXPIRED, PASSPORT), birth_date=date(2027, 1, 1))) == [
        "/birthDate",
        "/nationality",
        "/documents/0/expiresOn",
        "/documents/1",
    ]


def test_a_document_that_is_known_already_may_have_expired() -> None:
    assert pointers(details(documents=(EXPIRED,)), known=[EXPIRED]) == []


def test_the_same_number_of_another_kind_is_another_document() -> None:
    visa = TravelDocument(
        kind=TravelDocumentKind.VISA, number="C01X00T47", issuing_country="DE", expires_on=date(2028, 1, 1)
    )

    assert pointers(details(documents=(PASSPORT, visa))) == []


@given(st.text(max_size=40))
def test_a_mask_shows_four_characters_at_most_and_never_half(text: str) -> None:
    shown = mask(text).removeprefix("••••").removeprefix(" ")

    assert text.endswith(shown)
    assert len(shown) <= 4
    assert len(shown) * 2 < max(len(text), 1)
