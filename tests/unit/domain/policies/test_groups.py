"""Each traveller's share is judged under their own policy group; the gravest of all verdicts is that of the option."""

from collections.abc import Sequence
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.offers.offers import Option, Overlap, OverlapKind, Slice
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.groups import policy_for
from chalicelib.domain.policies.rules.cabins import CabinBand, CabinByDuration
from chalicelib.domain.policies.rules.carriers import BarredCarriers, Carrier, PreferredCarriers
from chalicelib.domain.policies.rules.cars import CarBand, HighestCarCategory
from chalicelib.domain.policies.rules.destinations import DestinationApproval
from chalicelib.domain.policies.rules.fares import FareBand, FareCap
from chalicelib.domain.policies.rules.hotels import HotelStars, NightlyCap, StayLength
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import BudgetAvailable, Refundable, TotalCap
from chalicelib.domain.policies.rules.people import TravellingTogether
from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.policies.rules.rail import RailClassByDuration
from chalicelib.domain.policies.rules.routes import ShortRoute
from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.policies.validation import check
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.trip_requests.trip_request import Cabin, CarCategory, TripRequest
from chalicelib.domain.verdict import Action, Outcome, Verdict
from chalicelib.errors import InvalidInput
from tests.unit.domain.policies.policy_shapes import asked, car_in, first_class, rental, ride
from tests.unit.policy_samples import LONDON, TODAY, crowd, euros, flight, left, option, policy, segment, stay, trip

APPROVE = Action.APPROVE
# In business with a foreign airline, back in first class on a train, to a hotel of five stars, in a large car, not
# refundable, and dear: something for every kind.
GRAND = option(
    flight(
        price=euros(4000),
        slices=[Slice(segments=(segment(cabin=Cabin.BUSINESS, marketing_carrier="ZZ"),))],
        cabin=Cabin.BUSINESS,
        refundability=Refundability.NONE,
    ),
    first_class(ride(trip(), 1)),
    stay(price=euros(1200), nightly=euros(600), stars=5, refundability=Refundability.NONE),
    rental(asked(cars=(car_in(LONDON),)), 0, category=CarCategory.PREMIUM),
)
# Everybody has another trip at that time.
GRAND = msgspec.structs.replace(
    GRAND,
    overlaps=tuple(Overlap(kind=OverlapKind.OVERLAPPING_DATES, traveller=each.full_name) for each in crowd(9)),
)
EVERY_KIND: dict[str, AnyRule] = {
    rule.name: rule
    for rule in (
        CabinByDuration(clause="1.1", action=APPROVE, bands=(CabinBand(from_seconds=0, cabin=Cabin.ECONOMY),)),
        RailClassByDuration(clause="1.1", action=APPROVE),
        FareCap(clause="1.1", action=APPROVE, bands=(FareBand(from_metres=0, amounts=(euros(100),)),)),
        NightlyCap(clause="1.1", action=APPROVE, default=(euros(200),)),
        TotalCap(clause="1.1", action=APPROVE, amounts=(euros(100),)),
        BudgetAvailable(clause="1.1", action=APPROVE),
        AdvanceBooking(clause="1.1", action=APPROVE, min_days=360),
        PreferredCarriers(clause="1.1", action=APPROVE, carriers=(Carrier(code="LH", name="Lufthansa"),)),
        BarredCarriers(clause="1.1", action=APPROVE, carriers=(Carrier(code="ZZ", name="Zed"),)),
        DestinationApproval(clause="1.1", action=APPROVE, countries=("GB",), reason="far"),
        ShortRoute(clause="1.1", action=APPROVE, min_metres=2_000_000),
        Refundable(clause="1.1", action=APPROVE, component_kind=ComponentKind.FLIGHT, above=(euros(100),)),
        HotelStars(clause="1.1", action=APPROVE, max_stars=3),
        StayLength(clause="1.1", action=APPROVE, max_nights=1),
        HighestCarCategory(
            clause="1.1", action=APPROVE, bands=(CarBand(from_travellers=1, category=CarCategory.MINI),)
        ),
        TravellingTogether(clause="1.1", action=APPROVE, max_travellers=1),
        PurposeStated(clause="1.1", action=APPROVE),
        OverlappingTrip(clause="1.1", action=APPROVE),
    )
}


