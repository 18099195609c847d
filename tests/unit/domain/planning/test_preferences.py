"""What an offer lacks of each kind of preference, held against what the preference says, over random offers."""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import msgspec
import pytest

from chalicelib.domain.offers.alliances import alliance_of
from chalicelib.domain.offers.offers import FlightOffer, Offer, Slice, StayOffer, kind_of
from chalicelib.domain.offers.rail import RailOffer, RailSlice
from chalicelib.domain.offers.terms import Refundability, SeatSelection
from chalicelib.domain.places.place import Landmark
from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.planning.preferences import (
    Ride,
    Shortfall,
    Want,
    find_lacks,
    find_shortfalls,
    is_overnight,
    list_wants,
)
from chalicelib.domain.planning.ranking import plan
from chalicelib.domain.policies.document import TradeOffs
from chalicelib.domain.trip_requests.preferences import (
    Alliance,
    AnyPreference,
    CabinAsRequested,
    CheckedBags,
    ComponentKind,
    MostStops,
    NearPlace,
    NoOvernight,
    RefundableComponents,
    SeatChoice,
    SeatPosition,
    Strength,
    TimeWindow,
    WithCarriers,
    WithoutCarriers,
)
from chalicelib.domain.trip_requests.trip_request import Cabin, CarRequest, SliceRequest, TripRequest
from tests.unit.domain.planning.judges import Verdicts
from tests.unit.domain.planning.planning_cases import random_offers, random_request
from tests.unit.policy_samples import DEPARTURE, LONDON, euros, flight, policy, segment, stay, stay_request, trip

MUST = Strength.MUST
Flown = Slice | RailSlice


def rides(offer: Offer) -> list[tuple[int, Flown]]:
    if isinstance(offer, FlightOffer | RailOffer):
        flown: tuple[Flown, ...] = offer.slices
        return list(zip(offer.slice_indexes, flown, strict=True))
    return []


def slices_that(offer: Offer, fails: Callable[[int, Flown], bool]) -> set[str]:
    return {f"/slices/{index}" for index, flown in rides(offer) if fails(index, flown)}


def of_stops(offer: Offer, request: TripRequest) -> set[str]:
    return slices_that(offer, lambda _, flown: len(flown.segments) > 1)


def of_night(offer: Offer, request: TripRequest) -> set[str]:
    return slices_that(offer, lambda index, flown: is_overnight(Ride(index, flown)))


def of_cabin(offer: Offer, request: TripRequest) -> set[str]:
    def is_lower(index: int, flown: Flown) -> bool:
        asked = request.slices[index].cabin
        if isinstance(offer, RailOffer):
            return asked is not Cabin.ECONOMY and any(each.cabin is Cabin.ECONOMY for each in flown.segments)
        return any(each.cabin.rank < asked.rank for each in flown.segments)

    return slices_that(offer, is_lower) & {"/slices/0"}


def of_carriers(offer: Offer, request: TripRequest) -> set[str]:
    if not isinstance(offer, FlightOffer):
        return set()
    star = Alliance.STAR_ALLIANCE
    return {
        f"/slices/{index}"
        for index, flown in zip(offer.slice_indexes, offer.slices, strict=True)
        for each in flown.segments
        if each.marketing_carrier != "BA" and alliance_of(each.marketing_carrier) is not star
    }


def of_avoided(offer: Offer, request: TripRequest) -> set[str]:
    if not isinstance(offer, FlightOffer):
        return set()
    return slices_that(offer, lambda _, flown: any(each.name[:2] in {"BA", "LH"} for each in flown.segments))


def of_refunds(offer: Offer, request: TripRequest) -> set[str]:
    is_meant = isinstance(offer, StayOffer | RailOffer)
    return {pointer(offer)} if is_meant and offer.refundability is Refundability.NONE else set()


