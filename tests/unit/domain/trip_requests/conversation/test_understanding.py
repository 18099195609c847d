"""What a message changes of a trip request, what it asks back, and that it never changes what it does not say."""

import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.trip_requests.conversation.changes import (
    AddCar,
    AddPreference,
    AddReturn,
    AddStay,
    CancelTrip,
    Change,
    ChangeTravellers,
    DropPreferences,
    DropReturn,
    DropStays,
    MoveTrip,
    ReplacePlace,
    SelectOption,
    SetCabin,
    SetCostCentre,
    SetDeparture,
    SetMode,
    SetPurpose,
    SetSliceEnd,
    SetStayDay,
    SetStayTerms,
    SetWindow,
)
from chalicelib.domain.trip_requests.conversation.understanding import understand_message
from chalicelib.domain.trip_requests.preferences import (
    CheckedBags,
    MostStops,
    SeatChoice,
    SeatPosition,
    Strength,
    TimeWindow,
    WithCarriers,
    WithoutCarriers,
)
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode
from tests.unit.domain.trip_requests.conversation.trips import (
    BERLIN,
    GATWICK,
    HAMBURG,
    LONDON,
    MADRID,
    MUNICH,
    NOW,
    PARIS,
    TRIPS,
    ahead,
)

MUST, WISH = Strength.MUST, Strength.WISH
BUSINESS, ECONOMY, RAIL = Cabin.BUSINESS, Cabin.ECONOMY, TravelMode.RAIL


def euros(amount: int) -> Money:
    return Money(amount=amount * 100, currency="EUR")


def avoiding(*carriers: str) -> AddPreference:
    return AddPreference(preference=WithoutCarriers(strength=MUST, carriers=carriers))


