"""Which moves an itinerary plans, and between which points."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.domain.places.resolver import find_airport
from chalicelib.domain.tracking.geometry.points import Point, point_at
from chalicelib.domain.tracking.on_the_way.planned_moves import connections_in, group_moves, plan_moves, span_of_group
from chalicelib.domain.trips.item import Item, ItemKind, ItemPlace, ItemStatus

DAY = datetime(2026, 12, 1, tzinfo=UTC)
HOTEL = ItemPlace(name="Hotel at the fair", latitude=51.5, longitude=0.02)
OFFICE = ItemPlace(name="Office", latitude=52.52, longitude=13.4)


def airport(iata: str) -> Point | None:
    return {"BER": point_at(52.3667, 13.5033), "LHR": point_at(51.4706, -0.4619)}.get(iata)


def item(kind: ItemKind, begins: float, ends: float, **fields: Any) -> Item:
    """An item from so many hours after midnight until so many."""
    return Item(
        **{
            "item_id": f"itm_{kind}_{begins}",
            "kind": kind,
            "name": kind.value,
            "user_id": "anna",
            "created_at": DAY,
            "updated_at": DAY,
            "created_by": "anna",
            "starts_at": DAY + timedelta(hours=begins),
            "ends_at": DAY + timedelta(hours=ends),
            **fields,
        }
    )


FLIGHT = item(ItemKind.FLIGHT, 10, 12, origin="BER", destination="LHR")
TO_AIRPORT = item(ItemKind.RIDE, 7, 8, place=OFFICE)
TO_HOTEL = item(ItemKind.RIDE, 13, 14, place=HOTEL)
STAY = item(ItemKind.STAY, 14.5, 35, place=HOTEL)
BACK = item(ItemKind.FLIGHT, 40, 42, origin="LHR", destination="BER")


def test_flight_goes_between_its_airports() -> None:
    (move,) = plan_moves([FLIGHT], airport)

    assert move.points == (airport("BER"), airport("LHR"))
    assert move.seconds == 7_200


def test_ride_goes_from_where_its_traveller_is_to_its_place_or_from_there_onward() -> None:
    moves = plan_moves([STAY, TO_HOTEL, FLIGHT, TO_AIRPORT], airport)

    assert [move.kind for move in moves] == [ItemKind.RIDE, ItemKind.FLIGHT, ItemKind.RIDE]
    assert moves[0].points == (point_at(52.52, 13.4), airport("BER"))
    assert moves[2].points == (airport("LHR"), point_at(51.5, 0.02))


def test_ride_without_a_place_goes_from_one_known_place_to_the_next() -> None:
    bare = item(ItemKind.RIDE, 13, 14)

    assert plan_moves([FLIGHT, bare, STAY], airport)[1].points == (airport("LHR"), point_at(51.5, 0.02))
    assert plan_moves([bare], airport)[0].points == ()


def test_what_is_not_known_by_coordinates_has_no_line() -> None:
    train = item(ItemKind.RAIL, 10, 14, origin="Berlin Hbf", destination="München Hbf")
    strange = item(ItemKind.FLIGHT, 15, 16, origin="BER", destination="QQQ")

    assert [move.points for move in plan_moves([train, strange], airport)] == [(), ()]


def test_cancelled_undated_and_endless_items_and_rental_cars_are_no_moves() -> None:
    others = [
        item(ItemKind.FLIGHT, 10, 12, status=ItemStatus.CANCELLED),
        item(ItemKind.FLIGHT, 10, 12, starts_at=None, ends_at=None),
        item(ItemKind.RIDE, 10, 10),
        item(ItemKind.CAR, 10, 20, place=OFFICE),
        item(ItemKind.NOTE, 10, 12),
    ]

    assert plan_moves(others, airport) == ()


def test_moves_far_apart_in_time_are_followed_by_themselves() -> None:
    moves = plan_moves([TO_AIRPORT, FLIGHT, BACK], airport)
    near, far = group_moves(moves)

    assert (len(near), len(far)) == (2, 1)
    assert span_of_group(near).stop <= span_of_group(far).start
    assert list(group_moves([])) == []


def test_only_what_leaves_by_itself_is_a_connection() -> None:
    moves = plan_moves([TO_AIRPORT, FLIGHT, TO_HOTEL, BACK], airport)

    assert [(one.kind, other.kind) for one, other in connections_in(moves)] == [
        (ItemKind.RIDE, ItemKind.FLIGHT),
        (ItemKind.RIDE, ItemKind.FLIGHT),
    ]


def test_airports_are_where_the_book_of_airports_has_them() -> None:
    found = find_airport("BER")
    known = airport("BER")

    assert known is not None
    assert abs(found.latitude - known[0] / 1e7) < 0.05
