"""Whose names stand on a booking: one's own profile, else the token's, else a question; and the same rule for a name at
every door."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import PassengerDetails, PassengerKind
from chalicelib.domain.person_names import normalise_name
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.services import passengers
from chalicelib.services.authentication import identity_of
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.parsing import understand
from chalicelib.services.trip_requests.travellers import identify_travellers
from tests.support.name_samples import NAMES, NO_NAMES
from tests.support.passenger_samples import ANNA, keep_profile

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIELDS = {"slices": [{"origin": "BER", "destination": "LHR", "departOn": "2027-03-03"}]}
WORDS = {"request": "Berlin to London 3-5 March 2027"}
# How an account is called: nothing of it says what is the given and what the family name.
CALLED = [
    "Anna Berger",
    "BERGER, Anna",
    "María José García López",
    "Nguyễn Văn An",
    "John Smith Jr",
    "Li Wei",
    "Nagy János",
    "李小龍",
    "محمد الرازي",
    "Cher",
    "anna.berger",
    "A123456 (EXT)",
    "\u202e",
    "",
]


pytestmark = pytest.mark.usefixtures("empty")


def _with_spelling(identity: Identity, asked: BookingRequest) -> TripRequest:
    """What is asked for; whoever's name is in other letters says how it is spelled."""
    answer = ""
    while True:
        try:
            return understand(identity, asked, now=NOW)
        except InvalidInput as doubt:
            fields = [each.field for each in getattr(doubt, "questions", ())]
            pointers = [each.pointer for each in doubt.errors]
            if fields != ["latinNames"] and pointers != ["/answers/latinNames"]:
                raise
            answer = f"{answer}; GIVEN / FAMILY".strip("; ")
            asked = msgspec.structs.replace(asked, answers={**asked.answers, "latinNames": answer})


def take_in(identity: Identity, body: dict[str, Any]) -> tuple[BookingTraveller, ...]:
    """The travellers of a request as it comes in, by HTTP or over WebSocket."""
    asked = to_body(body, BookingRequest)
    request = _with_spelling(identity, asked)
    found = identify_travellers(identity, request, is_requester_first=not (asked.travellers or asked.passenger_ids))
    assert [each.full_name for each in found] == [each.full_name for each in request.travellers]
    return found


def refused(identity: Identity, body: dict[str, Any]) -> set[str]:
    with pytest.raises(InvalidInput) as caught:
        take_in(identity, body)
    assert not isinstance(caught.value, AmbiguousRequest)
    return {each.pointer for each in caught.value.errors}


def called(name: str) -> Identity:
    """Somebody whose token has no given and family name."""
    return identity_of({"sub": "anna", "email": "anna.berger@example.com", "name": name})


@pytest.mark.parametrize("body", [FIELDS, WORDS], ids=["fields", "words"])
def test_own_profile_is_the_default_traveller(body: dict[str, Any]) -> None:
    mine = keep_profile(ANNA, given_name="Maria", family_name="Weber-Berg")

    (found,) = take_in(ANNA, body)

    assert (found.full_name, found.user_id, found.passenger_id) == ("Maria Weber-Berg", "anna", mine)
    assert understand(ANNA, to_body(body, BookingRequest), now=NOW).passenger_ids == (mine,)


def test_own_profile_leads_those_who_are_named_in_words() -> None:
    mine = keep_profile(ANNA, given_name="Maria", family_name="Weber-Berg")

    found = take_in(ANNA, {"request": f"{WORDS['request']} with Grace HOPPER"})

    assert [(each.full_name, each.user_id, each.passenger_id) for each in found] == [
        ("Maria Weber-Berg", "anna", mine),
        ("Grace HOPPER", None, None),
    ]


def test_own_name_among_the_named_stands_for_the_own_profile() -> None:
    mine = keep_profile(ANNA, given_name="Maria", family_name="Weber-Berg")
    named = [{"givenName": "Grace", "familyName": "Hopper"}, {"givenName": "MARIA", "familyName": "Weber Berg"}]

    found = take_in(ANNA, {**FIELDS, "travellers": named})

    assert [(each.user_id, each.passenger_id) for each in found] == [(None, None), ("anna", mine)]


@pytest.mark.parametrize("body", [FIELDS, WORDS], ids=["fields", "words"])
@pytest.mark.parametrize("name", [*CALLED, "Somebody Else"])
def test_claims_name_who_has_no_profile(body: dict[str, Any], name: str) -> None:
    claims = {"sub": "anna", "name": name, "given_name": " Văn An ", "family_name": "Nguyễn"}

    (found,) = take_in(identity_of(claims), body)

    assert (found.given_name, found.family_name, found.user_id) == ("Văn An", "Nguyễn", "anna")


@pytest.mark.parametrize("name", CALLED)
def test_what_an_account_is_called_is_never_cut(name: str) -> None:
    assert refused(called(name), FIELDS) == {"/travellers"}
    with pytest.raises(AmbiguousRequest) as caught:
        take_in(called(name), WORDS)
    (question,) = caught.value.questions
    assert question.field == "travellers"
    for code, _ in question.choices:
        (found,) = take_in(called(name), {**WORDS, "answers": {"travellers": code}})
        assert (f"{found.given_name} / {found.family_name}", found.user_id) == (code, "anna")