def size() -> tuple[int, int]:
    """Kinds of rules, and groups that hold for some travellers, for others and for all of them."""
    return len(EVERY_KIND), 3


def verdict(
    rules: Sequence[AnyRule], groups: tuple[str | None, ...], chosen: Option = GRAND, request: TripRequest | None = None
) -> Verdict:
    here = request or trip(travellers=crowd(len(groups)), purpose=None, cars=(car_in(LONDON),))
    return judge(chosen, here, policy(*rules), today=TODAY, budgets=left(euros(1)), groups=groups)


def named(rule: AnyRule, *groups: str, **changes: object) -> AnyRule:
    return msgspec.structs.replace(rule, groups=groups, **changes)


def about(found: Verdict) -> dict[str, tuple[int, ...]]:
    return {each.clause: each.travellers for each in found.violations}


def test_every_kind_of_rule_is_among_the_samples() -> None:
    assert set(EVERY_KIND) == {str(kind.__struct_config__.tag) for kind in get_args(AnyRule)}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_rule_of_a_group_holds_for_its_members_alone(kind: str) -> None:
    rule = named(EVERY_KIND[kind], "crew")

    assert verdict([rule], (None, "board")).violations == ()
    assert verdict([rule], ("board", "crew", None, "crew")).outcome is Outcome.APPROVAL_REQUIRED
    assert about(verdict([rule], ("board", "crew", None, "crew"))) == {"1.1": (1, 3)}
    assert about(verdict([rule], ("crew", "crew"))) == {"1.1": ()}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_rule_of_a_group_takes_the_place_of_everybodys(kind: str) -> None:
    """What it forbids others it may allow them, and the other way round."""
    everybodys = EVERY_KIND[kind]
    theirs = named(everybodys, "crew", clause="1.2")
    found = verdict([everybodys, theirs], (None, "crew", "crew", None))

    assert about(found) == {"1.1": (0, 3), "1.2": (1, 2)}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_rules_of_everybody_hold_for_all_and_say_whom_where_groups_differ(kind: str) -> None:
    rule = EVERY_KIND[kind]

    assert about(verdict([rule], (None, None))) == {"1.1": ()}
    assert about(verdict([rule], ("crew", None))) == {"1.1": (0, 1)}
    alike = verdict([rule], ("crew", "crew"))
    assert alike == verdict([rule], (None, None))


@pytest.mark.parametrize(
    ("groups", "outcome"),
    [
        ((None,), Outcome.DENIED),
        (("board",), Outcome.COMPLIANT),
        (("crew",), Outcome.APPROVAL_REQUIRED),
        (("board", "crew"), Outcome.APPROVAL_REQUIRED),
        (("crew", "board"), Outcome.APPROVAL_REQUIRED),
        (("board", None), Outcome.DENIED),
        (("crew", None, "board"), Outcome.DENIED),
        (("board", "board"), Outcome.COMPLIANT),
        (("interns", "board"), Outcome.DENIED),
        (("crew", "crew", "crew"), Outcome.APPROVAL_REQUIRED),
    ],
)
def test_gravest_verdict_of_the_travellers_is_that_of_the_option(
    groups: tuple[str | None, ...], outcome: Outcome
) -> None:
    stars = HotelStars(clause="1.1", action=Action.DENY, max_stars=3)
    fine = HotelStars(clause="1.2", action=Action.DENY, max_stars=4, groups=("board", "crew"))
    asked = HotelStars(clause="1.3", action=Action.APPROVE, max_stars=3, groups=("crew",))
    four = option(flight(), stay(stars=4))

    assert verdict([stars, fine, asked], groups, four).outcome is outcome


@pytest.mark.parametrize(
    ("groups", "limit", "price", "broken"),
    [
        (("crew", None), 100, 200, False),
        (("crew", None), 99, 200, True),
        (("crew", "crew", None), 200, 300, False),
        (("crew", None, None, None), 50, 200, False),
        (("crew", None, None, None), 49, 200, True),
    ],
)
def test_limit_in_money_is_held_against_what_those_of_the_group_pay(
    groups: tuple[str | None, ...], limit: int, price: int, broken: bool
) -> None:
    cap = TotalCap(clause="1.1", action=APPROVE, amounts=(euros(limit),), groups=("crew",))

    assert bool(verdict([cap], groups, option(flight(price=euros(price)))).violations) is broken


