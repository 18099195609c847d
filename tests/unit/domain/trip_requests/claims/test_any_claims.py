"""Whatever is claimed, in whatever number: what comes out is in the words, a question, or a refusal."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.claims.checking import check_claims
from chalicelib.domain.trip_requests.claims.reading import NotRestated, read_checked
from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults
from chalicelib.domain.trip_requests.trip_request import Cabin, Traveller, TravelMode, TripRequest
from chalicelib.errors import InvalidInput
from tests.support.claimed_trips import JsonClaim, claim, to_claims

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
DEFAULTS = ReadingDefaults(
    traveller=Traveller(given_name="Anna", family_name="Berger"), currency="EUR", cost_centre="GENERAL"
)
TEXT = (
    "Von Berlin nach Rom am 3. März 2027 vor 9 Uhr, dann weiter nach Paris am 5. März und am 8. März zurück nach "
    "Berlin, Businessklasse, Hotel bis 150 EUR pro Nacht, nicht über London, für 2 Personen mit Boris Klein"
)
PLACES = {"Berlin", "Rome", "Paris"}
DAYS = {date(2027, 3, day) for day in (3, 5, 8)}
WORDS = TEXT.split()

phrases = st.tuples(st.integers(0, len(WORDS) - 1), st.integers(1, 6)).map(
    lambda cut: " ".join(WORDS[cut[0] : cut[0] + cut[1]]).strip(",")
)
numbers = st.integers(0, 3)
days = st.dates(date(2027, 3, 1), date(2027, 3, 10)).map(date.isoformat)
places = st.sampled_from(["Berlin", "Rome", "Paris", "London", "Oslo", "LHR", "Springfield", "nowhere"])
windows = st.sampled_from([{"notAfter": "09:00"}, {"notBefore": "09:00"}, {"notBefore": "08:00", "notAfter": "10:00"}])
amounts = st.sampled_from([{"amount": 15000, "currency": "EUR"}, {"amount": 15000, "currency": "USD"}])


def claims_of(says: str, **values: st.SearchStrategy[Any]) -> st.SearchStrategy[JsonClaim]:
    """Claims of one kind, about any words."""
    return st.builds(lambda phrase, **given: claim(says, phrase, **given), phrases, **values)


any_claim = st.one_of(
    claims_of("origin", slice=numbers, place=places),
    claims_of("destination", slice=numbers, place=places),
    claims_of("depart_on", slice=numbers, day=days),
    claims_of("departure", slice=numbers, window=windows),
    claims_of("arrival", slice=numbers, window=windows),
    claims_of("cabin", cabin=st.sampled_from([each.value for each in Cabin])),
    claims_of("mode", mode=st.sampled_from([each.value for each in TravelMode])),
    claims_of("hotel"),
    claims_of("stay_place", place=places),
    claims_of("nightly_cap", amount=amounts),
    claims_of("total_cap", amount=amounts),
    claims_of("party", count=st.integers(1, 9)),
    claims_of("nights", nights=st.integers(1, 9)),
    claims_of("one_way"),
    claims_of("car"),
)
TRUTH = (
    claim("origin", "Berlin", slice=0, place="Berlin"),
    claim("destination", "Rom", slice=0, place="Rome"),
    claim("depart_on", "3. März 2027", slice=0, day="2027-03-03"),
    claim("destination", "Paris", slice=1, place="Paris"),
    claim("depart_on", "am 5. März", slice=1, day="2027-03-05"),
    claim("depart_on", "am 8. März", slice=2, day="2027-03-08"),
    claim("destination", "Berlin", slice=2, place="Berlin"),
)


def read(claims: tuple[JsonClaim, ...]) -> TripRequest | None:
    """What comes out, when all that is not understood is gone on without; None where it is asked or refused."""
    language = detect_language(TEXT)
    answers = {"unread": "ignore", "travellers": "Boris / Klein"}
    checked = check_claims(to_claims(claims), TEXT, language, now=NOW, defaults=DEFAULTS)
    try:
        return read_checked(checked, language, now=NOW, defaults=DEFAULTS, answers=answers)
    except (InvalidInput, NotRestated):
        return None


@given(st.lists(any_claim, max_size=6), st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=120)
def test_what_comes_out_of_any_claims_is_in_the_words(claims: list[JsonClaim], beside_truth: bool, chance: Any) -> None:
    all_of_them = [*claims, *(TRUTH if beside_truth else ())]
    chance.shuffle(all_of_them)

    request = read(tuple(all_of_them))

    if request is not None:
        assert {place.name for place in request.places} <= PLACES
        assert {each.depart_on for each in request.slices} <= DAYS
        assert {each.cabin for each in request.slices} <= {Cabin.ECONOMY, Cabin.BUSINESS}
        assert {each.mode for each in request.slices} <= {TravelMode.AIR}
        assert {str(each.nightly_cap) for each in request.stays} <= {"150.00 EUR", "None"}
        assert {each.total_cap for each in request.stays} <= {None}
        assert not request.cars
        assert len(request.travellers) <= 2


def test_the_truth_comes_out_whole() -> None:
    request = read(TRUTH)

    assert request is not None
    assert [(each.destination.name, each.depart_on.day) for each in request.slices] == [
        ("Rome", 3),
        ("Paris", 5),
        ("Berlin", 8),
    ]
