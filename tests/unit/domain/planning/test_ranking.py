"""Which options are made of the offers, which come first, and what holds whatever the offers are."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Option, Slice, StayOffer
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.planning.ranking import plan
from chalicelib.domain.planning.scoring import Valuation
from chalicelib.domain.policies.rules.carriers import Carrier, PreferredCarriers
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.domain.planning.judges import Verdicts
from tests.unit.policy_samples import (
    BERLIN,
    DEPARTURE,
    LONDON,
    euros,
    flight,
    policy,
    segment,
    slices_there_and_back,
    stay,
    stay_request,
    trip,
)

PREFERRED = PreferredCarriers(clause="1.1", action=Action.NOTE, carriers=(Carrier(code="LH", name="Lufthansa"),))
POLICY = policy(PREFERRED)


def one_way(**changes: object) -> TripRequest:
    """Berlin to London, one way, without a hotel."""
    return trip(return_on=None, stay=None, **changes)


def out(offer_id: str, price: Money, seconds: int = 7200, **changes: Any) -> FlightOffer:
    """A flight one way."""
    slices = (Slice(segments=(segment(seconds, number=offer_id),)),)
    return flight(offer_id, price, changes.pop("slices", slices), **changes)


def ranked(
    flights: Sequence[FlightOffer],
    stays: Sequence[StayOffer],
    request: TripRequest,
    limit: int = 5,
    outcomes: dict[str, Outcome] | None = None,
) -> tuple[Option, ...]:
    found = plan([*flights, *stays], request, POLICY, Verdicts(outcomes), limit)
    assert found.is_exact
    return found.options


def ids(option: Option) -> list[str]:
    return [component.offer_id for component in option.components]


def with_stay(cap: Money | None = None, *, near_centre: bool = False) -> TripRequest:
    return trip(stay=stay_request(nightly_cap=cap, near_centre=near_centre))


def test_every_flight_goes_with_every_stay_and_the_cheapest_comes_first() -> None:
    flights = [flight("f1", euros(150)), flight("f2", euros(100), co2_grams=300_000)]
    stays = [stay("s1", stars=4), stay("s2", euros(200), name="The Other Rooms")]

    options = ranked(flights, stays, trip(), limit=9)

    assert sorted(map(ids, options)) == [["f1", "s1"], ["f1", "s2"], ["f2", "s1"], ["f2", "s2"]]
    assert ids(options[0]) == ["f2", "s2"]
    assert [option.rank for option in options] == [1, 2, 3, 4]


def test_same_offers_make_the_same_option_in_any_search() -> None:
    alone = ranked([flight("f1")], [stay("s1")], trip())[0]
    among = ranked([flight("f2"), flight("f1")], [stay("s2"), stay("s1")], trip(), limit=9)

    assert [option.option_id for option in among if ids(option) == ["f1", "s1"]] == [alone.option_id]
    assert len({option.option_id for option in among}) == 4


def test_trip_without_stay_is_flights_alone() -> None:
    assert [ids(option) for option in ranked([flight("f1")], [], trip(stay=None))] == [["f1"]]


def test_stay_that_nobody_offers_is_said_to_be_missing() -> None:
    options = ranked([flight("f1")], [], trip())

    assert ids(options[0]) == ["f1"]
    assert "no hotel was offered for these nights" in options[0].reasons


def test_hotel_alone_is_a_trip_and_so_is_a_hotel_of_two_that_one_is_offered_of() -> None:
    alone = stay_request(arrives_by=None, leaves_by=None)
    request = trip(slices=(), stays=(alone, alone))

    assert [ids(option) for option in ranked([], [stay("s1"), stay("s2", stay_index=1)], request)] == [["s1", "s2"]]
    (half,) = ranked([], [stay("s1")], request)
    assert (ids(half), [each.stay_index for each in half.missing_nights]) == (["s1"], [1, 1])
    assert "no hotel was offered in London from 2027-03-03" in half.reasons
    assert ranked([], [], request) == ()


def test_split_tickets_are_combined_where_they_are_cheaper() -> None:
    there, back = (Slice(segments=(segment(departs_at=DEPARTURE + timedelta(days=days)),)) for days in (0, 2))
    through = flight("through", euros(300), slices=(there, back))
    outward = flight("out", euros(120), slices=(there,), slice_indexes=(0,), co2_grams=110_000)
    homeward = flight("home", euros(120), slices=(back,), slice_indexes=(1,), co2_grams=110_000)
    request = trip(stay=None)

    assert ids(ranked([through, outward, homeward], [], request)[0]) == ["out", "home"]
    assert "2 separate tickets" in ranked([through, outward, homeward], [], request)[0].reasons
    dear = msgspec.structs.replace(homeward, price=euros(190))
    assert [ids(option) for option in ranked([through, outward, dear], [], request)] == [["through"]]


def test_slice_that_leaves_before_one_can_be_there_is_in_no_option() -> None:
    out_and_back = slices_there_and_back(BERLIN, LONDON, DEPARTURE.date(), DEPARTURE.date())
    request = trip(slices=out_and_back, stays=())

    def back(offer_id: str, minutes: int) -> FlightOffer:
        leaves_at = DEPARTURE + timedelta(hours=2, minutes=minutes)
        homeward = msgspec.structs.replace(segment(departs_at=leaves_at), origin="LHR", destination="BER")
        return flight(offer_id, slices=(Slice(segments=(homeward,)),), slice_indexes=(1,))

    there = flight("out", slices=(Slice(segments=(segment(),)),), slice_indexes=(0,))

    found = ranked([there, back("soon", 59), back("later", 60)], [], request)

    assert [ids(option) for option in found] == [["out", "later"]]


def test_stays_above_the_limit_are_left_out() -> None:
    dear, fair = stay("dear", euros(500)), stay("fair", euros(400))

    options = ranked([flight()], [dear, fair], with_stay(euros(200)))

    assert [ids(option) for option in options] == [["f1", "fair"]]


def test_stays_above_the_limit_are_taken_when_there_are_no_others_and_it_is_said() -> None:
    options = ranked([flight()], [stay("dear", euros(500))], with_stay(euros(200)))

    assert ids(options[0]) == ["f1", "dear"]
    expected = "250.00 EUR a night, above the 200.00 EUR requested: no hotel within the limit was offered"
    assert expected in options[0].reasons


@pytest.mark.parametrize(("dollars", "found"), [(163, ["cheap"]), (164, ["cheap", "dear"])])
def test_limit_in_another_currency_is_compared_by_the_companys_rates(dollars: int, found: list[str]) -> None:
    cap = Money(amount=dollars * 100, currency="USD")

    stays = [stay("dear", euros(300), stars=5), stay("cheap", euros(100))]

    assert sorted(ids(option)[1] for option in ranked([flight()], stays, with_stay(cap))) == found


def test_limit_that_no_rate_can_compare_is_said_to_be_open() -> None:
    options = ranked([flight()], [stay()], with_stay(Money(amount=1, currency="CHF")))

    expected = "150.00 EUR a night, not compared with the 0.01 CHF requested: no exchange rate is set"
    assert expected in options[0].reasons


def test_offers_in_another_currency_are_left_out() -> None:
    foreign = flight("usd", Money(amount=1, currency="USD"))

    assert [ids(option) for option in ranked([foreign, flight("f1")], [], trip(stay=None))] == [["f1"]]
    assert ranked([foreign], [stay()], trip()) == ()


def test_nothing_offered_is_nothing_ranked() -> None:
    assert ranked([], [stay()], trip()) == ()


def test_an_hour_saved_is_worth_what_the_company_says() -> None:
    slow = out("slow", euros(100), 4 * 3600)
    worth_it, too_dear = out("worth", euros(189), 2 * 3600), out("dear", euros(191), 2 * 3600)

    assert ids(ranked([slow, worth_it], [], one_way())[0]) == ["worth"]
    assert ids(ranked([slow, too_dear], [], one_way())[0]) == ["slow"]


def test_hotel_near_the_centre_counts_three_times_when_it_is_asked_for() -> None:
    near = stay("near", euros(330), distance_to_centre_metres=500)
    far = stay("far", euros(300), distance_to_centre_metres=2_000)

    assert ids(ranked([flight()], [near, far], with_stay())[0]) == ["f1", "far"]
    assert ids(ranked([flight()], [near, far], with_stay(near_centre=True))[0]) == ["f1", "near"]


def test_compliant_options_come_before_better_ones_that_need_approval() -> None:
    flights = [out("a", euros(100)), out("b", euros(200)), out("c", euros(300))]
    outcomes = {"a": Outcome.APPROVAL_REQUIRED, "c": Outcome.DENIED}

    options = ranked(flights, [], one_way(), outcomes=outcomes)

    # The denied one is dearer than both and no better in anything.
    assert [ids(option) for option in options] == [["b"], ["a"]]
    assert "cheapest with the best verdict" in options[0].reasons
    assert "approval required by clause 3.2" in options[1].reasons


def test_cabin_that_was_asked_for_is_shown_although_it_needs_approval() -> None:
    compliant = [out(f"y{n}", euros(100 + n), co2_grams=100_000 - n) for n in range(8)]
    slices = (Slice(segments=(segment(cabin=Cabin.BUSINESS),)),)
    dear = out("j", euros(900), slices=slices, cabin=Cabin.BUSINESS)

    shown = ranked(
        [*compliant, dear], [], one_way(cabin=Cabin.BUSINESS), limit=3, outcomes={"j": Outcome.APPROVAL_REQUIRED}
    )

    assert ["j"] in [ids(option) for option in shown]
    assert ids(shown[0]) == ["y0"]


def test_stay_begins_on_the_day_on_which_the_flight_arrives() -> None:
    overnight = out("f1", euros(180), 22 * 3600)
    stays = [stay("early"), stay("late", check_in=DEPARTURE.date() + timedelta(days=1))]

    options = ranked([overnight], stays, trip(return_on=None))

    assert [ids(option) for option in options] == [["f1", "late"]]


def test_reasons_say_what_speaks_for_and_against() -> None:
    early = DEPARTURE.replace(hour=4)
    first = segment(7200, marketing_carrier="XX", departs_at=early)
    second = segment(7200, marketing_carrier="XX", departs_at=early + timedelta(hours=3))
    tiresome = flight(
        "f1", euros(50), slices=(Slice(segments=(first, second)),), refundability=Refundability.NONE, co2_grams=1
    )

    request = trip(return_on=None, cabin=Cabin.PREMIUM_ECONOMY)
    options = ranked([tiresome, out("f2", euros(200))], [stay()], request)

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

    assert Valuation(one_way(), POLICY).rate(offer).traits.unsocial == times


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

    options = ranked(flights, stays, trip(return_on=None))

    used = [offer[:2] for option in options for offer in ids(option)]
    assert len(options) == 5
    assert max(used.count(thing) for thing in used) == 2


def test_few_flights_are_shown_with_all_their_hotels() -> None:
    stays = [stay(f"s{n}", euros(100 + n), distance_to_centre_metres=2_000 - 100 * n) for n in range(6)]

    assert len(ranked([flight()], stays, trip())) == 5


def test_without_a_rate_the_price_decides() -> None:
    def francs(offer_id: str, amount: int, hours: int) -> FlightOffer:
        return out(offer_id, Money(amount=amount, currency="CHF"), hours * 3600)

    request = one_way(currency="CHF")

    assert ids(ranked([francs("slow", 10_000, 9), francs("fast", 10_001, 2)], [], request)[0]) == ["slow"]


def test_why_there_is_no_option_is_said() -> None:
    there, back = (Slice(segments=(segment(departs_at=DEPARTURE + timedelta(days=days)),)) for days in (0, 2))
    out_alone = flight("out", slices=(there,), slice_indexes=(0,))
    late = flight("late", slices=(there,), slice_indexes=(1,))

    lacks = [plan(found, trip(), POLICY, Verdicts()).lack for found in ([], [out_alone], [out_alone, late])]

    back_alone = "from London to Berlin on 2027-03-05"
    assert lacks == [
        f"No supplier offers this on these dates: from Berlin to London on 2027-03-03; {back_alone}.",
        f"No supplier offers this on these dates: {back_alone}.",
        "Nothing that suppliers offer on these dates fits together: each slice has to leave once one can be there.",
    ]
    assert plan([flight("both", slices=(there, back))], trip(), POLICY, Verdicts()).lack is None
