"""The judge: each rule at its boundary, what a violation says, and what may never happen to a verdict."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Leg, Option, Refundability, StayOffer
from chalicelib.domain.places.place import Place
from chalicelib.domain.policies import document as rules
from chalicelib.domain.policies.checks import nightly_price
from chalicelib.domain.policies.document import AnyRule, Policy
from chalicelib.domain.policies.evaluation import approval_hash, judge
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.domain.verdict import Action, ApprovalKind, Outcome, Verdict
from tests.unit.policy_samples import (
    BERLIN,
    HAMBURG,
    LAGOS,
    TODAY,
    crowd,
    euros,
    flight,
    option,
    policy,
    seeded_policy,
    segment,
    stay,
    trip,
)

PLENTY = euros(1_000_000)
SIX_HOURS = 6 * 3600


def verdict_on(
    rule: AnyRule, chosen: Option | None = None, request: TripRequest | None = None, **changes: Any
) -> Verdict:
    known: dict[str, Any] = {"today": TODAY, "budget_left": PLENTY, **changes}
    return judge(chosen or option(), request or trip(), policy(rule), **known)


def one_way(seconds: int, cabin: Cabin) -> Option:
    return option(flight(legs=(Leg(segments=(segment(seconds, cabin),)),)))


CABINS = rules.CabinByDuration(
    clause="1.1",
    action=Action.APPROVE,
    bands=(
        rules.CabinBand(from_seconds=0, cabin=Cabin.ECONOMY),
        rules.CabinBand(from_seconds=SIX_HOURS, cabin=Cabin.PREMIUM_ECONOMY),
    ),
)


@pytest.mark.parametrize(
    ("seconds", "cabin", "outcome"),
    [
        (SIX_HOURS - 1, Cabin.ECONOMY, Outcome.COMPLIANT),
        (SIX_HOURS - 1, Cabin.PREMIUM_ECONOMY, Outcome.APPROVAL_REQUIRED),
        (SIX_HOURS, Cabin.PREMIUM_ECONOMY, Outcome.COMPLIANT),
        (SIX_HOURS, Cabin.BUSINESS, Outcome.APPROVAL_REQUIRED),
        (SIX_HOURS * 3, Cabin.PREMIUM_ECONOMY, Outcome.COMPLIANT),
    ],
)
def test_cabin_is_allowed_from_the_very_second_of_its_band(seconds: int, cabin: Cabin, outcome: Outcome) -> None:
    assert verdict_on(CABINS, one_way(seconds, cabin)).outcome is outcome


def test_longest_flight_of_a_direction_decides_the_cabin_of_all_its_flights() -> None:
    feeder = segment(3600, Cabin.PREMIUM_ECONOMY)
    long_haul = segment(SIX_HOURS, Cabin.PREMIUM_ECONOMY, departs_at=feeder.arrives_at + timedelta(hours=1))

    together = verdict_on(CABINS, option(flight(legs=(Leg(segments=(feeder, long_haul)),))))
    apart = verdict_on(CABINS, option(flight(legs=(Leg(segments=(long_haul,)), Leg(segments=(feeder,))))))

    assert together.outcome is Outcome.COMPLIANT
    assert apart.outcome is Outcome.APPROVAL_REQUIRED


def test_time_in_transit_earns_no_better_cabin() -> None:
    first = segment(3 * 3600, Cabin.PREMIUM_ECONOMY)
    second = segment(3 * 3600, Cabin.PREMIUM_ECONOMY, departs_at=first.arrives_at + timedelta(hours=9))

    verdict = verdict_on(CABINS, option(flight(legs=(Leg(segments=(first, second)),))))

    assert verdict.outcome is Outcome.APPROVAL_REQUIRED


def test_in_a_mixed_cabin_only_the_flights_above_the_allowed_cabin_are_named() -> None:
    below = segment(7200, Cabin.ECONOMY, number="1")
    above = segment(7200, Cabin.BUSINESS, departs_at=below.arrives_at + timedelta(hours=1), number="2")

    verdict = verdict_on(CABINS, option(flight(legs=(Leg(segments=(below, above)),))))

    assert [v.actual for v in verdict.violations] == ["business on LH2 (BER-LHR)"]
    assert verdict.violations[0].expected == "economy at most where the longest flight takes 2 h 00 min"


FARES = rules.FareCap(
    clause="1.2",
    action=Action.APPROVE,
    bands=(
        rules.FareBand(from_metres=0, amounts=(euros(100),)),
        rules.FareBand(from_metres=500_000, amounts=(euros(250),)),
    ),
)


@pytest.mark.parametrize(("cents", "outcome"), [(50_000, Outcome.COMPLIANT), (50_001, Outcome.APPROVAL_REQUIRED)])
def test_return_fare_may_be_twice_the_cap_to_the_cent(cents: int, outcome: Outcome) -> None:
    verdict = verdict_on(FARES, option(flight(price=Money(amount=cents, currency="EUR"))))

    assert verdict.outcome is outcome


def test_fare_cap_grows_with_passengers_and_shrinks_with_the_route() -> None:
    fare = option(flight(price=euros(1000)))

    assert verdict_on(FARES, fare, trip(passengers=crowd(2))).outcome is Outcome.COMPLIANT
    assert verdict_on(FARES, fare, trip(passengers=crowd(2), destination=HAMBURG)).violations[0].expected == (
        "at most 400.00 EUR for 2 passengers and 2 directions over 255.1 km"
    )


NIGHTS = rules.NightlyCap(
    clause="1.3",
    action=Action.APPROVE,
    default=(euros(120),),
    countries=(rules.CountryCap(country="GB", amounts=(euros(140),)),),
    cities=(rules.CityCap(city="Zürich", country="CH", amounts=(euros(250),), also=("Zurich",)),),
)


@pytest.mark.parametrize(
    ("city", "country", "cap"),
    [("London", "GB", 140), ("ZURICH", "CH", 250), ("Zürich", "CH", 250), ("Zürich", "NL", 120), ("Bern", "CH", 120)],
)
def test_nightly_cap_is_the_citys_else_the_countrys_else_the_default(city: str, country: str, cap: int) -> None:
    at_cap = stay(price=euros(2 * cap), city=city, country=country)
    above = stay(price=Money(amount=200 * cap + 1, currency="EUR"), city=city, country=country)

    assert verdict_on(NIGHTS, option(flight(), at_cap)).outcome is Outcome.COMPLIANT
    assert (
        verdict_on(NIGHTS, option(flight(), above)).violations[0].expected == f"at most {cap}.00 EUR a night in {city}"
    )


def test_nightly_price_is_for_one_room_and_hides_no_fraction() -> None:
    rooms = stay(price=Money(amount=60_001, currency="EUR"), rooms=2)

    assert nightly_price(rooms) == Money(amount=15_001, currency="EUR")


@pytest.mark.parametrize(("cents", "outcome"), [(48_000, Outcome.COMPLIANT), (48_001, Outcome.DENIED)])
def test_total_cap_counts_all_components(cents: int, outcome: Outcome) -> None:
    rule = rules.TotalCap(clause="1.4", action=Action.DENY, amounts=(euros(480),))
    chosen = option(flight(price=euros(180)), stay(price=Money(amount=cents - 18_000, currency="EUR")))

    assert verdict_on(rule, chosen).outcome is outcome


BUDGET = rules.BudgetAvailable(clause="1.5", action=Action.APPROVE)


@pytest.mark.parametrize(
    ("left", "actual"),
    [
        (euros(480), None),
        (Money(amount=47_999, currency="EUR"), "480.00 EUR"),
        (None, "no budget"),
        (euros(-3), "480.00 EUR"),
        (Money(amount=60_000, currency="USD"), None),
        (Money(amount=52_000, currency="USD"), "480.00 EUR"),
        (Money(amount=1, currency="CHF"), "480.00 EUR, and the company has no exchange rate between the two"),
    ],
)
def test_price_must_fit_into_what_is_left_of_the_budget(left: Money | None, actual: str | None) -> None:
    verdict = verdict_on(BUDGET, budget_left=left)

    assert [v.actual for v in verdict.violations] == ([actual] if actual else [])


@pytest.mark.parametrize(("days", "outcome"), [(14, Outcome.COMPLIANT), (13, Outcome.DENIED), (-1, Outcome.DENIED)])
def test_advance_booking_counts_whole_days(days: int, outcome: Outcome) -> None:
    rule = rules.AdvanceBooking(clause="1.6", action=Action.DENY, min_days=14)

    assert verdict_on(rule, today=date(2027, 3, 3) - timedelta(days=days)).outcome is outcome


def test_rule_for_domestic_trips_leaves_others_alone() -> None:
    rule = rules.AdvanceBooking(clause="1.6", action=Action.DENY, min_days=365, scope="domestic")

    assert verdict_on(rule).outcome is Outcome.COMPLIANT
    assert verdict_on(rule, request=trip(destination=HAMBURG)).outcome is Outcome.DENIED
    international = msgspec.structs.replace(rule, scope="international")
    assert verdict_on(international).outcome is Outcome.DENIED
    assert verdict_on(international, request=trip(destination=HAMBURG)).outcome is Outcome.COMPLIANT


def test_carrier_not_preferred_is_noted_and_still_compliant() -> None:
    rule = rules.PreferredCarriers(
        clause="1.7", action=Action.NOTE, carriers=(rules.Carrier(code="BA", name="British Airways"),)
    )

    verdict = verdict_on(rule)

    assert verdict.outcome is Outcome.COMPLIANT
    assert [(v.expected, v.actual) for v in verdict.violations] == [("a preferred carrier: BA", "LH")]


def test_one_barred_carrier_among_several_is_enough() -> None:
    rule = rules.BarredCarriers(
        clause="1.7", action=Action.DENY, carriers=(rules.Carrier(code="IA", name="Iraqi Airways"),)
    )
    mixed = option(flight(legs=(Leg(segments=(segment(), segment(carrier="IA"))),)))

    verdict = verdict_on(rule, mixed)

    assert verdict.outcome is Outcome.DENIED
    assert verdict.violations[0].actual == "Iraqi Airways (IA)"


HEATHROW = Place(
    name="Heathrow Airport", country="GB", airports=("LHR",), latitude=51.47, longitude=-0.45, timezone="Europe/London"
)


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [
        (LAGOS, Outcome.APPROVAL_REQUIRED),
        (HEATHROW, Outcome.APPROVAL_REQUIRED),
        (HAMBURG, Outcome.COMPLIANT),
        (trip().destination, Outcome.APPROVAL_REQUIRED),
    ],
)
def test_destination_is_known_by_country_by_city_and_by_airport(destination: Place, outcome: Outcome) -> None:
    rule = rules.DestinationApproval(
        clause="1.8",
        action=Action.APPROVE,
        reason="security",
        countries=("NG",),
        cities=(rules.City(city="london", country="GB", airports=("LHR",)),),
    )

    assert verdict_on(rule, request=trip(destination=destination)).outcome is outcome


def test_short_route_is_for_the_train() -> None:
    rule = rules.ShortRoute(clause="1.9", action=Action.APPROVE, min_metres=300_000)

    assert verdict_on(rule).outcome is Outcome.COMPLIANT
    violation = verdict_on(rule, request=trip(destination=HAMBURG)).violations[0]
    assert (violation.expected, violation.actual) == ("no flight under 300.0 km", "a flight over 255.1 km")


def test_dear_component_that_gives_nothing_back_is_found_of_its_own_kind_only() -> None:
    rule = rules.Refundable(clause="1.9", action=Action.APPROVE, component="stay", above=(euros(299),))
    fixed = stay(refundability=Refundability.NONE)

    assert verdict_on(rule, option(flight(), fixed)).outcome is Outcome.APPROVAL_REQUIRED
    assert verdict_on(rule, option(flight(refundability=Refundability.NONE), stay())).outcome is Outcome.COMPLIANT
    at_limit = msgspec.structs.replace(fixed, price=euros(299))
    assert verdict_on(rule, option(flight(), at_limit)).outcome is Outcome.COMPLIANT


@pytest.mark.parametrize(
    ("rule", "kept", "broken"),
    [
        (rules.HotelStars(clause="1.9", action=Action.DENY, max_stars=4), stay(stars=4), stay(stars=5)),
        (
            rules.StayLength(clause="1.9", action=Action.DENY, max_nights=2),
            stay(),
            stay(check_out=date(2027, 3, 6)),
        ),
    ],
)
def test_stay_keeps_to_its_limit(rule: AnyRule, kept: StayOffer, broken: StayOffer) -> None:
    assert verdict_on(rule, option(flight(), kept)).outcome is Outcome.COMPLIANT
    assert verdict_on(rule, option(flight(), broken)).outcome is Outcome.DENIED


def test_too_many_on_one_aircraft_and_a_missing_purpose_are_found() -> None:
    together = rules.TravellingTogether(clause="1.9", action=Action.DENY, max_passengers=5)
    purpose = rules.PurposeStated(clause="1.9", action=Action.DENY)

    assert verdict_on(together, request=trip(passengers=crowd(5))).outcome is Outcome.COMPLIANT
    assert verdict_on(together, request=trip(passengers=crowd(6))).outcome is Outcome.DENIED
    assert verdict_on(purpose).outcome is Outcome.COMPLIANT
    assert verdict_on(purpose, request=trip(purpose="  ")).outcome is Outcome.DENIED
    assert verdict_on(purpose, request=trip(purpose=None)).outcome is Outcome.DENIED


def test_cap_in_the_currency_of_the_price_goes_before_conversion() -> None:
    cap = (euros(100), Money(amount=20_000, currency="USD"))
    rule = rules.TotalCap(clause="1.4", action=Action.APPROVE, amounts=cap)

    def judged(cents: int) -> Outcome:
        return verdict_on(rule, option(flight(price=Money(amount=cents, currency="USD")))).outcome

    assert judged(20_000) is Outcome.COMPLIANT
    assert judged(20_001) is Outcome.APPROVAL_REQUIRED


def test_price_in_a_currency_without_minor_unit_is_converted_by_the_companys_rate() -> None:
    rule = rules.TotalCap(clause="1.4", action=Action.APPROVE, amounts=(euros(100),))

    kept = verdict_on(rule, option(flight(price=Money(amount=16_393, currency="JPY"))))
    broken = verdict_on(rule, option(flight(price=Money(amount=16_395, currency="JPY"))))

    assert kept.violations == ()
    assert broken.violations[0].expected == "at most 100.00 EUR for the whole trip"
    assert broken.violations[0].actual == "16395 JPY, which is 100.01 EUR at the company's rate 0.0061"


@pytest.mark.parametrize("action", list(Action))
def test_price_in_a_currency_without_rate_needs_an_approval(action: Action) -> None:
    rule = rules.TotalCap(clause="1.4", action=action, amounts=(euros(100),))

    verdict = verdict_on(rule, option(flight(price=Money(amount=1, currency="CHF"))))

    assert verdict.outcome is Outcome.APPROVAL_REQUIRED
    assert verdict.violations[0].actual == "0.01 CHF, and the company has no exchange rate between the two"


def test_gravest_violations_come_first_then_clauses_in_their_own_order() -> None:
    def total(clause: str, action: Action) -> rules.TotalCap:
        return rules.TotalCap(clause=clause, action=action, amounts=(euros(1),))

    given_rules = [total("1.10", Action.NOTE), total("1.9", Action.NOTE), total("2.1", Action.DENY)]
    verdict = judge(option(), trip(), policy(*given_rules), today=TODAY, budget_left=None)

    assert [v.clause for v in verdict.violations] == ["2.1", "1.9", "1.10"]
    assert verdict.outcome is Outcome.DENIED
    assert verdict.policy_version == 7


@pytest.mark.parametrize(
    ("action", "outcome", "kind"),
    [
        (Action.NOTE, Outcome.COMPLIANT, ApprovalKind.NONE),
        (Action.NOTIFY, Outcome.COMPLIANT, ApprovalKind.NOTIFY),
        (Action.PASSIVE, Outcome.APPROVAL_REQUIRED, ApprovalKind.PASSIVE),
        (Action.APPROVE, Outcome.APPROVAL_REQUIRED, ApprovalKind.HARD),
        (Action.DENY, Outcome.DENIED, ApprovalKind.NONE),
    ],
)
def test_gravest_action_says_which_leave_is_called_for(action: Action, outcome: Outcome, kind: ApprovalKind) -> None:
    cap = rules.TotalCap(clause="1", action=action, amounts=(euros(1),))
    noted = rules.TotalCap(clause="2", action=Action.NOTE, amounts=(euros(2),))

    verdict = judge(option(), trip(), policy(cap, noted), today=TODAY, budget_left=PLENTY)

    assert (verdict.outcome, verdict.approval, verdict.leave) == (outcome, kind, kind)


def test_seeded_policy_finds_the_usual_trip_compliant() -> None:
    verdict = judge(option(), trip(), seeded_policy(), today=TODAY, budget_left=PLENTY)

    assert verdict == Verdict(outcome=Outcome.COMPLIANT, policy_version=1, violations=(), approval=ApprovalKind.NONE)


def test_approval_is_bound_to_offers_price_and_policy_version() -> None:
    bound = approval_hash(option(), euros(480), 7)

    assert bound == approval_hash(option(stay(), flight()), euros(480), 7)
    others = [
        approval_hash(option(flight("f2"), stay()), euros(480), 7),
        approval_hash(option(), Money(amount=48_001, currency="EUR"), 7),
        approval_hash(option(), Money(amount=48_000, currency="USD"), 7),
        approval_hash(option(), euros(480), 8),
    ]
    assert len({bound, *others}) == 5
    assert len(bound) == 64


cabins = st.sampled_from(list(Cabin))


@st.composite
def itineraries(draw: st.DrawFn) -> Option:
    """Any option of one or two legs, in any currency, with or without a stay."""
    currency = draw(st.sampled_from(["EUR", "USD", "JPY", "CHF"]))
    amounts = st.integers(1, 3_000_000).map(lambda amount: Money(amount=amount, currency=currency))
    pieces = st.builds(
        segment,
        st.integers(1800, 15 * 3600),
        cabins,
        st.sampled_from(["LH", "IA", "XX"]),
    )
    legs = st.lists(pieces, min_size=1, max_size=2).map(lambda found: Leg(segments=tuple(found)))
    refunds = st.sampled_from(list(Refundability))
    components: list[FlightOffer | StayOffer] = [
        flight(price=draw(amounts), legs=draw(st.lists(legs, min_size=1, max_size=2)), refundability=draw(refunds))
    ]
    if draw(st.booleans()):
        components.append(
            stay(
                price=draw(amounts),
                stars=draw(st.integers(1, 5)),
                city=draw(st.sampled_from(["London", "Leeds"])),
                refundability=draw(refunds),
            )
        )
    return option(*components)


def judge_by_seed(chosen: Option, rate_of: Policy | None = None) -> Verdict:
    return judge(chosen, trip(), rate_of or SEEDED, today=TODAY, budget_left=euros(5_000))


SEEDED = seeded_policy()


def broken_rules(verdict: Verdict) -> set[tuple[str, str]]:
    return {(violation.rule, violation.clause) for violation in verdict.violations}


@settings(deadline=None)
@given(itineraries(), st.integers(0, 1), st.integers(1, 10**7))
def test_raising_a_price_never_removes_a_violation(chosen: Option, which: int, more: int) -> None:
    components = list(chosen.components)
    raised = components[which % len(components)]
    price = Money(amount=raised.price.amount + more, currency=raised.price.currency)
    components[which % len(components)] = msgspec.structs.replace(raised, price=price)
    dearer = msgspec.structs.replace(chosen, components=tuple(components))

    before, after = judge_by_seed(chosen), judge_by_seed(dearer)

    assert broken_rules(before) <= broken_rules(after)
    assert before.outcome.gravity <= after.outcome.gravity


@settings(deadline=None)
@given(itineraries(), cabins)
def test_raising_the_cabin_never_removes_a_violation(chosen: Option, cabin: Cabin) -> None:
    raised = [
        msgspec.structs.replace(
            leg,
            segments=tuple(msgspec.structs.replace(s, cabin=max(s.cabin, cabin, key=by_rank)) for s in leg.segments),
        )
        for leg in chosen.flights[0].legs
    ]
    better = msgspec.structs.replace(chosen.flights[0], legs=tuple(raised))
    upgraded = msgspec.structs.replace(chosen, components=(better, *chosen.stays))

    before, after = judge_by_seed(chosen), judge_by_seed(upgraded)

    assert broken_rules(before) <= broken_rules(after)
    assert before.outcome.gravity <= after.outcome.gravity


def by_rank(cabin: Cabin) -> int:
    return cabin.rank


@settings(deadline=None)
@given(itineraries(), st.randoms(use_true_random=False))
def test_order_of_the_rules_changes_nothing(chosen: Option, shuffler: random.Random) -> None:
    shuffled = list(SEEDED.rules)
    shuffler.shuffle(shuffled)
    other = msgspec.structs.replace(SEEDED, rules=tuple(shuffled))

    assert judge_by_seed(chosen) == judge_by_seed(chosen, other)


@settings(deadline=None)
@given(itineraries(), st.sampled_from([trip(), trip(destination=LAGOS, purpose=None), trip(destination=BERLIN)]))
def test_every_violation_says_expected_and_actual_and_rests_on_a_clause(chosen: Option, request: TripRequest) -> None:
    verdict = judge(chosen, request, SEEDED, today=date(2027, 3, 2), budget_left=None)

    assert verdict.violations
    for violation in verdict.violations:
        assert violation.expected
        assert violation.actual
        assert violation.expected != violation.actual
        assert SEEDED.clause(violation.clause) is not None
    assert verdict.outcome is outcome_of([violation.action for violation in verdict.violations])


def outcome_of(actions: Sequence[Action]) -> Outcome:
    if Action.DENY in actions:
        return Outcome.DENIED
    return Outcome.APPROVAL_REQUIRED if Action.APPROVE in actions else Outcome.COMPLIANT