@pytest.mark.parametrize(("crew", "others", "broken"), [(2, 5, False), (3, 0, True), (3, 4, True), (0, 7, False)])
def test_only_members_of_the_group_are_counted_on_one_aircraft(crew: int, others: int, broken: bool) -> None:
    rule = TravellingTogether(clause="1.1", action=APPROVE, max_travellers=2, groups=("crew",))

    assert bool(verdict([rule], ("crew",) * crew + (None,) * others).violations) is broken


GROUPS = st.sampled_from([None, "crew", "board", "interns"])
ACTIONS = st.sampled_from(list(Action))


@st.composite
def rulebooks(draw: st.DrawFn) -> list[AnyRule]:
    """Rules of every kind, some of everybody and some of groups, none twice for anybody."""
    rules: list[AnyRule] = []
    for kind in draw(st.lists(st.sampled_from(sorted(EVERY_KIND)), max_size=8, unique=True)):
        free = ["crew", "board", "interns"]
        for number in range(draw(st.integers(1, 3))):
            groups = draw(st.lists(st.sampled_from(free), max_size=2, unique=True)) if free and number else []
            free = [each for each in free if each not in groups]
            if number and not groups:
                continue
            clause = f"1.{1 + len(rules) % 9}"
            rules.append(named(EVERY_KIND[kind], *groups, clause=clause, action=APPROVE))
    return rules


@settings(max_examples=60, deadline=None)
@given(rulebooks(), st.lists(GROUPS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_each_traveller_is_judged_by_the_rules_of_their_group(
    rules: list[AnyRule], groups: list[str | None], shuffler: object
) -> None:
    """Said once more, traveller by traveller: whose rule is broken, and by whom."""
    check(policy(*rules))
    found = verdict(rules, tuple(groups))
    wanted = set()
    for place, group in enumerate(groups):
        for rule in rules:
            own = [each for each in rules if each.name == rule.name and group in each.groups]
            mine = rule in own if own else not rule.groups
            together = sum(any(each is rule for each in _of(rules, rule.name, other)) for other in groups)
            if mine and not (rule.name == "travelling_together" and together < 2):
                wanted.add((rule.name, rule.clause, place))

    is_named = len(set(groups)) > 1
    said = {
        (each.rule, each.clause, place)
        for each in found.violations
        for place in (each.travellers if is_named else range(len(groups)))
    }
    assert said == wanted
    assert (found.outcome is Outcome.COMPLIANT) is (not wanted)
    assert verdict(rules[::-1], tuple(groups)) == found
    narrowed = policy_for(policy(*rules), tuple(groups)).rules
    assert verdict(narrowed, tuple(groups)) == found


def _of(rules: Sequence[AnyRule], name: str, group: str | None) -> list[AnyRule]:
    own = [each for each in rules if each.name == name and group in each.groups]
    return own or [each for each in rules if each.name == name and not each.groups]


@pytest.mark.parametrize(
    ("groups", "pointers"),
    [
        ([(), ()], ["/rules/1"]),
        ([(), ("crew",)], []),
        ([("crew",), ("crew",)], ["/rules/1"]),
        ([("crew",), ("board",)], []),
        ([("crew", "board"), ("board", "interns")], ["/rules/1"]),
        ([("crew",), (), ("board",), ()], ["/rules/3"]),
        ([("crew", "crew")], ["/rules/0/groups/1"]),
    ],
)
def test_two_rules_of_one_identity_for_one_traveller_are_refused(
    groups: list[tuple[str, ...]], pointers: list[str]
) -> None:
    rules = [TotalCap(clause="1.1", action=APPROVE, amounts=(euros(1),), groups=each) for each in groups]
    document = policy(*rules)

    found = []
    try:
        check(document)
    except InvalidInput as refused:
        found = [each.pointer for each in refused.errors]
    assert found == pointers


def test_carrier_is_barred_for_one_group_and_preferred_for_another() -> None:
    carrier = (Carrier(code="LH", name="Lufthansa"),)
    preferred, barred = EVERY_KIND["preferred_carriers"], BarredCarriers(clause="1.1", action=APPROVE, carriers=carrier)
    check(policy(named(preferred, "crew"), named(barred, "board")))

    for one, other in ((("crew",), ()), ((), ("board",)), (("crew",), ("crew", "board"))):
        with pytest.raises(InvalidInput):
            check(policy(named(preferred, *one), named(barred, *other)))
