"""What holds of the options shown, whatever the offers are: they are few, of few different figures, under the seeded
policy."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.offers.offers import Offer, Option, Slice
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.planning.judging import PolicyJudge
from chalicelib.domain.planning.ranking import plan
from chalicelib.domain.planning.scoring import Traits, Valuation, add_traits
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.trip_requests.preferences import Strength
from chalicelib.domain.trip_requests.trip_request import Cabin
from tests.unit.domain.planning.every_itinerary import make_all
from tests.unit.domain.planning.planning_cases import random_case
from tests.unit.policy_samples import TODAY, euros, flight, left, seeded_policy, segment, stay, trip

SEEDED = seeded_policy()


def beats(one: Traits, other: Traits) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


Offers = list[Offer]
REQUEST = trip(return_on=None)


@st.composite
def offers(draw: st.DrawFn) -> Offers:
    """Some flights and stays of few different figures, so that ties and offers beaten by others are frequent."""
    prices = st.sampled_from([90, 100, 110, 900, 5000]).map(euros)
    refunds = st.sampled_from([Refundability.NONE, Refundability.FULL])
    found: Offers = []
    for number in range(draw(st.integers(0, 7))):
        pieces = st.builds(
            segment, st.sampled_from([3600, 7200, 36_000]), st.just(Cabin.ECONOMY), st.sampled_from(["LH", "IA"])
        )
        slices = (Slice(segments=tuple(draw(st.lists(pieces, min_size=1, max_size=2)))),)
        co2_grams = draw(st.sampled_from([100_000, 200_000]))
        found.append(flight(f"f{number}", draw(prices), slices, co2_grams=co2_grams, refundability=draw(refunds)))
    for number in range(draw(st.integers(0, 7))):
        found.append(
            stay(
                f"s{number}",
                draw(prices),
                stars=draw(st.integers(2, 5)),
                distance_to_centre_metres=draw(st.sampled_from([500, 2_000])),
                refundability=draw(refunds),
            )
        )
    return found


def evaluate(options: tuple[Option, ...]) -> tuple[Option, ...]:
    budgets = left(euros(100_000))
    return tuple(
        msgspec.structs.replace(each, verdict=judge(each, REQUEST, SEEDED, today=TODAY, budgets=budgets))
        for each in options
    )


def planned(found: Offers, limit: int = 5) -> tuple[Option, ...]:
    judges = PolicyJudge(REQUEST, SEEDED, evaluate, today=TODAY, budgets=left(euros(100_000)))
    return plan(found, REQUEST, SEEDED, judges, limit).options


def every_option(found: Offers) -> tuple[Option, ...]:
    made = make_all(found, REQUEST, SEEDED)
    return evaluate(tuple(Option(option_id="opt", components=each, rank=1, reasons=()) for each in made))


@settings(deadline=None, max_examples=30)
@given(offers(), st.integers(1, 6), st.randoms(use_true_random=False))
def test_order_in_which_offers_come_changes_nothing(found: Offers, limit: int, shuffler: random.Random) -> None:
    expected = planned(found, limit)

    shuffler.shuffle(found)

    assert planned(found, limit) == expected


@settings(deadline=None, max_examples=30)
@given(offers(), st.integers(1, 6))
def test_cheapest_with_the_kindest_verdict_is_always_shown(found: Offers, limit: int) -> None:
    options = every_option(found)

    shown = planned(found, limit)

    assert len(shown) <= max(limit, 2)
    assert bool(shown) == bool(options)
    if options:
        kindest = min(outcome_of(option) for option in options)
        least = min(option.price for option in options if outcome_of(option) == kindest)
        assert any(outcome_of(option) == kindest and option.price == least for option in shown)


@settings(deadline=None, max_examples=30)
@given(offers())
def test_no_option_is_shown_that_another_beats_in_everything(found: Offers) -> None:
    valuation = Valuation(REQUEST, SEEDED)

    def read(option: Option) -> Traits:
        return add_traits(valuation.rate(offer).traits for offer in option.components)

    others = [(outcome_of(other), read(other)) for other in every_option(found)]
    for shown in planned(found):
        outcome, traits = outcome_of(shown), read(shown)
        assert not any(gravity <= outcome and beats(other, traits) for gravity, other in others)


@settings(deadline=None, max_examples=30)
@given(offers())
def test_verdicts_never_improve_from_first_to_last(found: Offers) -> None:
    shown = planned(found)

    assert [option.rank for option in shown] == list(range(1, len(shown) + 1))
    assert [outcome_of(option) for option in shown] == sorted(outcome_of(option) for option in shown)


def outcome_of(option: Option) -> int:
    assert option.verdict is not None
    return option.verdict.outcome.gravity


@pytest.mark.parametrize("seed", range(30))
def test_what_is_called_the_cheapest_the_shortest_or_the_greenest_is_so(seed: int) -> None:
    """Of all that are shown and lack no more beds; by verdicts and musts, of those that are as good by these."""
    case = random_case(random.Random(seed))
    options = plan(case.offers, case.request, case.policy, case.judge).options

    for option in options:
        rivals = [each for each in options if each.unoffered_nights <= option.unoffered_nights]
        for reason in option.reasons:
            if reason == "cheapest":
                assert option.price == min(each.price for each in rivals)
            if reason == "shortest journey":
                assert option.duration == min(each.duration for each in rivals)
            if reason == "lowest CO2":
                assert option.co2_grams == min(each.co2_grams for each in rivals)
            if reason.startswith("cheapest with the best verdict"):
                as_good = [each for each in rivals if is_as_good(each, option, reason)]
                assert option.price == min(each.price for each in (*as_good, option))


def is_as_good(other: Option, option: Option, reason: str) -> bool:
    """Whether another option has the same verdict, and lacks no more musts where the reason speaks of them."""
    assert option.verdict
    assert other.verdict
    lacking = [sum(each.strength is Strength.MUST for each in one.unmet) for one in (option, other)]
    lacks_more = "must" in reason and lacking[1] > lacking[0]
    return other.verdict.required_approval_kind == option.verdict.required_approval_kind and not lacks_more
