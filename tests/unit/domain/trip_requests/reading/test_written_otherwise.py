"""What people write in other words than the rules were first made for, a kind a test; and what of it is still asked."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import MostStops, Strength, WithCarriers
from chalicelib.domain.trip_requests.reading.reader import explain_reading, read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))
TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
E, B = Cabin.ECONOMY, Cabin.BUSINESS


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS, answers=answers)


def ask(sentence: str) -> dict[str, str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return {each.field: each.question for each in caught.value.questions}


def names(sentence: str, answer: str) -> list[str]:
    return [each.full_name for each in read(sentence, travellers=answer).travellers]


PLAIN = read(TRIP)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dublin to Geneva on 3 March 2027 n back on 5 March",
        "The hotel by the fair is full. " + TRIP,
        f"The early train was sold out, so {TRIP}",
        f"Our usual hotel is fully booked on those days. {TRIP}",
        f"Pursuant to contract no. 44/2027, please book {TRIP}",
        f"Further to the decision no. 12-B, please book {TRIP}",
        f"With reference to our letter ref. 2026/118, {TRIP}",
        f"Geneva trip is preponed, earlier it was 20 Feb. Now pls book {TRIP}",
        f"Gareth, {TRIP}",
        f"It is Hiroshi from Fukuoka factory. {TRIP}",
        f"The undersigned, a Visiting Fellow of the Institute of Astronomy, requests {TRIP}",
        f"new bkg: {TRIP}",
        f"{TRIP}. Not Cork again, I beg you.",
        f"{TRIP}. Please never from Shannon",
        f"{TRIP}. Avoid Belfast this time",
    ],
)
def test_what_is_no_part_of_the_trip_changes_nothing(sentence: str) -> None:
    assert read(sentence) == PLAIN


@pytest.mark.parametrize(
    "denied",
    ["Not Geneva", "not Dublin please", "never from Dublin again", "not via Cork", "no Foobar", "not GVA"],
)
def test_a_denied_place_is_asked_about_where_the_trip_touches_it_or_may(denied: str) -> None:
    assert denied.split(maxsplit=1)[0] in ask(f"{TRIP}. {denied}")["unread"]


def test_a_denied_place_is_shown_as_read() -> None:
    words = f"{TRIP}. Not Cork again."

    assert "Not Cork again" in [each.words for each in explain_reading(words, PLAIN, now=NOW).read]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Our rep Ivo Brandt flies {TRIP}",
        f"{TRIP} for our hardware guru Ivo Brandt",
        f"{TRIP} for welder Ivo Brandt",
        f"{TRIP} for Ivo Brandt (head of sales)",
        f"{TRIP} for Ivo Brandt, Chief Engineer, please",
        f"{TRIP} for Mr Ivo Brandt, Head of Procurement, please",
        f"{TRIP}, pax Mr Ivo Brandt",
        f"Our auditor, Mr Ivo Brandt, is to be flown {TRIP}",
        f"Technician Ivo Brandt needs {TRIP}",
    ],
)
def test_what_somebody_is_said_to_be_is_no_part_of_the_name(sentence: str) -> None:
    assert "of Ivo Brandt?" in ask(sentence)["travellers"]
    assert names(sentence, "Ivo / Brandt") == ["Ivo Brandt"]


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        (f"its me, Ivo Brandt n Lena Falk, {TRIP}", 2),
        (f"For me, Ivo Brandt and Lena Falk: {TRIP}", 2),
        (f"{TRIP} for Ivo Brandt, Lena Falk and me", 2),
        (f"{TRIP} for Ivo, Mark and me", 2),
        (f"{TRIP} for Ivo Brandt and my boss", 2),
    ],
)
def test_all_in_a_list_travel(sentence: str, others: int) -> None:
    named = "Ivo / Brandt; Lena / Falk"

    assert len(names(sentence, named)) >= others


@pytest.mark.parametrize(
    "mail",
    [
        f"Please book.\nGareth\n\n--- Forwarded message ---\nFrom: Ivo Brandt\nSubject: trip\n\nGareth, {TRIP}",
        f"Fwd: trip\n\nPlease book the below.\n\nFrom: Ivo Brandt <ivo@example.com>\nSent: today\n\nI need {TRIP}",
        f"see below\n\n-----Forwarded-----\nFrom: Ivo Brandt [ivo@example.com]\nSubject: x\n\n{TRIP}",
    ],
)
def test_the_author_of_a_forwarded_message_travels(mail: str) -> None:
    assert names(mail, "Ivo / Brandt") == ["Ivo Brandt"]


@pytest.mark.parametrize(
    ("mail", "travellers"),
    [
        (f"Fwd: x\n\nBook the below for me.\n\nFrom: Ivo Brandt\nSubject: x\n\n{TRIP}", ["Anna Adams"]),
        (f"Please see below.\n\nOn 3 Nov 2026 at 09:12, Ivo Brandt wrote:\n> {TRIP}", ["Anna Adams"]),
        (f"Fwd: x\n\nBook the below.\n\nFrom: Travel Desk\nSubject: x\n\n{TRIP}", ["Anna Adams"]),
    ],
)
def test_who_only_passes_a_plan_on_does_not_travel(mail: str, travellers: list[str]) -> None:
    assert [each.full_name for each in read(mail).travellers] == travellers


def test_me_in_a_forwarded_message_is_its_author() -> None:
    mail = f"Fwd: x\n\nPls book.\n\nFrom: Ivo Brandt\nSubject: x\n{TRIP}. Travelling: myself and Ms Lena Falk."

    assert names(mail, "Ivo / Brandt; Lena / Falk") == ["Ivo Brandt", "Lena Falk"]


@pytest.mark.parametrize(
    "said",
    ["back whenever works", "back whenever suits", "returning when it's done", "and back when the audit is finished"],
)
def test_return_whose_day_is_open_is_asked(said: str) -> None:
    assert list(ask(f"boss says yes! Dublin to Geneva, out 3 March 2027, {said}")) == ["returnOn"]


@pytest.mark.parametrize(
    ("said", "strength"),
    [
        ("without a change of plane if that can be done", Strength.WISH),
        ("non-stop if it can be arranged", Strength.WISH),
        ("direct if this can still be had", Strength.WISH),
        ("without a change of plane", Strength.MUST),
    ],
)
def test_what_may_not_be_had_is_a_wish(said: str, strength: Strength) -> None:
    assert read(f"{TRIP}, {said}").preferences == (MostStops(strength=strength, stops=0),)


@pytest.mark.parametrize("said", ["no more than 2 stops", "max 2 stops", "up to two stops", "at most two stops"])
def test_a_limit_at_the_end_of_a_sentence_is_kept(said: str) -> None:
    assert read(f"{TRIP}, {said}.").preferences == (MostStops(strength=Strength.MUST, stops=2),)


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("business on the way out", (B, E)),
        ("business class for the outbound", (B, E)),
        ("business on the first flight", (B, E)),
        ("business for the return", (E, B)),
        ("the latter in business class", (E, B)),
        ("business on the second leg", (E, B)),
        ("business on all flights", (B, B)),
        ("business class", (B, B)),
    ],
)
def test_a_cabin_of_one_slice_is_of_no_other(said: str, cabins: tuple[Cabin, ...]) -> None:
    slices = read(f"Dublin to Geneva on 3 March 2027, Geneva to Dublin on 5 March, {said}").slices

    assert tuple(each.cabin for each in slices) == cabins
    assert all(each.departure is None for each in slices)


def test_parts_of_a_line_stand_between_two_strokes() -> None:
    assert read("DUB-GVA 3 March 2027 // ET or SA // Y class").preferences == (
        WithCarriers(strength=Strength.WISH, carriers=("ET", "SA")),
    )


@pytest.mark.parametrize("said", ["by company Foo or Latam", "Foo or KLM please", "with KLM or Foo"])
def test_a_choice_of_which_half_is_unknown_is_asked_though_names_are(said: str) -> None:
    named = f"{TRIP} for Ivo Brandt and me, {said}"

    with pytest.raises(AmbiguousRequest) as caught:
        read(named, travellers="Ivo / Brandt")
    assert "Foo" in caught.value.questions[0].question


@pytest.mark.parametrize(
    "said",
    [
        "Up to Geneva I will reach by own arrangement only.",
        "To Geneva I come by my own car.",
        "I'll make my own way to Geneva.",
        "We arrange our own transport to Geneva.",
    ],
)
def test_journey_by_ones_own_means_is_not_booked(said: str) -> None:
    trip = read(f"One rental car at Geneva from 3 March 2027 11 AM to 5 March 7 PM. {said}")

    assert (trip.slices, len(trip.cars)) == ((), 1)


@pytest.mark.parametrize("said", ["must be free to cancel", "free to cancel please", "it should be free to cancel"])
def test_a_hotel_that_is_free_to_cancel_is_refundable(said: str) -> None:
    (stay,) = read(f"Hotel in Geneva from 3 March 2027 to 5 March, {said}").stays

    assert stay.refundable