def of_bags(offer: Offer, request: TripRequest) -> set[str]:
    if not isinstance(offer, FlightOffer) or (offer.bags is not None and offer.bags.checked >= 1):
        return set()
    return slices_that(offer, lambda _index, _flown: True)


def of_seats(offer: Offer, request: TripRequest) -> set[str]:
    if isinstance(offer, FlightOffer | RailOffer) and offer.seat_selection in {None, SeatSelection.NONE}:
        return slices_that(offer, lambda _index, _flown: True)
    return set()


def of_distance(offer: Offer, request: TripRequest) -> set[str]:
    is_far = isinstance(offer, StayOffer) and offer.distance_to_centre_metres > 1_000
    return {pointer(offer)} if is_far else set()


def pointer(offer: Offer) -> str:
    if isinstance(offer, FlightOffer | RailOffer):
        return f"/slices/{offer.slice_indexes[0]}"
    return f"/stays/{offer.stay_index}" if isinstance(offer, StayOffer) else f"/cars/{offer.car_index}"


KINDS: dict[str, tuple[AnyPreference, Callable[[Offer, TripRequest], set[str]]]] = {
    "most_stops": (MostStops(strength=MUST, stops=0), of_stops),
    "no_overnight": (NoOvernight(strength=MUST), of_night),
    "cabin_as_requested": (CabinAsRequested(strength=MUST, slices=(0,)), of_cabin),
    "carriers": (WithCarriers(strength=MUST, carriers=("BA",), alliance=Alliance.STAR_ALLIANCE), of_carriers),
    "without_carriers": (WithoutCarriers(strength=MUST, carriers=("BA", "LH")), of_avoided),
    "refundable": (
        RefundableComponents(strength=MUST, kinds=(ComponentKind.STAY, ComponentKind.RAIL)),
        of_refunds,
    ),
    "checked_bags": (CheckedBags(strength=MUST, bags=1), of_bags),
    "seat": (SeatChoice(strength=MUST, position=SeatPosition.WINDOW), of_seats),
    "near_place": (NearPlace(strength=MUST, within_metres=1_000), of_distance),
}


def many_offers() -> Iterator[tuple[Offer, TripRequest]]:
    for seed in range(60):
        chance = random.Random(seed)
        request = random_request(chance)
        for offer in random_offers(chance, request, most=6):
            yield offer, request


def test_every_kind_of_preference_is_tried_here() -> None:
    assert {str(kind.__struct_config__.tag) for kind in get_args(AnyPreference)} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_offer_lacks_is_what_does_not_meet_the_preference(kind: str) -> None:
    preference, expected = KINDS[kind]
    met = 0

    for offer, request in many_offers():
        lacking = {where for where, _ in find_lacks(preference, offer, request)}
        assert lacking == expected(offer, request)
        met += not lacking

    assert met


def test_preference_for_some_slices_or_stays_is_about_these_alone() -> None:
    there_and_back, room = flight(), stay(distance_to_centre_metres=5_000)
    seats = [SeatChoice(strength=MUST, position=SeatPosition.AISLE, slices=places) for places in ((), (1,), (0, 1))]
    near = [NearPlace(strength=MUST, within_metres=1_000, stays=places) for places in ((), (1,), (0,))]

    assert [len(list(find_lacks(each, there_and_back, trip()))) for each in seats] == [2, 1, 2]
    assert [len(list(find_lacks(each, room, trip()))) for each in near] == [1, 0, 1]


def ride(leaves: str, minutes: int, zones: tuple[str, str]) -> Ride:
    departs_at = datetime.fromisoformat(leaves).replace(tzinfo=ZoneInfo(zones[0])).astimezone(UTC)
    flown = msgspec.structs.replace(
        segment(minutes * 60, departs_at=departs_at), origin_timezone=zones[0], destination_timezone=zones[1]
    )
    return Ride(0, Slice(segments=(flown,)))


