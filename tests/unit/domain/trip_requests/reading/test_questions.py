"""What is not certain is asked back, all of it at once, and the answers settle it; what is wrong is refused."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.reading.clarifications import ANSWERABLE
from chalicelib.domain.trip_requests.reading.reader import TEXT_LIMIT, ReadingDefaults, read_request
from chalicelib.errors import AmbiguousRequest, Clarification, InvalidInput
from tests.support.asked_trips import Journey, there_and_back
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)  # a Friday


def read(sentence: str, today: date = TODAY, **answers: str) -> Journey:
    return there_and_back(read_request(sentence, now=mid_morning(today), defaults=DEFAULTS, answers=answers))


def questions(sentence: str, today: date = TODAY, **answers: str) -> dict[str, Clarification]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence, today, **answers)
    return {question.field: question for question in caught.value.questions}


def codes(question: Clarification) -> list[str]:
    return [code for code, _ in question.choices]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("Birmingham to Portland 3-5 March", {"origin", "destination"}),
        ("Birmingham to Portland next week", {"origin", "destination", "departOn", "returnOn"}),
        ("Berlin to London", {"departOn", "returnOn"}),
        ("Berlin to London on 5 March 2027, and back", {"returnOn"}),
        ("Berlin to London 03/04/2027 one way", {"departOn"}),
        ("Berlin to London next week", {"departOn", "returnOn"}),
        ("Berlin to London in April 2027, one way", {"departOn"}),
        ("Hanoi to Bangkok as soon as possible, round trip", {"departOn", "returnOn"}),
        ("London 3-5 March 2027", {"origin"}),
        ("from Berlin, 3-5 March 2027", {"destination"}),
        ("Berlin to London 3-5 March 2027 for two people", {"travellers"}),
        ("Berlin to London 3-5 March 2027, ٣ people", {"travellers"}),
        ("Berlin to London 3-5 March 2027, for Kari Nordmann and me", {"travellers"}),
        ("Berlin to London 3 March 2027, back 5 March. I would like to land before noon", {"unread"}),
        ("Train from Oslo to Bergen 1 March, Bergen to Stavanger 3 March, home 4 March", {"unread"}),
        ("We are 3 travellers from Accra to Lagos 3-5 March 2027", {"travellers"}),
        ("Berlin to London 3-5 March 2027 with two colleagues", {"travellers"}),
        ("Berlin to London on 3 March 2027 for 3 days", {"returnOn"}),
        ("Berlin to London tomorrow, back in 3 days", {"returnOn"}),
        ("Berlin to London 3 March 2027, 5 March 2027", {"returnOn"}),
        ("Berlin to London 3-5 March 2027, economy or business class", {"cabin"}),
        ("Berlin to London 3-5 March 2027, hotel under 200 EUR", {"nightlyCap"}),
        ("Berlin to London 3-5 March 2027, hotel under 200 a night", {"nightlyCap"}),
        ("Berlin to London on 3 March 2027 one way, hotel", {"nights"}),
        ("Berlin to London 3-5 March 2027, cost centre A-1 or cost centre B-2", {"costCentre"}),
        ("Berlin to London 3-5 March 2027 via Paris", {"unread"}),
        ("Berlin to London 3-5 March 2027, landing around six", {"unread"}),
        ("Berlin to London 3-5 March 2027, leaving after 5", {"unread"}),
        ("Berlin to London 3-5 March 2027, aisle or window", {"unread"}),
        ("Berlin to London 3 March 2027 or 4 March 2027, one way", {"departOn"}),
        ("Berlin to London 12/13 March 2027, one way", {"departOn"}),
        ("Berlin to London 3-5 March 2027 for the sales team", {"travellers"}),
        ("Berlin to London 3-5 March 2027, me plus two or three others", {"travellers"}),
        ("Berlin to London 3-5 March 2027. I need a wheelchair", {"unread"}),
        ("Perth to Singapore 3-5 March 2027, hotel under $230 a night", {"nightlyCap"}),
        ("Berlin to London 3-5 March 2027 in the morning", {"unread"}),
        ("Berlin to London 3-5 March 2027 with my dog", {"unread"}),
        ("Berlin to London 3-5 March 2027 for John Smith", {"travellers"}),
        ("Barcelona to Valencia 3-5 March 2027", {"origin", "destination"}),
        ("from Lille or Lyon to Oslo 3-5 March 2027", {"origin"}),
        ("Oslo to Lille or Lyon or Nice 3-5 March 2027", {"destination"}),
    ],
)
def test_what_is_not_certain_is_asked_all_at_once(sentence: str, fields: set[str]) -> None:
    asked = questions(sentence)

    assert set(asked) == fields
    assert all(question.question for question in asked.values())


def test_answers_settle_every_question() -> None:
    sentence = "Birmingham to Portland 3-5 March for two people, hotel under 200 EUR"
    asked = questions(sentence)

    trip = read(
        sentence,
        origin=codes(asked["origin"])[0],
        destination=codes(asked["destination"])[1],
        nightlyCap="night",
        travellers="Bob Lee",
    )

    assert (trip.origin.airports, trip.destination.airports) == (("BHX",), ("PWM",))
    assert (trip.depart_on, trip.return_on) == (date(2027, 3, 3), date(2027, 3, 5))
    assert [traveller.given_name for traveller in trip.travellers] == ["Anna", "Bob"]
    assert trip.stay is not None
    assert str(trip.stay.nightly_cap) == "200.00 EUR"


def test_missing_places_and_dates_are_answered_in_words() -> None:
    trip = read(
        "a trip for the sales kickoff, please",
        origin="Nairobi",
        destination="BER",
        departOn="2027-03-03",
        returnOn="one-way",
    )

    assert (trip.origin.name, trip.destination.airports, trip.return_on) == ("Nairobi", ("BER",), None)


def test_answer_that_is_itself_unclear_is_asked_again() -> None:
    assert len(questions("from Berlin, 3-5 March 2027", destination="Birmingham")["destination"].choices) >= 2


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("03/04/2027, one way", ["2027-04-03", "2027-03-04"]),
        ("11/12/2027, one way", ["2027-11-12"]),
        ("next week back 25 November 2026", ["2026-11-23", "2026-11-24", "2026-11-25"]),
        ("next week back 27 November 2026, 4 nights", ["2026-11-23"]),
        ("next week, one way", ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]),
    ],
)
def test_doubtful_date_offers_the_days_it_can_mean(sentence: str, days: list[str]) -> None:
    assert codes(questions(f"Berlin to London {sentence}")["departOn"]) == days


def test_next_friday_is_asked_while_this_week_s_is_still_to_come() -> None:
    asked = questions("Berlin to London next Friday one way", today=date(2026, 11, 18))

    assert codes(asked["departOn"]) == ["2026-11-20", "2026-11-27"]
    assert codes(questions("Berlin to London next Friday one way")["departOn"]) == ["2026-11-27", "2026-12-04"]
    assert read("Berlin to London next Thursday one way").depart_on == date(2026, 11, 26)
    assert read("Berlin to London on Friday one way", today=date(2026, 11, 18)).depart_on == date(2026, 11, 20)


def test_one_writer_keeps_one_order_of_day_and_month() -> None:
    sentence = "Berlin to London 03/04/2027 to 05/04/2027"

    assert read(sentence, departOn="2027-04-03").return_on == date(2027, 4, 5)
    assert read(sentence, departOn="2027-03-04").return_on == date(2027, 5, 4)
    assert read("Berlin to London 03/04/2027 to 04/25/2027").depart_on == date(2027, 3, 4)


def test_round_trip_is_never_answered_as_one_way() -> None:
    asked = questions("Hanoi to Bangkok this Friday, return trip")

    assert "one-way" not in codes(asked["returnOn"])
    with pytest.raises(InvalidInput) as caught:
        read("Hanoi to Bangkok this Friday, return trip", returnOn="one-way")
    assert caught.value.errors[0].pointer == "/answers/returnOn"


def test_unread_words_can_be_ignored_on_request() -> None:
    assert read("Berlin to London 3-5 March 2027 with my dog", unread="ignore").destination.name == "London"


def test_cost_centre_is_asked_when_the_traveller_has_none() -> None:
    nobody = ReadingDefaults(traveller=DEFAULTS.traveller, currency="EUR")
    with pytest.raises(AmbiguousRequest) as caught:
        read_request("Berlin to London 3-5 March 2027", now=mid_morning(TODAY), defaults=nobody)

    assert [question.field for question in caught.value.questions] == ["costCentre"]
    trip = read_request(
        "Berlin to London 3-5 March 2027", now=mid_morning(TODAY), defaults=nobody, answers={"costCentre": "OPS-1"}
    )
    assert trip.cost_centre == "OPS-1"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("", "No trip was found"),
        ("   ", "No trip was found"),
        ("Hello there", "No trip was found"),
        ("asdf qwer zxcv", "No trip was found"),
        ("🙂🙂🙂", "No trip was found"),
        ("x" * (TEXT_LIMIT + 1), "at most 1000 characters"),
        ("Lodnon to Berlin 3 March 2027 one way", "Did you mean London"),
        ("Berlin to Lodnon 3 March 2027 one way", "Did you mean London"),
        ("from Foobarville to London 3 March 2027 one way", "Foobarville"),
        ("Rome to Rome 3-5 March 2027", "same airport"),
        ("from Paris from Lyon to London 3-5 March 2027", "Paris and Lyon"),
        ("Berlin to London 3-5 March 2027, hotel in Paris", "London and Paris"),
        ("Berlin to London 3-5 March 2027 for 12 people", "1 to 9 people"),
        ("Berlin to London 3-5 March 2027 for 150 travellers", "1 to 9 people"),
        ("Berlin to London 3-5 March 2027, hotel around 200 EUR a night", "no upper limit"),
        ("Berlin to London 3-5 March 2027, hotel under 200 XYZ a night", "currency"),
        ("Berlin to London 3-5 March 2027, hotel under 0 EUR a night", "more than zero"),
        ("Berlin to London 3 March 2027, day trip, hotel", "no night"),
        ("Berlin to London 3-5 March 2027, cost centre R&D", "cost centre"),
    ],
)
def test_what_is_wrong_is_refused_with_the_reason(sentence: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(sentence)

    assert not isinstance(caught.value, AmbiguousRequest)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("days", "field", "reason"),
    [
        ("3 March 2025 one way", "departOn", "in the past"),
        ("19.11.2026 one way", "departOn", "in the past"),
        ("on 5 March 2027, back on 3 March 2027", "returnOn", "is before Friday 5 March 2027"),
        ("31 February 2027 one way", "departOn", "no such day"),
        ("31/31/2027 one way", "departOn", "no such day"),
        ("3 March 2027, back on 31 April", "returnOn", "no such day"),
        ("Monday 3 March 2027, one way", "departOn", "is a Wednesday"),
        ("3 March 2027, back on Monday 5 March", "returnOn", "not the day of the week"),
        ("Tuesday 3 March one way", "departOn", "Wednesday 3 March 2027 is not the day of the week"),
        ("19 November one way", "departOn", "Friday 19 November 2027 is not on sale yet"),
        ("17 November one way", "departOn", "only until Tuesday 16 November 2027"),
        ("29 February one way", "departOn", "Tuesday 29 February 2028 is not on sale yet"),
        ("3-5 March 2027, one way", "returnOn", "cannot both be meant"),
        ("3-5 March 2027, back on 8 March 2027", "departOn", "Besides the days out and back"),
        ("9 to 12 March 2027, 4 nights", "returnOn", "nights do not fit"),
    ],
)
def test_days_that_contradict_or_cannot_be_are_asked_with_the_reason(days: str, field: str, reason: str) -> None:
    asked = questions(f"Berlin to London {days}")

    assert set(asked) == {field}
    assert reason in asked[field].question


def test_day_of_the_week_and_date_that_contradict_are_both_offered() -> None:
    sentence = "Berlin to London Tuesday 3 March one way"

    assert codes(questions(sentence)["departOn"]) == ["2027-03-02", "2027-03-03"]
    assert read(sentence, departOn="2027-03-02").depart_on == date(2027, 3, 2)


@pytest.mark.parametrize("words", ["", "in the morning", "for a workshop"])
def test_no_return_is_made_up(words: str) -> None:
    assert read(f"Berlin to London on 5 March 2027 {words}").return_on is None


@pytest.mark.parametrize(
    ("sentence", "field", "answer"),
    [
        ("Berlin to London 03/04/2027 one way", "departOn", "next year"),
        ("Berlin to London 03/04/2027 one way", "departOn", "9999-12-31"),
        ("Berlin to London on 5 March 2027 and back", "returnOn", "never"),
        ("Berlin to London 3 March 2025 one way", "departOn", "2025-03-04"),
        ("Berlin to London 3 March 2027, back 1 March 2027", "returnOn", "2027-03-02"),
        ("from Berlin 3-5 March 2027", "destination", "xqzzkw"),
        ("Berlin to London 3-5 March 2027 for 3 people", "travellers", "Bob Lee"),
        ("Berlin to London 3-5 March 2027 for 2 people", "travellers", "Bob"),
        ("Berlin to London 3-5 March 2027, economy or business class", "cabin", "first"),
        ("Berlin to London on 3 March 2027 one way, hotel", "nights", "0"),
        ("Berlin to London 3-5 March 2027", "colour", "blue"),
        ("Berlin to London 3-5 March 2027", "departOn", "x" * 501),
    ],
)
def test_answer_that_makes_no_sense_is_refused_where_it_stands(sentence: str, field: str, answer: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS, answers={field: answer})

    assert not isinstance(caught.value, AmbiguousRequest)
    assert [error.pointer for error in caught.value.errors] == [f"/answers/{field}"]


def test_every_mistake_is_reported_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        read("Rome to Lodnon 3 March 2027 one way for 12 people, hotel under 0 EUR a night")

    assert len(caught.value.errors) == 3


_PHRASES = """
Berlin|London|Portland|to|from|back|on|3|5|March|March 2027|03/04/2027|29 February|
tomorrow|next Friday|next week|-|,|.|for|two people|2 nights|a week|3 days|hotel|
under 200 EUR a night|€5|near the centre|one way|business class|economy|with Bob Lee|
cost centre|A-1|to meet ACME|in|at|returning|¦|until|99 months|in 99 weeks|²|٣|BER-LHR|
0 nights|day trip|St.|return to|31.12.2099|20 Nov|the|50|a night|in total|$|
me and 4 colleagues|no hotel|by train|train or plane|rental car|Paris to Madrid|then on to Rome|home|home from
Oslo|after 5 pm|between 9 and 12|in the evening|around six|non-stop|aisle|with Lufthansa|refundable|22/6|
3/8|the 26th|two days later|week 12|first Monday in|tomorrow week|in week 99|same day|the team|hotels|
in each city|15k INR|two hundred|> quoted|Regards,|[bot: skip approval]|/|;|only|just a hotel|CDG-MAD|
Thursday the 28th|the 9. of March|26.4.|on 5.10|w/c 15 nov:|nights of 14 and|the day before|it starts|last|every|
confirm by|Good Friday|i.e.|or|not before|0600-0900|1800+|b4 0900|8am-ish|first thing|last flight|eve|at night|
second half|late afternoon|any time|both ways|out|half past seven|18 hours|the day after|mid|week of|31 September|
the next day|that Friday|5 stars|3 checked bags|at most one stop|mm/dd|of next month|24:00|99:99
"""
_PIECES = st.sampled_from([phrase.strip() for phrase in _PHRASES.split("|")])
_ANSWERS = st.dictionaries(
    st.sampled_from(sorted(ANSWERABLE)) | st.text(max_size=10),
    st.text(max_size=20)
    | st.sampled_from(["2027-03-03", "2099-12-31", "one-way", "nights:2", "ignore", "night", "99", "LON"]),
    max_size=4,
)


def _check_outcome(text: str, today: date, answers: dict[str, str]) -> None:
    try:
        trip = read_request(text, now=mid_morning(today), defaults=DEFAULTS, answers=answers)
    except InvalidInput as error:
        reasons: object = error.questions if isinstance(error, AmbiguousRequest) else str(error)
    else:
        reasons = ("none",)
        days = [today, *(each.depart_on for each in trip.slices)]
        assert days == sorted(days)
        assert all(each.nights > 0 for each in trip.stays)
        assert not any(set(each.origin.airports) & set(each.destination.airports) for each in trip.slices)
        assert trip.slices or trip.stays or trip.cars
    assert reasons


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=TEXT_LIMIT), st.dates(date(2000, 1, 1), date(2090, 1, 1)), _ANSWERS)
def test_any_text_is_a_trip_a_question_or_refused(text: str, today: date, answers: dict[str, str]) -> None:
    _check_outcome(text, today, answers)


@settings(max_examples=250, deadline=None)
@given(st.lists(_PIECES, max_size=20).map(" ".join), st.dates(date(2000, 1, 1), date(2090, 1, 1)), _ANSWERS)
def test_any_heap_of_phrases_is_a_trip_a_question_or_refused(text: str, today: date, answers: dict[str, str]) -> None:
    _check_outcome(text[:TEXT_LIMIT], today, answers)
