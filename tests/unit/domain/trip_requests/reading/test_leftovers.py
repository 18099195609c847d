"""What no rule has read is asked about if it may bear on the trip, and let through if it cannot."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chalicelib.domain.places.slips import is_one_slip
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import (
    all_decisive,
    decisive_in_asking,
    holds_decisive_phrase,
    is_nearly_decisive,
    negations,
    times_in_asking,
    words_for_people,
)
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import everyday_words, is_everyday
from chalicelib.domain.trip_requests.reading.leftovers.idioms import without_idioms
from chalicelib.domain.trip_requests.reading.leftovers.leftovers import GAP, part_small_talk, sort_leftovers
from chalicelib.domain.trip_requests.reading.leftovers.sayings import without_sayings
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to London on 3 March 2027, back on 5 March"

SMALL_TALK = (
    """
my boss agreed|our director has approved it|the weather was awful last week|I hope you are well|thanks a million
have a lovely weekend|it's been a long day|I know it is short notice|no rush at all|never mind the delay
as we discussed over lunch|my calendar opened up|the project is moving fast|we won the tender|I don't know why
sorry for the late reply|looking forward to hearing from you|the meeting was great|good evening to you all
as soon as you can|if possible|if that's alright|whatever works|cheers
our supplier finally answered|the contract is signed|it does not matter|can't wait|see you soon|happy new year
could you help me out with a booking|I would appreciate it|hope this is clear|let me know|please confirm by email
thanks a mil|no extras|I am no night owl|same either way|don't forget
the client moved it again|our CFO has signed off the budget|I will share the agenda later|hope the long weekend was good
it's raining cats and dogs|let me know if you need anything from my side|list of names comes from Maria
nobody can say later that they did not know|whichever is available|any airline will do|before I go, one more thing
the auditors are happy|she has no access to the portal|he is out sick|nobody told me so
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

UNREAD = (
    """
the week after|unless it rains|instead of Sam|but not Ryanair|with my surfboard|via the mountains|at least four
within walking distance|near the pier|in a suite|a sea view room|Thursdayish|around fivish|no red carpets|under a grand
for eleventy|max a hundred|with Priya|Priya too|without stopping|if the strike goes on|on the sleeper|QF|class V
mornigs only|Frday|a balcony upgrade|with two cots|we need visas|vegan meal|only with Grand Hotels|by Eurotrain
names are Ines and Jo|the passenger is Ines|tickets are for Jo
plus one|back by dinner|a central hotel|bill marketing for it|a fare that can be changed
third row|except Mondays|anything but Zara|for Ines and Jo|a dozen|several of these|no later|by the harbour
on platform 9|for ₤30|in Xanadu|to Xanadu|Xanadu|on the 33rd|Junetime 7|a single|before sunrise|a fortnight
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


@pytest.mark.parametrize("said", SMALL_TALK)
def test_small_talk_is_let_through(said: str) -> None:
    text, _ = part_small_talk(without_idioms(without_sayings(f"{GAP * 9}. {said}, {GAP * 5}, {said}")))

    assert sort_leftovers(text).asked == ()


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SMALL_TALK), st.sampled_from(["{0}. {1}.", "{1}. {0}", "{1}, so {0}", "{0}; {1}", "{0} ({1})"]))
def test_small_talk_around_a_request_changes_nothing(said: str, around: str) -> None:
    assert read(around.format(TRIP, said)) == read(TRIP)


@pytest.mark.parametrize("said", UNREAD)
@pytest.mark.parametrize("around", ["{0} {1}", "{0}, {1}", "{1} {0}", "{0}. I need {1}"])
def test_what_may_bear_on_the_trip_is_asked_about(said: str, around: str) -> None:
    assert sort_leftovers(around.format(GAP * 9, said)).asked


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(everyday_words())), max_size=4),
    st.sampled_from(sorted(all_decisive() - times_in_asking() - decisive_in_asking())),
    st.lists(st.sampled_from(sorted(everyday_words())), max_size=4),
)
def test_decisive_word_is_asked_about_among_any_others(before: list[str], decisive: str, after: list[str]) -> None:
    assert sort_leftovers(" ".join([*before, decisive, *after])).asked


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(sorted(everyday_words())), max_size=8))
def test_everyday_words_beside_what_was_read_are_let_through(words: list[str]) -> None:
    said = " ".join(word for word in words if word not in {"if", *negations(), *words_for_people()})
    assume(not holds_decisive_phrase(said))

    assert sort_leftovers(f"{GAP * 3} {said}").asked == ()


def test_no_word_is_both_decisive_and_everyday() -> None:
    assert not everyday_words() & all_decisive()


@pytest.mark.parametrize("word", ["agreed", "studies", "planning", "manager's", "approvals", "follow-up", "quickly"])
def test_forms_of_everyday_words_are_everyday(word: str) -> None:
    assert is_everyday(word)


@pytest.mark.parametrize("word", ["surfing-holiday", "zx", "alkapuri", "mornig", "night", "refundable"])
def test_other_words_are_not(word: str) -> None:
    assert not is_everyday(word)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(word for word in all_decisive() if len(word) > 5 and word.isalpha())), st.data())
def test_slip_of_the_pen_in_a_decisive_word_is_seen(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(word) - 1))
    slip = data.draw(st.sampled_from([word[:place] + word[place + 1 :], word[:place] + "x" + word[place:]]))

    assert is_one_slip(slip, word)
    assert slip in all_decisive() or is_nearly_decisive(slip)


@pytest.mark.parametrize(
    ("left", "fields", "asked"),
    [
        (f"{GAP} some day in the week", {"departOn"}, ()),
        (f"{GAP} some day in the week", set(), ("some day in the week",)),
        (f"{GAP} day 28 of the month", {"slices.1.departOn"}, ()),
        (f"{GAP} Bob and Jo", {"travellers"}, ()),
        (f"{GAP} our Xanadu plant", {"destination"}, ("our Xanadu plant",)),
        (f"{GAP} to our Xanadu plant", {"destination"}, ()),
        (f"{GAP} day with a visa", {"departOn"}, ("day with a visa",)),
    ],
)
def test_what_is_asked_already_is_not_asked_twice(left: str, fields: set[str], asked: tuple[str, ...]) -> None:
    found = sort_leftovers(left, fields).asked

    assert len(found) == len(asked)


def test_what_is_denied_is_harmless_only_in_a_statement() -> None:
    assert sort_leftovers("it was not my fault").asked == ()
    assert sort_leftovers(f"{GAP} not {GAP}").asked
    assert sort_leftovers("it was not Tuesday").asked
    assert "not" in negations()


@pytest.mark.parametrize(
    "said", ["first class if it's available", "she's in a quiet room", "it's for United", "it's May"]
)
def test_what_may_be_read_is_no_small_talk(said: str) -> None:
    assert part_small_talk(f"{said}, my boss has agreed") == (f"{said},{' ' * 19}", ("my boss has agreed",))


@pytest.mark.parametrize(
    "country", ["United States", "United Kingdom", "United Arab Emirates", "Saint Johns", "Tested Falls"]
)
def test_names_say_nothing(country: str) -> None:
    assert part_small_talk(f"from London, {country}, to Rome") == (f"from London, {country}, to Rome", ())