@pytest.mark.parametrize(
    ("leaves", "minutes", "zones", "overnight"),
    [
        ("2027-03-03T20:00", 270, ("Europe/Berlin", "Europe/Berlin"), False),  # there at half past midnight
        ("2027-03-03T23:00", 390, ("Europe/Berlin", "Europe/Berlin"), True),
        ("2027-03-03T09:00", 720, ("Europe/London", "Asia/Tokyo"), True),  # there at six in the morning
        ("2027-03-03T11:00", 840, ("Asia/Tokyo", "Europe/London"), False),  # by day all the way
        ("2027-03-03T22:30", 905, ("America/Los_Angeles", "Australia/Sydney"), True),
        ("2027-03-03T10:00", 540, ("Europe/Berlin", "America/New_York"), False),
        ("2027-03-03T17:30", 420, ("America/New_York", "Europe/London"), True),
        ("2027-03-03T05:30", 120, ("Europe/Berlin", "Europe/London"), False),
    ],
)
def test_slice_is_overnight_where_its_travellers_lose_the_night(
    leaves: str, minutes: int, zones: tuple[str, str], *, overnight: bool
) -> None:
    assert is_overnight(ride(leaves, minutes, zones)) is overnight


def test_distance_is_measured_from_what_the_stay_is_to_be_near() -> None:
    office = Landmark(name="The office", latitude=51.5, longitude=-0.1)
    wanted = NearPlace(strength=MUST, within_metres=500)
    beside = stay(distance_to_centre_metres=9_000)

    assert list(find_lacks(wanted, beside, trip(stay=stay_request(near=office)))) == []
    assert list(find_lacks(wanted, beside, trip())) == [("/stays/0", "9.0 km away, at most 0.5 km asked for")]


def test_distance_from_what_is_known_by_name_alone_cannot_be_kept() -> None:
    wanted = NearPlace(strength=MUST, within_metres=500)
    beside = stay(distance_to_centre_metres=100)

    lacks = list(find_lacks(wanted, beside, trip(stay=stay_request(near=Landmark(name="The office")))))

    assert lacks == [("/stays/0", "where The office is, is not known")]


@pytest.mark.parametrize("strength", list(Strength))
def test_windows_stars_and_refunds_of_the_request_are_wanted_as_well(strength: Strength) -> None:
    window = TimeWindow(not_before="10:00", strength=strength)
    slices = tuple(msgspec.structs.replace(each, departure=window, arrival=None) for each in trip().slices)
    request = trip(slices=slices, stays=(stay_request(min_stars=4, refundable=True),))
    wants = list_wants(request, TradeOffs())
    room = stay(stars=3, refundability=Refundability.NONE)

    found = [(wants[each.want].name, wants[each.want].strength, each.pointer) for each in _of(wants, flight(), room)]

    assert found == [
        ("departure", strength, "/slices/0"),
        ("departure", strength, "/slices/1"),
        ("min_stars", MUST, "/stays/0"),
        ("refundable", MUST, "/stays/0"),
    ]


@pytest.mark.parametrize(
    ("picked_up", "dropped_off", "found"),
    [
        (("10:20", 3), ("15:00", 4), []),
        (("10:15", 3), ("07:15", 5), []),
        (("10:14", 3), ("07:15", 5), ["the car is to be picked up before the arrival"]),
        (("10:15", 3), ("07:16", 5), ["the car is to be dropped off less than an hour before the departure"]),
        (("10:00", 2), ("09:00", 6), []),  # beside the journey: before it, and after it
    ],
)
def test_car_is_picked_up_after_the_arrival_and_dropped_off_before_the_departure(
    picked_up: tuple[str, int], dropped_off: tuple[str, int], found: list[str]
) -> None:
    """The flights are under way from 08:15 to 10:15 in London, on the third and on the fifth."""
    car = CarRequest(
        pick_up=LONDON,
        pick_up_at=picked_up[0],
        pick_up_on=date(2027, 3, picked_up[1]),
        drop_off=LONDON,
        drop_off_at=dropped_off[0],
        drop_off_on=date(2027, 3, dropped_off[1]),
    )
    wants = list_wants(trip(stay=None, cars=(car,)), TradeOffs())

    assert [each.detail for each in _of(wants, flight())] == found
    assert {each.pointer for each in _of(wants, flight())} <= {"/cars/0"}