@pytest.mark.parametrize("name", CALLED)
def test_who_answers_the_question_is_the_requester_whatever_they_are_called(name: str) -> None:
    (found,) = take_in(called(name), {**WORDS, "answers": {"travellers": "Maria / Weber"}})

    assert (found.full_name, found.user_id) == ("Maria Weber", "anna")


@pytest.mark.parametrize(
    "odd", [{"given_name": "Anna1"}, {"family_name": "\u200b"}, {"given_name": ""}, {"family_name": 7}]
)
def test_claims_that_are_no_names_are_not_used(odd: dict[str, Any]) -> None:
    claims = {"sub": "anna", "name": "Anna", "given_name": "Anna", "family_name": "Berger", **odd}

    assert refused(identity_of(claims), FIELDS) == {"/travellers"}


def test_a_stage_without_profiles_goes_by_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_profile(ANNA, given_name="Maria", family_name="Weber-Berg")
    without = msgspec.structs.replace(settings.current(), passengers_enabled=False)
    monkeypatch.setattr(settings, "current", lambda: without)

    (found,) = take_in(ANNA, FIELDS)

    assert (found.full_name, found.passenger_id) == ("Anna Berger", None)


@pytest.mark.parametrize("field", ["givenName", "familyName"])
@pytest.mark.parametrize("name", NO_NAMES.values(), ids=NO_NAMES)
def test_no_door_takes_what_is_nobodys_name(name: str, field: str) -> None:
    named = {"givenName": "Anna", "familyName": "Berger", field: name}

    assert refused(ANNA, {**FIELDS, "travellers": [named]}) == {f"/travellers/0/{field}"}
    assert refused(ANNA, {**WORDS, "travellers": [named]}) == {f"/travellers/0/{field}"}
    profile = {"birthDate": "1988-04-12", "nationality": "DE", **named}
    with pytest.raises(InvalidInput) as caught:
        passengers.create_passenger(
            ANNA, PassengerKind.EMPLOYEE, to_body(profile, PassengerDetails), passenger_id=clock.new_id("psg")
        )
    assert {each.pointer for each in caught.value.errors} == {f"/{field}"}


@pytest.mark.parametrize("name", NO_NAMES.values(), ids=NO_NAMES)
def test_no_answer_is_nobodys_name(name: str) -> None:
    words = {"request": f"{WORDS['request']} for two people"}

    with pytest.raises(InvalidInput) as caught:
        take_in(ANNA, {**words, "answers": {"travellers": f"{name} / Berg"}})

    # One that is asked again has a slash or a comma too many.
    again = isinstance(caught.value, AmbiguousRequest)
    assert again or {each.pointer for each in caught.value.errors} == {"/answers/travellers"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_door_takes_the_names_of_everywhere(name: str) -> None:
    named = {"givenName": f" {name} ", "familyName": "Berger"}
    two = {"request": f"{WORDS['request']} for two people", "answers": {"travellers": f"{name} / Berg"}}

    (found,) = take_in(ANNA, {**FIELDS, "travellers": [named]})
    (_, other) = take_in(ANNA, two)

    assert (found.given_name, other.given_name) == (normalise_name(name), normalise_name(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Anna", "Berger"), ("Anna", "Berger")),
        (("Anna", "Berger"), (" ANNA ", "bérger")),
        (("Anna", "Berger"), ("Berger", "Anna")),
        (("Anna", "Müller-Berger"), ("Anna", "Mueller Berger")),
        (("Anna", "O'Berger"), ("Anna", "O\u2019Berger")),
        (("Đỗ", "Berger"), ("Do", "Berger")),
        (("Zoë", "Berger"), ("Zoe\u0308", "Berger")),
        (("李", "Berger"), ("李", "Berger")),
        (("Анна", "Berger"), ("АННА", "Berger")),
        (("محمد", "Berger"), ("محمد", "Berger")),
        (("अनिता", "Berger"), ("अनिता", "Berger")),
    ],
)
def test_nobody_travels_twice(one: tuple[str, str], other: tuple[str, str]) -> None:
    named = [{"givenName": given_name, "familyName": family_name} for given_name, family_name in (one, other)]

    assert refused(ANNA, {**FIELDS, "travellers": named}) == {"/travellers/1"}


def test_own_name_beside_the_own_profile_is_one_person_twice() -> None:
    assert refused(ANNA, {"request": f"{WORDS['request']} with Anna BERGER"}) == {"/request"}

    keep_profile(ANNA, given_name="Maria", family_name="Weber-Berg")
    words = {"request": f"{WORDS['request']} for two people", "answers": {"travellers": "Maria / Weber Berg"}}

    assert refused(ANNA, words) == {"/answers/travellers"}


def test_two_people_of_one_name_travel_by_their_profiles() -> None:
    guests = [keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper") for _ in range(2)]

    assert [each.passenger_id for each in take_in(ANNA, {**FIELDS, "passengerIds": guests})] == guests


def size() -> tuple[int, int]:
    """Names and texts that are none, and the doors that each is tried at."""
    return len(NAMES) + len(NO_NAMES), 4
