"""What a writer takes back or only refers to is not read; what is not plainly taken back is asked about."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.reading.asides.corrections import settle_corrections
from chalicelib.domain.trip_requests.reading.asides.history import without_history
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import InvalidInput
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to London on 3 March 2027, back on 5 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


@pytest.mark.parametrize(
    "said",
    [
        "Berlin to Paris... no, to London on 3 March 2027, back on 5 March",
        "Hamburg, no, Berlin to London on 3 March 2027, back on 5 March",
        "from Hamburg - sorry, from Berlin to London on 3 March 2027, back on 5 March",
        "Berlin to London on 2 March, no, 3 March 2027, back on 5 March",
        "Berlin to London on 2 March 2027, I mean on 3 March 2027, back on 5 March",
        "Berlin to London on 3 March 2027, back on 6 March - make that 5 March",
        "Berlin to London, not on 2 March but on 3 March 2027, back on 5 March",
        "Berlin to London on 3 March 2027 instead of 2 March, back on 5 March",
        "Berlin to London on 3 March 2027, not 2 March, back on 5 March",
        "Berlin to London (not Paris) on 3 March 2027, back on 5 March",
        "Berlin to London on 3 March 2027, back on 5 March. And a rental car. No, forget the car.",
        "Berlin to London on 3 March 2027, back on 5 March. Hotel near the river under 90? Skip that.",
        "By train from Berlin to London on 3 March 2027, back on 5 March. No, scratch the train, by plane.",
        "Berlin to London on 3 March 2027, back on 5 March, with a hotel near the fair. Actually, scrap the hotel.",
        "Berlin to Paris on 3 March 2027, sorry, to London, back on 5 March",
    ],
)
def test_what_is_corrected_is_read_as_corrected(said: str) -> None:
    assert read(said) == read(TRIP)


@pytest.mark.parametrize(
    ("said", "settled"),
    [
        ("one night... no no, two nights", "two nights"),
        ("3 people, sorry, 4 people", "4 people"),
        ("at 9 am - make that 10 am", "at 10 am"),
        ("in economy, no wait, business class", "business class"),
        ("landing before noon, no, before 11 am", "landing before 11 am"),
        ("drop it in Reno by 5 pm... scratch that, drop it at Ely", "drop it at Ely"),
        ("Oslo to Bergen - no, to Bodø - on Friday", "Oslo to Bodø - on Friday"),
    ],
)
def test_later_word_holds(said: str, settled: str) -> None:
    assert settle_corrections(said) == settled


@pytest.mark.parametrize(
    "said",
    [
        "no hotel, no car",
        "economy, no business class",
        "2 people, no 2 rooms",
        "one night, no two people",
        "Berlin to London, no Ryanair",
        "with Lufthansa, not Ryanair",
        "on 3 March, no later than 9",
        "3 March. No, thanks",
        "Berlin to London. Leave it to me.",
        "not before 9 but after 8",
        "no, the 12th",
    ],
)
def test_denial_is_no_correction(said: str) -> None:
    assert settle_corrections(said) == said


@pytest.mark.parametrize(
    "history",
    [
        "I got bumped from the 2 April date, so: {}",
        "I had asked for 10 August, but eventually this is not possible, so please: {}",
        "Earlier it was 28th February, now {}",
        "The meeting has been moved from the 1st to the 3rd of March, so {}",
        "Prev req cancelled. New: {}",
        "Please disregard the reservation for 22 June. {}",
        "Scrap the Frankfurt trip. {}",
        "Please ignore the days in Bram's mail. {}",
        "My earlier mail may please be ignored as the plan changed. {}",
        "This replaces everything I sent this morning. {}",
        "I refer to your e-mail of 20 May and confirm that I need {}",
        "With reference to the contract of 3 December 2026 (clause 14.2: up to EUR 9,000), {}",
        "Further to our conversation of 15 July, {}",
        "Following your message of Monday, {}",
        "{}. The flight quotation of EUR 850 from Rome is no longer relevant.",
        "{} (the one for Ines on 4 May is in a separate mail, don't touch it)",
        "Out of office from 3 to 14 May, for urgent matters call Denise. {}",
        "I am on leave until 3 February. {}",
        "Request No. 2027-0931. {}",
        "MISSION ORDER No. 77: {}",
        "{}. The tender value is EUR 85000, hence urgency.",
        "{}. Call me on +31 10 555 0133.",
        "{}. Write to ada@ex.example or see https://ex.example/3/4 please.",
        "I was going to say 3 April but let's make it {}",
        "We met at the conference in Lisbon last year. {}",
        "{}. Approval was given by Mr Brandt on 8 January.",
        "Our CFO has signed the contract with Acme in Rome on Monday. {}",
        "Hope the long weekend was good! {}",
        "The last visit to Paris in March was great. {}",
        "Ref my msg of 4 March, {}",
        "PO 4500017788. {}",
        "{}. VAT no. DE 812345678.",
    ],
)
def test_what_was_is_not_read(history: str) -> None:
    assert read(history.format(TRIP)) == read(TRIP)


@pytest.mark.parametrize(
    "said",
    [
        "I wanted to fly on 3 March",
        "We were supposed to be in Rome by 3 March",
        "The meeting was in Rome and is now in Oslo on 3 March",
        "My flight was cancelled, I need another on 3 March",
    ],
)
def test_past_that_asks_for_something_is_read(said: str) -> None:
    assert without_history(f"{said}. Hotel on 9 March") == f"{said}. Hotel on 9 March"


def test_past_is_read_where_nothing_else_is_said() -> None:
    assert without_history("The visit was in Rome on 3 March.") == "The visit was in Rome on 3 March."


def test_new_day_counts_where_no_other_follows() -> None:
    said = without_history("The workshop was moved from the 10th to the 17th of March, so I fly then")

    assert "17th of March" in said
    assert "10th" not in said


@pytest.mark.parametrize("said", ["no, rather sooner", "scratch that", "forget about it all"])
def test_correction_that_takes_back_nothing_plain_is_asked_about(said: str) -> None:
    with pytest.raises(InvalidInput):
        read(f"{TRIP}, aisle seat, {said}, window seat")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "no,",
                "sorry",
                "from",
                "to",
                "Berlin",
                "3 March",
                "...",
                "not",
                "but",
                "forget the car",
                "at 9 am",
                "it",
                ".",
            ]
        ),
        max_size=40,
    )
)
def test_any_heap_of_corrections_only_gets_shorter(words: list[str]) -> None:
    text = " ".join(words)

    assert len(settle_corrections(text)) <= len(text) + 1


@pytest.mark.parametrize(
    "said",
    [
        "Scrap the return trip",
        "Forget the trip back",
        "Forget the part about the train",
        "The ticket was for Ben Berg",
        "Skip the second night",
    ],
)
def test_what_takes_back_a_part_of_the_trip_never_goes_unasked(said: str) -> None:
    for sentence in (f"{TRIP}. {said}.", f"{said}. {TRIP}."):
        with pytest.raises(InvalidInput):
            read(sentence)


@pytest.mark.parametrize(
    "said",
    [
        "Please ignore my mail of yesterday and book {}",
        "I am on leave until 2 March, so book {}",
        "I go on holiday, book {}",
        "Disregard the old plan, please reserve {}",
    ],
)
def test_request_that_goes_on_behind_history_is_read(said: str) -> None:
    assert read(said.format(TRIP)) == read(TRIP)