CHANGES: list[tuple[str, str, list[Change]]] = [
    ("one way", "no, the 12th", [SetDeparture(slice=0, day=ahead(12))]),
    ("one way", "No the twelfth please", [SetDeparture(slice=0, day=ahead(12))]),
    ("one way", "sorry, I meant 14 March", [SetDeparture(slice=0, day=ahead(14))]),
    ("one way", "can we make it Friday instead?", [SetDeparture(slice=0, day=ahead(5))]),
    ("one way", "leave after lunch", [SetWindow(slice=0, end="departure", window=TimeWindow(not_before="13:00"))]),
    ("one way", "land before noon", [SetWindow(slice=0, end="arrival", window=TimeWindow(not_after="12:00"))]),
    ("one way", "back on Friday", [AddReturn(day=ahead(5))]),
    ("one way", "add a return on the 15th", [AddReturn(day=ahead(15))]),
    (
        "one way",
        "hotel, 2 nights, near the centre",
        [AddStay(place=LONDON, nights=2), SetStayTerms(stays=(0,), near_centre=True, near=None)],
    ),
    (
        "one way",
        "and back on Friday evening",
        [AddReturn(day=ahead(5)), SetWindow(slice=1, end="departure", window=TimeWindow(not_before="18:00"))],
    ),
    ("there and back", "return the same day", [SetDeparture(slice=1, day=ahead(3))]),
    ("there and back", "until Sunday", [SetDeparture(slice=1, day=ahead(7))]),
    ("hotel alone", "until the 12th", [SetStayDay(stay=0, which="check_out", day=ahead(12))]),
    ("one way", "return two days later", [AddReturn(day=ahead(5))]),
    ("one way", "round trip please, back on the 6th", [AddReturn(day=ahead(6))]),
    (
        "there and back",
        "10 March instead of 3 March, back on the 12th",
        [SetDeparture(slice=0, day=ahead(10)), SetDeparture(slice=1, day=ahead(12))],
    ),
    ("there and back", "not the 3rd but the 4th", [SetDeparture(slice=0, day=ahead(4))]),
    ("there and back", "cancel the hotel and the return", [DropStays(stays=(0,)), DropReturn()]),
    ("there and back", "extend it by two nights", [SetDeparture(slice=1, day=ahead(7))]),
    ("there and back", "cut it short by a day", [SetDeparture(slice=1, day=ahead(4))]),
    ("there and back", "one stop is ok", [AddPreference(preference=MostStops(strength=MUST, stops=1))]),
    ("there and back", "stops are fine", [DropPreferences(kinds=("most_stops",))]),
    ("there and back", "can I take the Eurostar instead", [SetMode(slices=(0, 1), mode=RAIL)]),
    (
        "there and back",
        "nothing before 9 am on the way out",
        [SetWindow(slice=0, end="departure", window=TimeWindow(not_before="09:00"))],
    ),
    ("there and back", "upgrade the outbound to business", [SetCabin(slices=(0,), cabin=BUSINESS)]),
    ("there and back", "could we push the return to Saturday?", [SetDeparture(slice=1, day=ahead(6))]),
    ("one way", "plus a hotel for 2 nights", [AddStay(place=LONDON, nights=2)]),
    ("one way", "take the train instead", [SetMode(slices=(0,), mode=RAIL)]),
    ("one way", "by train or plane please", [SetMode(slices=(0,), mode=TravelMode.ANY)]),
    ("one way", "two weeks later please", [MoveTrip(days=14)]),
    ("there and back", "make it business", [SetCabin(slices=(0, 1), cabin=BUSINESS)]),
    ("there and back", "upgrade me to first class", [SetCabin(slices=(0, 1), cabin=Cabin.FIRST)]),
    ("there and back", "economy on the way back", [SetCabin(slices=(1,), cabin=ECONOMY)]),
    ("there and back", "not business but economy", [SetCabin(slices=(0, 1), cabin=ECONOMY)]),
    (
        "there and back",
        "business there, economy back",
        [SetCabin(slices=(0,), cabin=BUSINESS), SetCabin(slices=(1,), cabin=ECONOMY)],
    ),
    ("there and back", "drop the return", [DropReturn()]),
    ("there and back", "one way only", [DropReturn()]),
    ("there and back", "I don't need the flight back", [DropReturn()]),
    ("there and back", "without the hotel then", [DropStays(stays=(0,))]),
    ("there and back", "no hotel", [DropStays(stays=(0,))]),
    ("there and back", "the hotel is not needed", [DropStays(stays=(0,))]),
    ("there and back", "a day later", [MoveTrip(days=1)]),
    ("there and back", "two days earlier", [MoveTrip(days=-2)]),
    ("there and back", "postpone by a week", [MoveTrip(days=7)]),
    ("there and back", "return a day later", [SetDeparture(slice=1, day=ahead(6))]),
    ("there and back", "back on the 6th", [SetDeparture(slice=1, day=ahead(6))]),
    ("there and back", "leave on the 2nd", [SetDeparture(slice=0, day=ahead(2))]),
    (
        "there and back",
        "8 to 10 March",
        [SetDeparture(slice=0, day=ahead(8)), SetDeparture(slice=1, day=ahead(10))],
    ),
    (
        "there and back",
        "leave on the 8th and back on the 10th",
        [SetDeparture(slice=0, day=ahead(8)), SetDeparture(slice=1, day=ahead(10))],
    ),
    ("there and back", "one more night", [SetDeparture(slice=1, day=ahead(6))]),
    ("there and back", "stay two nights longer", [SetDeparture(slice=1, day=ahead(7))]),
    ("there and back", "for three nights", [SetDeparture(slice=1, day=ahead(6))]),
    (
        "there and back",
        "return on 6 March, landing before 8pm",
        [
            SetDeparture(slice=1, day=ahead(6)),
            SetWindow(slice=1, end="arrival", window=TimeWindow(not_after="20:00")),
        ],
    ),
    ("there and back", "cheaper, 150 a night", [SetStayTerms(stays=(0,), nightly_cap=euros(150))]),
    ("there and back", "under 120 EUR a night", [SetStayTerms(stays=(0,), nightly_cap=euros(120))]),
    ("there and back", "hotel near the centre", [SetStayTerms(stays=(0,), near_centre=True, near=None)]),
    ("there and back", "4 star hotel", [SetStayTerms(stays=(0,), min_stars=4)]),
    ("there and back", "start from Hamburg instead", [ReplacePlace(before=BERLIN, after=HAMBURG)]),
    ("there and back", "from Munich", [ReplacePlace(before=BERLIN, after=MUNICH)]),
    ("there and back", "to Paris instead", [ReplacePlace(before=LONDON, after=PARIS)]),
    ("there and back", "Paris instead of London", [ReplacePlace(before=LONDON, after=PARIS)]),
    ("there and back", "fly back from Gatwick", [SetSliceEnd(slice=1, end="origin", place=GATWICK)]),
    ("there and back", "not Ryanair", [avoiding("FR")]),
    ("there and back", "anything but Ryanair or easyJet", [avoiding("FR", "U2")]),
    ("there and back", "with Lufthansa", [AddPreference(preference=WithCarriers(strength=WISH, carriers=("LH",)))]),
    ("there and back", "non-stop please", [AddPreference(preference=MostStops(strength=MUST, stops=0))]),
    ("there and back", "2 checked bags", [AddPreference(preference=CheckedBags(strength=MUST, bags=2))]),
    (
        "there and back",
        "aisle seat please",
        [AddPreference(preference=SeatChoice(strength=WISH, position=SeatPosition.AISLE))],
    ),
    ("there and back", "any airline is fine", [DropPreferences(kinds=("carriers", "without_carriers"))]),
    ("there and back", "add a rental car", [AddCar(place=LONDON, from_day=ahead(3), until=ahead(5))]),
    ("there and back", "charge it to cost centre ENG-1", [SetCostCentre(cost_centre="ENG-1")]),
    ("there and back", "the purpose is the annual audit", [SetPurpose(purpose="the annual audit")]),
    ("there and back", "the second one", [SelectOption(which=2)]),
    ("there and back", "option 3 please", [SelectOption(which=3)]),
    ("there and back", "I'll take the cheapest one", [SelectOption(which="cheapest")]),
    ("there and back", "yes, book it", [SelectOption(which=None)]),
    ("there and back", "cancel the trip", [CancelTrip()]),
    ("there and back", "actually three of us", [ChangeTravellers(said="three of us")]),
    (
        "there and back",
        "drop the return and make it business",
        [DropReturn(), SetCabin(slices=(0, 1), cabin=BUSINESS)],
    ),
    ("without hotel", "add a hotel", [AddStay(place=LONDON)]),
    (
        "without hotel",
        "add a hotel under 150 EUR a night near the centre",
        [
            AddStay(place=LONDON),
            SetStayTerms(stays=(0,), nightly_cap=euros(150)),
            SetStayTerms(stays=(0,), near_centre=True, near=None),
        ],
    ),
    ("several", "the second flight in business", [SetCabin(slices=(1,), cabin=BUSINESS)]),
    ("several", "add a hotel in Madrid", [AddStay(place=MADRID)]),
    ("several", "Munich instead of Paris", [ReplacePlace(before=PARIS, after=MUNICH)]),
    ("several", "the last flight on the 6th", [SetDeparture(slice=2, day=ahead(6))]),
    ("hotel alone", "one more night", [SetStayDay(stay=0, which="check_out", day=ahead(11))]),
    ("hotel alone", "check out on the 12th", [SetStayDay(stay=0, which="check_out", day=ahead(12))]),
]

