"""Who travels, in words: named, counted, both, neither; with the requester or without."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.reading.people.party import take_party
from chalicelib.domain.trip_requests.reading.people.people import FindPeople
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.errors import AmbiguousRequest, Clarification, InvalidInput
from tests.support.mid_morning import mid_morning

TODAY = date(2026, 11, 20)
ANNA = Traveller(given_name="Anna", family_name="Adams")
TRIP = "Berlin to London 3-5 March 2027"


def travellers(words: str, find_people: FindPeople | None = None, **answers: str) -> list[str]:
    defaults = ReadingDefaults(traveller=ANNA, currency="EUR", cost_centre="SALES-EU", find_people=find_people)
    answers = {"unread": "ignore", **answers}
    return [
        each.full_name
        for each in read_request(words, now=mid_morning(TODAY), defaults=defaults, answers=answers).travellers
    ]


def asked(words: str, find_people: FindPeople | None = None) -> Clarification:
    with pytest.raises(AmbiguousRequest) as caught:
        travellers(words, find_people)
    (question,) = caught.value.questions
    assert question.field == "travellers"
    return question


@pytest.mark.parametrize(
    ("words", "names", "count", "requester_travels"),
    [
        ("for Ms Adeyemi", ["Adeyemi"], None, False),
        ("for Neil Duarte and Ida Holm", ["Neil Duarte", "Ida Holm"], None, False),
        ("on behalf of Prof. Ruth Okello", ["Ruth Okello"], None, False),
        ("with Neil Duarte", ["Neil Duarte"], None, True),
        ("Ruth, Neil and me", ["Ruth", "Neil"], None, True),
        ("I and Neil Duarte", ["Neil Duarte"], None, True),
        ("me n Ida Holm", ["Ida Holm"], None, True),
        ("self plus Mr. Rao", ["Rao"], None, True),
        ("Book Ida Holm and me", ["Ida Holm"], None, True),
        ("Traveller: Ida Holm Route: A - B", ["Ida Holm"], None, False),
        ("Name of traveller: Dr. Samuel Addo-Mensah From: here", ["Samuel Addo-Mensah"], None, False),
        ("Traveller is Ida Holm.", ["Ida Holm"], None, False),
        ("For my colleague Ida Holm: Oslo to Rome", ["Ida Holm"], None, False),
        ("pax ROSSI/MARIO MR", ["Mario / Rossi"], None, False),
        ("I will be presenting to 40 people", [], None, None),
        ("name ROSSI/MARIO MR", ["Mario / Rossi"], None, False),
        ("names: KAYA/ELIF MRS, DEMIR/CAN MR", ["Elif / Kaya", "Can / Demir"], None, False),
        ("my colleague Jan Novak takes over from me, the ticket is for him", ["Jan Novak"], None, False),
        ("My boss Mr. Suzuki will fly", ["Suzuki"], None, False),
        ("Our new engineer, Ola Berg-Lien, relocates", ["Ola Berg-Lien"], None, False),
        ("Ms. Ida Holm and Mr. Neil Duarte will attend", ["Ida Holm", "Neil Duarte"], None, False),
        ("tickets for my two colleagues, Ida Holm and Neil Duarte", ["Ida Holm", "Neil Duarte"], None, False),
        ("for Ida Holm and two members of her staff", ["Ida Holm", "", ""], None, False),
        ("me and two of my engineers", ["", ""], None, True),
        ("I and my boss will go", [""], None, True),
        ("my partner, three kids and me", ["", "", "", ""], None, True),
        ("We are three persons (Ida Holm, Neil Duarte and my person)", ["Ida Holm", "Neil Duarte"], 3, True),
        ("Two of us, Neil Duarte and me", ["Neil Duarte"], 2, True),
        ("Three travellers (A. Rossi, B. Bianchi, C. Verdi)", ["A. Rossi", "B. Bianchi", "C. Verdi"], 3, None),
        ("all three of us", [], 3, None),
        ("seven persons including myself", [], 7, None),
        ("8 pax", [], 8, None),
        ("2 adt", [], 2, None),
        ("grp 6 pax", [], 6, None),
        ("a party of eight", [], 8, None),
        ("5 of us going", [], 5, None),
        ("both of us", [], 2, None),
        ("two economy-class tickets", [], 2, None),
        ("six seats on the train", [], 6, None),
        ("pax: 4", [], 4, None),
        ("\u0663 people", [], 3, None),
        ("\u096a travellers", [], 4, None),
        ("I have a meeting with Neil Duarte", [], None, None),
        ("I discuss it with my boss", [], None, None),
        ("the boss wants me there", [], None, None),
        ("my family is not coming, only me", [], None, None),
        ("from Oslo Gardermoen, I must arrive", [], None, None),
        ("for Mobile World Congress", [], None, None),
        ("for Munich Trade Fair", [], None, None),
    ],
)  # fmt: skip
def test_who_travels_is_read(words: str, names: list[str], count: int | None, requester_travels: bool | None) -> None:
    reading = take_party(Words(words, 1000))

    assert [each.name for each in reading.others] == names
    assert (reading.total, reading.requester_travels) == (count, requester_travels)
    assert reading.group is None


@pytest.mark.parametrize(
    "words",
    [
        "for the team", "the board will be travelling", "for our interns", "for the members of the supervisory board",
        "us - the finance folks - are going", "some people of the lab", "a bunch of people", "me and a few colleagues",
        "maybe nine, maybe twelve", "8 to 10 people", "about 6 people", "group size tbc", "with family",
        "several of us", "the steering committee goes", "an appropriate number of rooms",
        "however many of the engineers",
    ],
)  # fmt: skip
def test_people_without_a_certain_number_are_asked_by_name(words: str) -> None:
    assert asked(f"{TRIP}. {words}, economy").field == "travellers"


@pytest.mark.parametrize(
    "words", ["the team meeting", "our team offsite", "the decision of the committee", "family business"]
)
def test_group_that_does_not_travel_is_not_asked_about(words: str) -> None:
    assert travellers(f"{TRIP}. It is about {words}.") == ["Anna Adams"]


@pytest.mark.parametrize("count", ["10", "12", "150", "9999", "\u0661\u0665\u0660", "twelve", "a dozen"])
@pytest.mark.parametrize(
    "phrase", ["for {} people", "{} travellers", "we are {} persons", "{} pax", "party of {}", "{} tickets"]
)
def test_count_beyond_the_limit_is_refused_and_never_one_seat(count: str, phrase: str) -> None:
    with pytest.raises(InvalidInput, match="1 to 9 people"):
        travellers(f"{TRIP}, {phrase.format(count)}")


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(2, 9),
    phrase=st.sampled_from(
        ["for {} people", "{} of us", "we are {} persons", "{} pax", "party of {}", "{} tickets", "pax: {}"]
    ),
    digits=st.sampled_from(["0123456789", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"]),
)
def test_as_many_names_are_asked_as_people_are_counted(count: int, phrase: str, digits: str) -> None:
    written = phrase.format(digits[count])
    names = "; ".join(f"Kim / {letter}lund" for letter in "ABCDEFGH"[: count - 1])

    assert len(travellers(f"{TRIP}, {written}", travellers=names)) == count
    with pytest.raises(InvalidInput):
        travellers(f"{TRIP}, {written}", travellers=f"{names}; Uma / Nine")


def test_somebody_else_travels_and_not_the_requester() -> None:
    assert travellers(f"{TRIP} for Ida HOLM") == ["Ida HOLM"]
    assert travellers(f"{TRIP}, name HOLM/IDA MS") == ["Ida Holm"]
    assert travellers(f"{TRIP}. Travellers: Ida HOLM and Neil DUARTE. I am not travelling.") == [
        "Ida HOLM",
        "Neil DUARTE",
    ]
    assert travellers(f"{TRIP} for Ida HOLM and me") == ["Anna Adams", "Ida HOLM"]


def test_requester_who_names_themselves_travels_once() -> None:
    assert travellers(f"{TRIP}. Traveller: Anna Adams") == ["Anna Adams"]
    assert travellers(f"{TRIP} for Ms Anna Adams and Ida HOLM") == ["Anna Adams", "Ida HOLM"]


def test_names_and_a_number_that_contradict_are_refused() -> None:
    for words in ("for Ida HOLM and Neil DUARTE, one person", "for 2 people: Ida HOLM, Neil DUARTE, Uma RAO and me"):
        with pytest.raises(InvalidInput):
            travellers(f"{TRIP}, {words}")


def test_rooms_for_more_than_one_are_asked_about() -> None:
    assert asked(f"{TRIP}, hotel, two rooms").field == "travellers"
    assert len(travellers(f"{TRIP} with Ida HOLM, hotel, two rooms")) == 2


COLLEAGUES = {
    "ida": [Traveller(given_name="Ida", family_name="Holm")],
    "ida holm": [Traveller(given_name="Ida", family_name="Holm")],
    "rao": [Traveller(given_name="Uma", family_name="Rao"), Traveller(given_name="Dev", family_name="Rao")],
}


def find_colleagues(name: str) -> list[Traveller]:
    return COLLEAGUES.get(name.lower(), [])


def test_colleague_is_found_by_name_and_two_of_a_name_are_asked() -> None:
    assert travellers(f"{TRIP} with Ida Holm", find_colleagues) == ["Anna Adams", "Ida Holm"]
    assert travellers(f"{TRIP}, Ida and me", find_colleagues) == ["Anna Adams", "Ida Holm"]
    assert travellers(f"{TRIP} for Ida", find_colleagues) == ["Ida Holm"]

    question = asked(f"{TRIP} for Mr. Rao", find_colleagues)
    assert [code for code, _ in question.choices] == ["Uma / Rao", "Dev / Rao"]
    assert travellers(f"{TRIP} for Mr. Rao", find_colleagues, travellers="Dev / Rao") == ["Dev Rao"]


@pytest.mark.parametrize("event", ["SXSW", "NATO", "ITB"])
def test_word_in_capitals_is_nobody(event: str) -> None:
    assert take_party(Words(f"Fly me to Austin for {event}: leave Seattle on 11 March", 1000)).others == ()


def test_two_places_are_nobody() -> None:
    assert take_party(Words("Kindly book 2 way ticket Kochi Chennai, going 18 May", 1000)).others == ()


@pytest.mark.parametrize(
    "said",
    [
        "The whole lab should be in London, from Berlin on 3 March 2027, back on 5 March",
        "The entire office goes from Berlin to London on 3 March 2027, back on 5 March",
        "Our entire unit must be in London, from Berlin on 3 March 2027, back on 5 March",
        "My whole department flies Berlin to London 3-5 March 2027",
        "Please book Berlin to London 3-5 March 2027 for the whole lab",
        "Everybody from the studio flies from Berlin to London on 3 March 2027, back on 5 March",
        "Everyone in the office travels Berlin to London 3-5 March 2027",
        "Berlin to London 3-5 March 2027, for everybody on the project",
        "We are some persons of the laboratory, Berlin to London 3-5 March 2027",
        "We're several people from the plant; Berlin to London 3-5 March 2027",
        "We are a group of engineers. Berlin to London 3-5 March 2027",
        "We will be a few colleagues, Berlin to London 3-5 March 2027",
        "They are two or three people. Berlin to London 3-5 March 2027",
    ],
)
def test_a_whole_body_of_people_is_asked_about(said: str) -> None:
    assert asked(said).field == "travellers"


@pytest.mark.parametrize(
    "said",
    ["a rental car the whole time", "hotel for the whole stay", "for the entire week", "direct for the whole way"],
)
def test_the_whole_of_a_trip_is_nobody(said: str) -> None:
    assert travellers(f"{TRIP}, {said}") == ["Anna Adams"]
