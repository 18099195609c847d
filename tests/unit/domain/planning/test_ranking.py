"""Which options are made of the offers, which come first, and what holds whatever the offers are."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Option, Refundability, Slice, StayOffer
from chalicelib.domain.planning import scoring
from chalicelib.domain.planning.nights import first_night
from chalicelib.domain.planning.ranking import MOST_FLIGHTS, MOST_STAYS, combine, rank
from chalicelib.domain.planning.scoring import Traits
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.rules.carriers import Carrier, PreferredCarriers
from chalicelib.domain.trip_requests.trip_request import Cabin, StayRequest, TripRequest
from chalicelib.domain.verdict import Action, Outcome, Verdict, Violation
from tests.unit.policy_samples import DEPARTURE, TODAY, euros, flight, left, policy, seeded_policy, segment, stay, trip

PREFERRED = PreferredCarriers(clause="1.1", action=Action.NOTE, carriers=(Carrier(code="LH", name="Lufthansa"),))
POLICY = policy(PREFERRED)
SEEDED = seeded_policy()


def stay_requested(cap: Money | None = None, *, near_centre: bool = False) -> TripRequest:
    asked = trip().stay
    assert asked is not None
    return trip(stay=StayRequest(asked.check_in, asked.check_out, nightly_cap=cap, near_centre=near_centre))


def with_verdict(option: Option, outcome: Outcome) -> Option:
    actions = {Outcome.COMPLIANT: Action.NOTE, Outcome.APPROVAL_REQUIRED: Action.APPROVE, Outcome.DENIED: Action.DENY}
    why = Violation(rule="total_cap", clause="3.2", expected="less", actual="more", action=actions[outcome])
    return msgspec.structs.replace(option, verdict=Verdict(outcome=outcome, policy_version=7, violations=(why,)))


def ranked(
    flights: Sequence[FlightOffer], stays: Sequence[StayOffer], request: TripRequest, limit: int = 5
) -> tuple[Option, ...]:
    return rank(combine(flights, stays, request, POLICY), request, POLICY, limit)


def ids(option: Option) -> list[str]:
    return [component.offer_id for component in option.components]


def test_every_flight_goes_with_every_stay_the_cheapest_first() -> None:
    options = combine(
        [flight("f1", euros(150)), flight("f2", euros(100))], [stay("s1"), stay("s2", euros(200))], trip(), POLICY
    )

    assert [ids(option) for option in options] == [["f2", "s2"], ["f1", "s2"], ["f2", "s1"], ["f1", "s1"]]
    assert [option.rank for option in options] == [1, 2, 3, 4]
    assert all(option.verdict is None for option in options)


def test_same_offers_make_the_same_option_in_any_search() -> None:
    alone = combine([flight("f1")], [stay("s1")], trip(), POLICY)[0]
    among = combine([flight("f2"), flight("f1")], [stay("s2"), stay("s1")], trip(), POLICY)

    assert [option.option_id for option in among if ids(option) == ["f1", "s1"]] == [alone.option_id]
    assert len({option.option_id for option in among}) == 4


def test_trip_without_stay_is_flights_alone() -> None:
    options = combine([flight("f1")], [stay("s1")], trip(stay=None), POLICY)

    assert [ids(option) for option in options] == [["f1"]]


def test_stay_that_nobody_offers_is_said_to_be_missing() -> None:
    options = ranked([flight("f1")], [], trip())

    assert ids(options[0]) == ["f1"]
    assert "no hotel was offered for these nights" in options[0].reasons


def test_stays_above_the_limit_are_left_out() -> None:
    dear, fair = stay("dear", euros(500)), stay("fair", euros(400))

    options = combine([flight()], [dear, fair], stay_requested(euros(200)), POLICY)

    assert [ids(option) for option in options] == [["f1", "fair"]]


def test_stays_above_the_limit_are_taken_when_there_are_no_others_and_it_is_said() -> None:
    options = ranked([flight()], [stay("dear", euros(500))], stay_requested(euros(200)))

    assert ids(options[0]) == ["f1", "dear"]
    expected = "250.00 EUR a night, above the 200.00 EUR requested: no hotel within the limit was offered"
    assert expected in options[0].reasons


@pytest.mark.parametrize(("dollars", "found"), [(163, ["cheap"]), (164, ["cheap", "dear"])])
def test_limit_in_another_currency_is_compared_by_the_companys_rates(dollars: int, found: list[str]) -> None:
    cap = Money(amount=dollars * 100, currency="USD")

    options = combine([flight()], [stay("dear", euros(300)), stay("cheap", euros(100))], stay_requested(cap), POLICY)

    assert [ids(option)[1] for option in options] == found


def test_limit_that_no_rate_can_compare_is_said_to_be_open() -> None:
    options = ranked([flight()], [stay()], stay_requested(Money(amount=1, currency="CHF")))

    expected = "150.00 EUR a night, not compared with the 0.01 CHF requested: no exchange rate is set"
    assert expected in options[0].reasons


def test_offers_in_another_currency_are_left_out() -> None:
    foreign = flight("usd", Money(amount=1, currency="USD"))

    assert [ids(o) for o in combine([foreign, flight("f1")], [], trip(stay=None), POLICY)] == [["f1"]]
    assert combine([foreign], [stay()], trip(), POLICY) == ()


def test_nothing_offered_is_nothing_ranked() -> None:
    assert ranked([], [stay()], trip()) == ()


def test_many_offers_are_cut_to_the_cheapest_and_the_nearest() -> None:
    flights = [flight(f"f{n:03}", euros(100 + n)) for n in range(100)]
    stays = [stay(f"s{n:03}", euros(100 + n), distance_to_centre_metres=10_000 - n) for n in range(100)]

    options = combine(flights, stays, trip(), POLICY)

    kept = {ids(option)[1] for option in options}
    assert len(options) == MOST_FLIGHTS * MOST_STAYS
    assert {"s000", "s099"} <= kept
    assert "s050" not in kept


def test_of_too_many_equal_offers_the_same_are_kept_in_any_order() -> None:
    flights = [flight(f"f{n:03}") for n in range(MOST_FLIGHTS + 20)]

    forwards = combine(flights, [], trip(stay=None), POLICY)

    assert combine(flights[::-1], [], trip(stay=None), POLICY) == forwards


def test_an_hour_saved_is_worth_what_the_company_says() -> None:
    def lasting(offer_id: str, hours: int, price: int) -> FlightOffer:
        return flight(offer_id, euros(price), slices=(Slice(segments=(segment(hours * 3600),)),))

    slow, worth_it, too_dear = lasting("slow", 4, 100), lasting("worth", 2, 189), lasting("dear", 2, 191)

    assert ids(ranked([slow, worth_it], [], trip(stay=None))[0]) == ["worth"]
    assert ids(ranked([slow, too_dear], [], trip(stay=None))[0]) == ["slow"]


def test_hotel_near_the_centre_counts_three_times_when_it_is_asked_for() -> None:
    near = stay("near", euros(330), distance_to_centre_metres=500)
    far = stay("far", euros(300), distance_to_centre_metres=2_000)

    assert ids(ranked([flight()], [near, far], stay_requested())[0]) == ["f1", "far"]
    assert ids(ranked([flight()], [near, far], stay_requested(near_centre=True))[0]) == ["f1", "near"]


def test_compliant_options_come_before_better_ones_that_need_approval() -> None:
    cheap, fair, denied = combine(
        [flight("a", euros(100)), flight("b", euros(200)), flight("c", euros(300))], [], trip(stay=None), POLICY
    )
    judged = [
        with_verdict(cheap, Outcome.APPROVAL_REQUIRED),
        with_verdict(fair, Outcome.COMPLIANT),
        with_verdict(denied, Outcome.DENIED),
    ]

    options = rank(judged, trip(stay=None), POLICY)

    # The denied one is dearer than both and no better in anything.
    assert [ids(option) for option in options] == [["b"], ["a"]]
    assert "cheapest with the best verdict" in options[0].reasons
    assert "approval required by clause 3.2" in options[1].reasons


def test_cabin_that_was_asked_for_is_shown_although_it_needs_approval() -> None:
    request = trip(cabin=Cabin.BUSINESS, stay=None)
    compliant = [
        with_verdict(option, Outcome.COMPLIANT)
        for option in combine([flight(f"y{n}", euros(100 + n)) for n in range(8)], [], request, POLICY)
    ]
    dear = flight("j", euros(900), slices=(Slice(segments=(segment(cabin=Cabin.BUSINESS),)),), cabin=Cabin.BUSINESS)
    needs_approval = [
        with_verdict(option, Outcome.APPROVAL_REQUIRED) for option in combine([dear], [], request, POLICY)
    ]

    shown = rank([*compliant, *needs_approval], request, POLICY, limit=3)

    assert ["j"] in [ids(option) for option in shown]
    assert ids(shown[0]) == ["y0"]


def test_stay_begins_on_the_day_on_which_the_flight_arrives() -> None:
    overnight = flight("f1", slices=(Slice(segments=(segment(seconds=22 * 3600),)),))
    arrival = first_night(overnight, trip())
    stays = [stay("early"), stay("late", check_in=arrival)]

    options = combine([overnight], stays, trip(), POLICY)

    assert arrival == DEPARTURE.date() + timedelta(days=1)
    assert [ids(option) for option in options] == [["f1", "late"]]


def test_reasons_say_what_speaks_for_and_against() -> None:
    early = DEPARTURE.replace(hour=4)
    first = segment(7200, marketing_carrier="XX", departs_at=early)
    second = segment(7200, marketing_carrier="XX", departs_at=early + timedelta(hours=3))
    tiresome = flight(
        "f1", euros(50), slices=(Slice(segments=(first, second)),), refundability=Refundability.NONE, co2_grams=1
    )

    options = ranked([tiresome, flight("f2", euros(200))], [stay()], trip(cabin=Cabin.PREMIUM_ECONOMY))

    by_flight = {ids(option)[0]: set(option.reasons) for option in options}
    assert by_flight["f1"] == {
        "cheapest",
        "lowest CO2",
        "1.8 km from the centre",
        "1 change of aircraft",
        "departs before 06:00 or arrives between 23:00 and 06:00",
        "not all flights with a preferred carrier",
        "in a lower cabin than requested",
        "only partly refundable",
    }
    assert by_flight["f2"] == {
        "shortest journey",
        "1.8 km from the centre",
        "no change of aircraft",
        "in a lower cabin than requested",
    }


@pytest.mark.parametrize(
    ("utc", "times"),
    [((4, 59), 1), ((5, 0), 0), ((20, 59), 0), ((21, 0), 1)],
)
def test_night_is_where_the_traveller_is(utc: tuple[int, int], times: int) -> None:
    # Departs from Berlin (UTC+1), two hours later in London (UTC): 22:59 UTC is the last hour of the day there.
    moment = datetime(2027, 1, 20, *utc, tzinfo=UTC)
    offer = flight(slices=(Slice(segments=(segment(7200, departs_at=moment),)),))
    option = combine([offer], [], trip(stay=None), POLICY)[0]

    assert scoring.reader(trip(), POLICY)(option).unsocial == times


def test_options_share_a_journey_or_hotel_at_most_twice_while_there_are_others() -> None:
    # Each journey at two fares and each hotel at two rates: other prices make no other journey.
    flights = [
        flight(
            f"f{n}{fare}",
            euros(100 + n + 9 * fare),
            slices=(Slice(segments=(segment(number=str(n)),)),),
            co2_grams=9_999 - n - fare,
        )
        for n in range(4)
        for fare in range(2)
    ]
    stays = [
        stay(
            f"s{n}{rate}",
            euros(100 + n + 9 * rate),
            name=f"Hotel {n}",
            distance_to_centre_metres=2_000 - n,
            stars=3 + rate,
        )
        for n in range(4)
        for rate in range(2)
    ]

    options = ranked(flights, stays, trip())

    used = [offer[:2] for option in options for offer in ids(option)]
    assert len(options) == 5
    assert max(used.count(thing) for thing in used) == 2


def test_few_flights_are_shown_with_all_their_hotels() -> None:
    stays = [stay(f"s{n}", euros(100 + n), distance_to_centre_metres=2_000 - 100 * n) for n in range(6)]

    assert len(ranked([flight()], stays, trip())) == 5


def test_without_a_rate_the_price_decides() -> None:
    def francs(offer_id: str, amount: int, hours: int) -> FlightOffer:
        slices = (Slice(segments=(segment(hours * 3600),)),)
        return flight(offer_id, Money(amount=amount, currency="CHF"), slices=slices)

    request = trip(stay=None, currency="CHF")

    assert ids(ranked([francs("slow", 10_000, 9), francs("fast", 10_001, 2)], [], request)[0]) == ["slow"]


def beats(one: Traits, other: Traits) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


@st.composite
def offers(draw: st.DrawFn) -> tuple[list[FlightOffer], list[StayOffer]]:
    """Some flights and stays of few different figures, so that ties and offers beaten by others are frequent."""
    prices = st.sampled_from([90, 100, 110, 900, 5000]).map(euros)
    refunds = st.sampled_from([Refundability.NONE, Refundability.FULL])
    flights = []
    for number in range(draw(st.integers(0, 7))):
        pieces = st.builds(
            segment, st.sampled_from([3600, 7200, 36_000]), st.just(Cabin.ECONOMY), st.sampled_from(["LH", "IA"])
        )
        slices = (Slice(segments=tuple(draw(st.lists(pieces, min_size=1, max_size=2)))),)
        co2_grams = draw(st.sampled_from([100_000, 200_000]))
        flights.append(flight(f"f{number}", draw(prices), slices, co2_grams=co2_grams, refundability=draw(refunds)))
    stays = [
        stay(
            f"s{number}",
            draw(prices),
            stars=draw(st.integers(2, 5)),
            distance_to_centre_metres=draw(st.sampled_from([500, 2_000])),
            refundability=draw(refunds),
        )
        for number in range(draw(st.integers(0, 7)))
    ]
    return flights, stays


def judged_options(found: tuple[list[FlightOffer], list[StayOffer]], request: TripRequest) -> list[Option]:
    return [
        msgspec.structs.replace(
            option, verdict=judge(option, request, SEEDED, today=TODAY, budgets=left(euros(100_000)))
        )
        for option in combine(*found, request, SEEDED)
    ]


@settings(deadline=None)
@given(offers(), st.integers(1, 6), st.randoms(use_true_random=False))
def test_order_in_which_offers_come_changes_nothing(
    found: tuple[list[FlightOffer], list[StayOffer]], limit: int, shuffler: random.Random
) -> None:
    expected = rank(judged_options(found, trip()), trip(), SEEDED, limit)

    shuffler.shuffle(found[0])
    shuffler.shuffle(found[1])
    options = judged_options(found, trip())
    shuffler.shuffle(options)

    assert rank(options, trip(), SEEDED, limit) == expected


@settings(deadline=None)
@given(offers(), st.integers(1, 6))
def test_cheapest_with_the_kindest_verdict_is_always_shown(
    found: tuple[list[FlightOffer], list[StayOffer]], limit: int
) -> None:
    options = judged_options(found, trip())

    shown = rank(options, trip(), SEEDED, limit)

    assert len(shown) <= limit
    assert bool(shown) == bool(options)
    if options:
        kindest = min(outcome_of(option) for option in options)
        least = min(option.price for option in options if outcome_of(option) == kindest)
        assert any(outcome_of(option) == kindest and option.price == least for option in shown)


@settings(deadline=None)
@given(offers())
def test_no_option_is_shown_that_another_beats_in_everything(
    found: tuple[list[FlightOffer], list[StayOffer]],
) -> None:
    options = judged_options(found, trip())
    read = scoring.reader(trip(), SEEDED)

    for shown in rank(options, trip(), SEEDED):
        for other in options:
            assert not (outcome_of(other) <= outcome_of(shown) and beats(read(other), read(shown)))


@settings(deadline=None)
@given(offers())
def test_verdicts_never_improve_from_first_to_last(found: tuple[list[FlightOffer], list[StayOffer]]) -> None:
    shown = rank(judged_options(found, trip()), trip(), SEEDED)

    assert [option.rank for option in shown] == list(range(1, len(shown) + 1))
    assert [outcome_of(option) for option in shown] == sorted(outcome_of(option) for option in shown)


def outcome_of(option: Option) -> int:
    assert option.verdict is not None
    return option.verdict.outcome.gravity
