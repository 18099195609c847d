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
    assert pointers(details(arranger_ids=("clara",), home_airport="BER")) == []


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"given_name": " "}, "/givenName"),
        ({"given_name": "Anna2"}, "/givenName"),
        ({"family_name": "Web\ner"}, "/familyName"),
        ({"birth_date": date(2026, 11, 21)}, "/birthDate"),
        ({"birth_date": date(1905, 1, 1)}, "/birthDate"),
        ({"nationality": "XX"}, "/nationality"),
        ({"home_airport": "QQQ"}, "/homeAirport"),
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


def test_names_are_kept_trimmed_and_composed() -> None:
    kept = details(given_name=" Zoe\u0308 ", family_name="Weber  Berg")

    assert (kept.given_name, kept.family_name) == ("Zo\u00eb", "Weber Berg")
    assert pointers(kept) == []


def card(kind: TravelDocumentKind, expires_on: date | None) -> TravelDocument:
    return TravelDocument(kind=kind, number="AAA000000", issuing_country="ES", expires_on=expires_on)


@pytest.mark.parametrize("kind", [TravelDocumentKind.IDENTITY_CARD, TravelDocumentKind.RESIDENCE_PERMIT])
@pytest.mark.parametrize("end", [None, date(9999, 1, 1), date(9999, 12, 31), date(2099, 1, 1)])
def test_cards_may_have_no_end_as_registers_write_it(kind: TravelDocumentKind, end: date | None) -> None:
    given = card(kind, end)

    assert pointers(details(documents=(given,))) == []
    assert given.expires_on == (None if end is None or end.year == 9999 else end)


@pytest.mark.parametrize("kind", [TravelDocumentKind.PASSPORT, TravelDocumentKind.VISA])
@pytest.mark.parametrize("end", [None, date(9999, 12, 31)])
def test_passports_and_visas_have_an_end(kind: TravelDocumentKind, end: date | None) -> None:
    assert pointers(details(documents=(card(kind, end),))) == ["/documents/0/expiresOn"]


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