# What is asked: by the message, the fields of the questions.
ASKED: list[tuple[str, str, list[str]]] = [
    ("there and back", "no, the 12th", ["day.0"]),
    ("there and back", "on Friday", ["day.0"]),
    ("there and back", "leave after lunch", ["slice.0"]),
    ("there and back", "leave a day earlier", ["moves"]),
    ("there and back", "back on the 6th, in business", ["slices"]),
    ("there and back", "add a hotel near the office", ["stays.same", "stays.near"]),
    ("there and back", "Paris", ["replaces"]),
    ("there and back", "make it Paris", ["replaces"]),
    ("there and back", "business or first class", ["cabin"]),
    ("there and back", "leave on the 2nd or the 3rd", ["which.0"]),
    ("there and back", "leave on next Friday", ["slices.0.departOn"]),
    ("without hotel", "add a hotel near the office", ["stays.near"]),
    ("without hotel", "a hotel for 150 a night", ["currency"]),
    ("one way", "add a hotel", ["nights"]),
    ("one way", "add a return", ["returnOn"]),
    ("several", "business there and economy back", ["slices.out"]),
    ("several", "to Munich instead", ["replaces"]),
    ("several", "on the 4th", ["day.0"]),
    ("hotel alone", "the 9th", ["day.0"]),
    ("there and back", "make it business, my boss agreed", ["unread"]),
    ("there and back", "make it business if it is under 900 EUR", ["message"]),
    ("there and back", "hello", ["message"]),
    ("one way", "any day but Friday", ["message"]),
    ("one way", "every day except the 12th", ["message"]),
    ("there and back", "don't cancel the hotel", ["message"]),
    ("there and back", "business unless it is too expensive", ["message"]),
    ("there and back", "business there and back", ["unread"]),
    ("there and back", "via Frankfurt", ["message"]),
    ("there and back", "return the next day", ["slices.1.departOn"]),
    ("one way", "with a hotel until Friday", ["nights", "unread"]),
    ("there and back", "a better flight", ["message"]),
    ("there and back", "yes", ["message"]),
    ("there and back", "don't make it business", ["message"]),
    ("there and back", "no business class", ["message"]),
    ("there and back", "never on the 12th", ["message"]),
    ("there and back", "not from Hamburg", ["message"]),
    ("there and back", "I can't leave on the 2nd", ["message"]),
    ("there and back", "not the second one", ["message"]),
    ("there and back", "non-stop isn't necessary", ["message"]),
]
REFUSED = [
    ("one way", "drop the return"),
    ("one way", "business on the way back"),
    ("one way", "return after 5pm"),
    ("without hotel", "no hotel"),
    ("without hotel", "4 star hotel"),
    ("one way", "31 February"),
    ("there and back", "from Berlin"),
]


