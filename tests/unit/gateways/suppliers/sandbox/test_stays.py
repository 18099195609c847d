"""Invented hotels in real cities: the same for the same question, near enough, and never to be taken for real ones."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.offers.offers import Option, StayOffer, with_prices
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.place import Place
from chalicelib.domain.policies.rules.hotels import nightly_price
from chalicelib.errors import InvalidInput
from chalicelib.gateways.suppliers.sandbox.stays import read_room, stay_inventory_item, stay_offer, stay_rooms
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from tests.unit.gateways.suppliers.sandbox.sandbox_world import LONDON, sandbox_world, stay_query

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)


def city(name: str, country: str, airport: str, latitude: float, longitude: float, timezone: str) -> Place:
    return Place(
        name=name, country=country, airports=(airport,), latitude=latitude, longitude=longitude, timezone=timezone
    )


BELGRADE = city("Belgrade", "RS", "BEG", 44.804, 20.465, "Europe/Belgrade")
SUVA = city("Suva", "FJ", "SUV", -18.1416, 178.4415, "Pacific/Fiji")
TROMSO = city("Tromsø", "NO", "TOS", 69.6489, 18.9551, "Europe/Oslo")


def stays(**changes: Any) -> list[StayOffer]:
    """What is offered while nothing is sold."""
    rooms = [(room, stay_inventory_item(room)) for room in stay_rooms(stay_query(**changes), NOW)]
    return [stay_offer(room, item, item.price, NOW + timedelta(hours=1)) for room, item in rooms]


def test_same_question_has_the_same_answer() -> None:
    with sandbox_world() as world:
        first = world.supplier.search_stays(stay_query())

        assert world.supplier.search_stays(stay_query()) == first
        assert [offer.offer_id for offer in first] == [offer.offer_id for offer in stays()]


def test_offer_is_made_again_from_its_id_alone() -> None:
    for room in stay_rooms(stay_query(place=TROMSO, rooms=2), NOW):
        item = stay_inventory_item(room)

        assert read_room(item.offer_id) == room
        assert find_inventory_item(item.offer_id) == item


@settings(max_examples=60, deadline=None)
@given(
    place=st.sampled_from([LONDON, BELGRADE, SUVA, TROMSO]),
    check_in=st.dates(date(2026, 11, 21), date(2028, 12, 31)),
    nights=st.integers(1, 30),
    rooms=st.integers(1, 9),
)
def test_any_city_has_eight_to_twelve_sound_stays(place: Place, check_in: date, nights: int, rooms: int) -> None:
    found = stays(place=place, check_in=check_in, check_out=check_in + timedelta(days=nights), rooms=rooms)

    assert 8 <= len(found) <= 12
    for stay in found:
        assert stay.nights == nights
        assert (stay.timezone, stay.stay_index) == (place.timezone, 0)
        assert 0 <= stay.nightly.amount * nights * rooms - stay.price.amount < nights * rooms
        assert stay.nightly == nightly_price(stay)  # what is held to a limit
        assert with_prices(Option(option_id="", components=(stay,), rank=1, reasons=()), [stay.price]).components == (
            stay,
        )
        assert (stay.cancellation_fee is not None) == (stay.refundability is Refundability.WITH_FEE)
        assert stay.cancellation_fee is None or stay.cancellation_fee.amount <= stay.price.amount
        apart = great_circle_distance(place.latitude, place.longitude, stay.latitude, stay.longitude)
        assert apart == pytest.approx(stay.distance_to_centre_metres, rel=0.02)
        assert -180 <= stay.longitude < 180


def test_no_name_can_be_taken_for_a_real_hotel() -> None:
    assert all(stay.name.endswith("London (sandbox)") for stay in stays())


def test_more_stars_in_the_same_place_cost_more_and_so_do_expensive_cities() -> None:
    def mean(found: list[StayOffer], stars: int) -> float:
        nightly = [stay.nightly.amount for stay in found if stay.stars == stars]
        return sum(nightly) / len(nightly)

    london, belgrade = stays(), stays(place=BELGRADE)

    assert mean(london, 2) < mean(london, 3) < mean(london, 4) < mean(london, 5)
    assert all(mean(belgrade, stars) < mean(london, stars) for stars in (2, 3, 4, 5))


def test_there_is_a_decent_room_near_the_centre_of_london_under_200_euros() -> None:
    assert any(
        s.nightly.amount < 20_000 and s.distance_to_centre_metres < 2_000 and (s.stars or 0) >= 3 for s in stays()
    )


def test_non_refundable_rate_is_cheaper_in_the_same_hotel() -> None:
    by_hotel: dict[str, list[StayOffer]] = {}
    for stay in stays():
        by_hotel.setdefault(stay.name, []).append(stay)

    pairs = [found for found in by_hotel.values() if len(found) == 2]

    assert len(pairs) == 2
    assert all(saver.refundability is Refundability.NONE and saver.price < free.price for free, saver in pairs)


def test_weekend_nights_of_a_business_city_are_cheaper_on_the_whole() -> None:
    def total(check_in: date) -> int:
        return sum(stay.price.amount for stay in stays(check_in=check_in, check_out=check_in + timedelta(days=2)))

    weeks = [date(2027, 3, 2) + timedelta(weeks=i) for i in range(8)]

    assert sum(map(total, weeks)) > sum(total(tuesday + timedelta(days=4)) for tuesday in weeks)


@pytest.mark.parametrize(
    "dates",
    [
        {"check_in": date(2027, 3, 3), "check_out": date(2027, 3, 3)},
        {"check_in": date(2026, 11, 19), "check_out": date(2026, 11, 21)},
    ],
    ids=["no night", "yesterday"],
)
def test_what_cannot_be_slept_has_no_offers(dates: dict[str, date]) -> None:
    assert stays(**dates) == []


def test_more_than_sixty_nights_are_refused() -> None:
    with pytest.raises(InvalidInput) as error:
        stays(check_out=date(2027, 5, 3))

    assert [each.pointer for each in error.value.errors] == ["/checkOut"]