@pytest.mark.parametrize(("hour", "is_there"), [("18:44", False), ("18:45", True)])
def test_car_waits_for_who_arrives_the_day_before_they_left(hour: str, is_there: bool) -> None:
    """From Tokyo on the morning of the third one is in Honolulu on the evening of the second."""
    tokyo, honolulu = resolve_place("Tokyo"), resolve_place("Honolulu")
    day = date(2027, 3, 2)
    car = CarRequest(
        pick_up=honolulu,
        pick_up_on=day,
        pick_up_at=hour,
        drop_off=honolulu,
        drop_off_on=date(2027, 3, 4),
        drop_off_at=hour,
    )
    asked = SliceRequest(origin=tokyo, destination=honolulu, depart_on=date(2027, 3, 3))
    flown = segment(seconds=(7 * 60 + 25) * 60, departs_at=datetime(2027, 3, 2, 21, 20, tzinfo=UTC))
    wants = list_wants(trip(slices=(asked,), stay=None, cars=(car,)), TradeOffs())

    found = _of(wants, flight(slices=[Slice(segments=(flown,))]))

    assert [each.pointer for each in found] == ([] if is_there else ["/cars/0"])


def _of(wants: Iterable[Want], *offers: Offer) -> list[Shortfall]:
    return [each for offer in offers for each in find_shortfalls(wants, offer)]


def test_must_that_nothing_meets_is_said_with_the_nearest_that_can_be_had() -> None:
    def changing(offer_id: str, changes: int, price: int) -> FlightOffer:
        segments = tuple(segment(departs_at=DEPARTURE + timedelta(hours=3 * at)) for at in range(changes + 1))
        return flight(offer_id, euros(price), (Slice(segments=segments),))

    request = trip(return_on=None, stay=None, preferences=(MostStops(strength=MUST, stops=0),))
    rules = policy(trade_offs=TradeOffs(connection=10_000))

    (nearest, *_) = plan((changing("one", 1, 200), changing("two", 2, 150)), request, rules, Verdicts()).options
    (direct, other) = plan((changing("one", 1, 100), changing("none", 0, 900)), request, rules, Verdicts()).options

    assert [offer.offer_id for offer in nearest.components] == ["one"]
    assert [(each.preference, each.pointer, each.detail, each.is_offered) for each in nearest.unmet] == [
        ("most_stops", "/slices/0", "1 change, at most 0 asked for", False)
    ]
    assert "1 change, at most 0 asked for: not offered otherwise" in nearest.reasons
    assert ([offer.offer_id for offer in direct.components], direct.unmet) == (["none"], ())
    assert [each.is_offered for each in other.unmet] == [True]


def test_best_by_each_wish_is_shown_beside_the_cheapest() -> None:
    wishes = (
        CheckedBags(strength=Strength.WISH, bags=1),
        SeatChoice(strength=Strength.WISH, position=SeatPosition.AISLE),
    )
    request = trip(return_on=None, stay=None, preferences=wishes)
    bare = [flight(f"bare{n}", euros(100 + n), flight().slices[:1], co2_grams=200_000 - n) for n in range(9)]
    seated = flight("seated", euros(500), flight().slices[:1], seat_selection=SeatSelection.INCLUDED)

    options = plan([*bare, seated], request, policy(), Verdicts(), limit=1).options

    assert [[offer.offer_id for offer in option.components] for option in options] == [["bare0"], ["seated"]]
    assert [each.preference for each in options[1].unmet] == ["checked_bags"]


def test_kind_of_component_is_named_as_its_offer_is() -> None:
    for offer, _ in many_offers():
        assert kind_of(offer).value == str(offer.__struct_config__.tag)