@pytest.mark.parametrize(("which", "message", "changes"), CHANGES, ids=[f"{w}: {m}" for w, m, _ in CHANGES])
def test_message_changes_what_it_says(which: str, message: str, changes: list[Change]) -> None:
    understood = understand_message(message, TRIPS[which], NOW)

    assert (list(understood.changes), understood.questions, understood.refusals) == (changes, (), ())


@pytest.mark.parametrize(("which", "message", "fields"), ASKED, ids=[f"{w}: {m}" for w, m, _ in ASKED])
def test_message_that_leaves_something_open_is_asked_about_that(which: str, message: str, fields: list[str]) -> None:
    understood = understand_message(message, TRIPS[which], NOW)

    assert [asked.field for asked in understood.questions] == fields
    assert understood.changes == ()


@pytest.mark.parametrize(("which", "message"), REFUSED)
def test_message_that_cannot_be_followed_says_why(which: str, message: str) -> None:
    understood = understand_message(message, TRIPS[which], NOW)

    assert understood.changes == ()
    assert understood.refusals


def test_correction_is_about_the_day_that_was_changed_last() -> None:
    understood = understand_message("no, the 12th", TRIPS["there and back"], NOW, focus=(1,))

    assert understood.changes == (SetDeparture(slice=1, day=ahead(12)),)


@pytest.mark.parametrize(
    ("which", "message", "answers", "changes"),
    [
        ("there and back", "no, the 12th", {"day.0": "all=9"}, [MoveTrip(days=9)]),
        ("there and back", "the 12th", {"day.0": "slices.1=2027-03-12"}, [SetDeparture(slice=1, day=ahead(12))]),
        ("one way", "add a hotel", {"nights": "3"}, [AddStay(place=LONDON, nights=3)]),
        ("one way", "add a return", {"returnOn": "2027-03-09"}, [AddReturn(day=ahead(9))]),
        ("there and back", "make it Paris", {"replaces": "LHR"}, [ReplacePlace(before=LONDON, after=PARIS)]),
        (
            "there and back",
            "make it business, my boss agreed",
            {"unread": "ignore"},
            [SetCabin(slices=(0, 1), cabin=BUSINESS)],
        ),
    ],
)
def test_answer_settles_its_question(which: str, message: str, answers: dict[str, str], changes: list[Change]) -> None:
    understood = understand_message(message, TRIPS[which], NOW, answers)

    assert (list(understood.changes), understood.questions) == (changes, ())


@pytest.mark.parametrize("answer", ["31", "tomorrow", "slices.9=2027-03-12", ""])
def test_answer_that_is_none_of_the_choices_is_asked_again(answer: str) -> None:
    understood = understand_message("the 12th", TRIPS["there and back"], NOW, {"day.0": answer})

    assert (understood.changes, [asked.field for asked in understood.questions]) == ((), ["day.0"])
