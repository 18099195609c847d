"""How people say who travels: somebody else, somebody besides, several of no known number; and who is only named."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
NOW = mid_morning(date(2026, 11, 20))


def travellers(sentence: str) -> list[str]:
    """Read who travels, where the names that are asked are answered by "Ines / Kovacs" and "Ben / Ortiz"."""
    names = [name for name in ("Ines / Kovacs", "Ben / Ortiz") if name.partition(" ")[0] in sentence]
    answers = {"travellers": "; ".join(names)}
    return [each.full_name for each in read_request(sentence, now=NOW, defaults=DEFAULTS, answers=answers).travellers]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Could you put Ines Kovacs on a flight {TRIP}",
        f"The ministry requests that Ms Ines Kovacs be booked: {TRIP}",
        f"Ines Kovacs (new here, very nice) needs {TRIP}",
        f"Ines Kovacs from our legal team needs {TRIP}",
        f"Ines Kovacs is invited to an interview. {TRIP}",
        f"Ines Kovacs is having one training. {TRIP}",
        f"We're sending Ines Kovacs from {TRIP}",
        f"Kindly book Ms Ines Kovacs {TRIP}",
        f"Kindly issue a ticket to Ines Kovacs, {TRIP}",
        f"{TRIP}. Traveller Ines Kovacs",
        f"{TRIP} - Ines Kovacs",
    ],
)
def test_who_alone_is_named_travels(sentence: str) -> None:
    assert travellers(sentence) == ["Ines Kovacs"]


@pytest.mark.parametrize(
    "sentence",
    [
        f"I and colleague Ms Ines Kovacs fly {TRIP}",
        f"{TRIP}. Ines Kovacs will join me.",
        f"{TRIP}. Ines Kovacs comes along.",
        f"{TRIP}. My colleague Ines Kovacs, she travels with me.",
        f"Ines Kovacs and I fly {TRIP}",
        f"Just me and Ines Kovacs: {TRIP}",
        f"{TRIP}. I will be accompanied by Ines Kovacs.",
        f"Ines Kovacs and yours truly fly {TRIP}",
    ],
)
def test_who_comes_along_travels_too(sentence: str) -> None:
    assert len(travellers(sentence)) == 2


def test_several_who_are_named_travel() -> None:
    assert travellers(f"Please book Ines Kovacs and Ben Ortiz {TRIP}") == ["Ines Kovacs", "Ben Ortiz"]


@pytest.mark.parametrize(
    "said",
    [
        "Approved by Ines Kovacs.",
        "Approver: Ines Kovacs.",
        "Please copy Ines Kovacs.",
        "Please cc Ines Kovacs on the confirmation.",
        "Send the confirmation to Ines Kovacs.",
        "If questions, ask Ines Kovacs.",
        "I am meeting Ines Kovacs there.",
        "Ines Kovacs has signed it off.",
        "My line manager is Ines Kovacs.",
    ],
)
def test_who_only_has_to_do_with_it_does_not_travel(said: str) -> None:
    read = read_request(f"{TRIP}. {said}", now=NOW, defaults=DEFAULTS)

    assert read.travellers == read_request(TRIP, now=NOW, defaults=DEFAULTS).travellers


@pytest.mark.parametrize(
    "sentence",
    [
        f"me and the gang fly {TRIP}",
        f"ticket for our football club, {TRIP}",
        f"{TRIP}, with the girls from marketing",
        f"all delegates of our section fly {TRIP}",
        f"{TRIP}, board members",
        f"Sales leadership is flying {TRIP}",
        f"Whole of the sales floor is off: {TRIP}",
        f"everyone in the design team is in: {TRIP}",
        f"our installers need to go {TRIP}",
        f"please get the graduate intake from {TRIP}",
        f"{TRIP} for all of us",
        f"{TRIP}, names to follow",
        f"{TRIP}, pax count to be advised",
        f"grp of engineers {TRIP}",
    ],
)
def test_several_of_no_known_number_are_asked_by_name(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read_request(sentence, now=NOW, defaults=DEFAULTS)

    assert [question.field for question in caught.value.questions] == ["travellers"]


@pytest.mark.parametrize(
    "said", ["for a client meeting", "for a customer visit", "The client wants to see me.", "for QBR", "for an audit"]
)
def test_whom_one_travels_for_is_no_companion(said: str) -> None:
    assert len(read_request(f"{TRIP} {said}", now=NOW, defaults=DEFAULTS).travellers) == 1


@pytest.mark.parametrize("place", ["Ho Chi Minh City", "Kinshasa, Democratic Republic of the Congo"])
def test_name_of_a_place_is_nobody(place: str) -> None:
    read = read_request(f"Dubai to {place} on 3 March 2027, one way", now=NOW, defaults=DEFAULTS)

    assert len(read.travellers) == 1


@pytest.mark.parametrize(
    "said",
    [
        "me and a mate",
        "my neighbour and I",
        "the missus and I",
        "me plus my plus-one",
        "me and my fiancee",
        "Ann's joining",
        "Ann's coming",
        "a neighbour and me",
    ],
)
def test_who_is_only_called_something_is_asked_about(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read_request(f"{TRIP}. {said}", now=NOW, defaults=DEFAULTS)


@pytest.mark.parametrize(
    "said",
    [
        "plus Ines Kovacs only on the outbound",
        "Ines Kovacs joins me on the way out only",
        "Ines Kovacs may join, to be confirmed",
    ],
)
def test_who_may_travel_or_only_on_some_slices_is_asked_about(said: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        travellers(f"{TRIP}. {said}")

    assert [each.field for each in caught.value.questions] == ["unread"]
