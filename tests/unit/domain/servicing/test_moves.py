"""What moves of a booked trip there and back, what goes along with it, and what may not move."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from chalicelib.domain.offers.offers import FlightOffer, Slice
from chalicelib.domain.servicing.date_changes import CarDateChange, DateChange, SliceDateChange, StayDateChange
from chalicelib.domain.servicing.moves import BookedTrip, KeptSlice, Move
from chalicelib.domain.trip_requests.preferences import MostStops, NearPlace, RefundableComponents, Strength, TimeWindow
from chalicelib.domain.trip_requests.trip_request import CarRequest
from chalicelib.errors import InvalidInput
from tests.support.trip_shapes import TripShape, car
from tests.unit.domain.servicing.move_samples import booked, flown, moved, span
from tests.unit.policy_samples import BERLIN, LONDON, flight, option, stay, stay_request, trip

OUT_ON, BACK_ON = date(2027, 3, 3), date(2027, 3, 5)


def there_and_back(*cancelled: str, **changes: object) -> BookedTrip:
    """Berlin to London and back from 3 to 5 March 2027, with a hotel; parts 0.0, 0.1 and 1.0."""
    return booked(TripShape(trip(**changes), option(flight(), stay())), cancelled)


def out(day: int) -> SliceDateChange:
    return SliceDateChange(slice=0, depart_on=date(2027, 3, day))


def back(day: int) -> SliceDateChange:
    return SliceDateChange(slice=1, depart_on=date(2027, 3, day))


def refused(booked_trip: BookedTrip, change: DateChange) -> list[str]:
    """Where the date change is wrong."""
    with pytest.raises(InvalidInput) as error:
        moved(booked_trip, change)
    return [each.pointer for each in error.value.errors]


def nights(move: Move) -> list[tuple[date, date]]:
    return [(each.check_in, each.check_out) for each in move.request.stays]


def test_whole_journey_moves_with_its_stay() -> None:
    move = moved(there_and_back(), DateChange(slices=(back(12), out(10))))

    assert move.part_ids == ("0.0", "0.1", "1.0")
    assert [each.depart_on.day for each in move.request.slices] == [10, 12]
    assert nights(move) == [(date(2027, 3, 10), date(2027, 3, 12))]
    assert (move.request.stays[0].arrives_by, move.request.stays[0].leaves_by) == (0, 1)


def test_return_a_day_later_moves_by_itself_and_lengthens_the_stay() -> None:
    move = moved(there_and_back(), DateChange(slices=(back(6),)))

    assert move.part_ids == ("0.1", "1.0")
    (inbound,) = move.request.slices
    assert (inbound.origin, inbound.destination) == (LONDON, BERLIN)
    assert nights(move) == [(OUT_ON, date(2027, 3, 6))]
    assert (move.request.stays[0].arrives_by, move.request.stays[0].leaves_by) == (None, 0)


def test_stay_that_is_named_without_dates_remains() -> None:
    move = moved(there_and_back(), DateChange(slices=(back(6),), stays=(StayDateChange(stay=0),)))

    assert (move.part_ids, move.request.stays) == (("0.1",), ())


def test_stay_that_has_begun_remains() -> None:
    in_london = datetime(2027, 3, 4, 9, tzinfo=UTC)

    move = moved(there_and_back(), DateChange(slices=(back(6),)), in_london)

    assert move.part_ids == ("0.1",)


def test_cancelled_stay_does_not_come_back() -> None:
    assert moved(there_and_back("1.0"), DateChange(slices=(out(4),))).part_ids == ("0.0",)


def test_stay_in_the_middle_of_a_visit_goes_along_only_with_both_slices() -> None:
    between = stay_request(check_in=date(2027, 3, 4), check_out=date(2027, 3, 5))
    journey = {"depart_on": date(2027, 3, 2), "return_on": date(2027, 3, 8), "stay": between}
    visit = booked(
        TripShape(
            trip(**journey),
            option(
                flight(slices=(_at(flight(), 0, 2), _at(flight(), 0, 8))),
                stay(check_in=between.check_in, check_out=between.check_out),
            ),
        )
    )

    assert moved(visit, DateChange(slices=(back(9),))).request.stays == ()
    assert moved(visit, DateChange(slices=(out(3),))).request.stays == ()
    assert nights(moved(visit, DateChange(slices=(out(3), back(9))))) == [(date(2027, 3, 5), date(2027, 3, 6))]


def _at(offer: FlightOffer, part_index: int, day: int) -> Slice:
    (segment,) = offer.slices[part_index].segments
    departs_at = segment.departs_at.replace(day=day)
    return msgspec.structs.replace(
        offer.slices[part_index],
        segments=(
            msgspec.structs.replace(
                segment, departs_at=departs_at, arrives_at=departs_at + (segment.arrives_at - segment.departs_at)
            ),
        ),
    )


def test_requested_number_of_nights_is_kept_when_the_arrival_moves() -> None:
    asked = stay_request(keeps_nights=True, begins_on_arrival=True, check_out=date(2027, 3, 5))

    move = moved(there_and_back(stay=asked), DateChange(slices=(out(4), back(9))))

    assert nights(move) == [(date(2027, 3, 4), date(2027, 3, 6))]


def test_one_way_stay_moves_as_long_as_it_was() -> None:
    one_way = booked(TripShape(trip(return_on=None), option(flight(slices=flight().slices[:1]), stay())))

    assert nights(moved(one_way, DateChange(slices=(out(10),)))) == [(date(2027, 3, 10), date(2027, 3, 12))]


def test_stay_moves_alone_from_the_night_that_is_booked() -> None:
    asked = stay_request(begins_on_arrival=True)
    late = booked(TripShape(trip(stay=asked), option(flight(), stay(check_in=date(2027, 3, 4)))))

    move = moved(late, DateChange(stays=(StayDateChange(stay=0, check_out=date(2027, 3, 6)),)))

    assert (move.part_ids, move.request.slices) == (("1.0",), ())
    assert nights(move) == [(date(2027, 3, 4), date(2027, 3, 6))]
    assert not move.request.stays[0].begins_on_arrival


def test_car_moves_by_itself_and_along_with_a_whole_journey_alone() -> None:
    munich = CarRequest(
        pick_up=LONDON,
        pick_up_on=OUT_ON,
        pick_up_at="10:00",
        drop_off=LONDON,
        drop_off_on=BACK_ON,
        drop_off_at="10:00",
    )
    driven = booked(TripShape(trip(cars=(munich,)), option(flight(), stay(), car())))

    later = moved(driven, DateChange(cars=(CarDateChange(car=0, drop_off_on=date(2027, 3, 6)),)))
    along = moved(driven, DateChange(slices=(out(10), back(12))))
    kept = moved(driven, DateChange(slices=(out(10), back(12)), cars=(CarDateChange(car=0),)))

    assert (later.part_ids, later.request.cars[0].pick_up_on) == (("2.0",), OUT_ON)
    assert later.request.cars[0].drop_off_on == date(2027, 3, 6)
    assert along.request.cars[0].pick_up_on == date(2027, 3, 10)
    assert kept.request.cars == ()
    assert moved(driven, DateChange(slices=(back(6),))).request.cars == ()


def test_times_change_without_the_day() -> None:
    evening = TimeWindow(not_before="17:00")

    move = moved(there_and_back(), DateChange(slices=(SliceDateChange(slice=1, departure=evening),)))

    assert (move.part_ids, move.request.slices[0].departure) == (("0.1",), evening)
    assert move.request.slices[0].depart_on == BACK_ON


def test_slice_on_the_day_of_one_that_stays_leaves_after_it_has_arrived() -> None:
    move = moved(there_and_back("1.0"), DateChange(slices=(back(3),)))
    other_way = moved(there_and_back("1.0"), DateChange(slices=(out(5),)))

    assert move.request.slices[0].departure == TimeWindow(not_before="10:15")
    assert other_way.request.slices[0].arrival == TimeWindow(not_after="08:15")


def test_an_hour_is_left_to_change_where_that_is_needed() -> None:
    day_trip = there_and_back("1.0")._replace(change=timedelta(hours=1))

    move = moved(day_trip, DateChange(slices=(back(3),)))

    assert move.request.slices[0].departure == TimeWindow(not_before="11:15")
    assert move.is_crossed_by(option(flight(slices=(flown(*_an_hour_long(10, 45)),), slice_indexes=(0,))))
    assert not move.is_crossed_by(option(flight(slices=(flown(*_an_hour_long(11, 15)),), slice_indexes=(0,))))


def _an_hour_long(hour: int, minute: int) -> tuple[datetime, datetime]:
    departs_at = datetime(2027, 3, 3, hour, minute, tzinfo=UTC)
    return departs_at, departs_at + timedelta(hours=1)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (DateChange(slices=(back(2),)), ["/slices/0/departOn"]),
        (DateChange(slices=(out(6),)), ["/slices/0/departOn"]),
        (DateChange(slices=(SliceDateChange(slice=2, depart_on=BACK_ON),)), ["/slices/0/slice"]),
        (DateChange(slices=(back(6), back(7))), ["/slices/1/slice"]),
        (DateChange(slices=(back(8), out(10))), ["/slices/0/departOn", "/slices/1/departOn"]),
        (DateChange(slices=(SliceDateChange(slice=0),)), ["/slices/0"]),
        (DateChange(stays=(StayDateChange(stay=0),)), ["/stays/0"]),
        (DateChange(), [""]),
        (DateChange(stays=(StayDateChange(stay=1, check_in=OUT_ON),)), ["/stays/0/stay"]),
        (DateChange(cars=(CarDateChange(car=0, pick_up_on=OUT_ON),)), ["/cars/0/car"]),
        (DateChange(stays=(StayDateChange(stay=0, check_out=date(2027, 3, 7)),)), ["/stays/0/checkOut"]),
        (DateChange(stays=(StayDateChange(stay=0, check_in=date(2027, 3, 2)),)), ["/stays/0/checkIn"]),
        (DateChange(stays=(StayDateChange(stay=0, check_in=BACK_ON),)), ["/stays/0/checkOut"]),
        (DateChange(slices=(out(5),)), ["/slices/0/departOn"]),
        (
            DateChange(slices=(SliceDateChange(slice=1, depart_on=OUT_ON, departure=TimeWindow(not_after="09:00")),)),
            ["/slices/0/departure", "/slices/0/departOn"],
        ),
    ],
)
def test_what_cannot_move_so_is_refused_where_it_stands(change: DateChange, wrong: list[str]) -> None:
    assert refused(there_and_back(), change) == wrong


def test_what_took_the_place_of_a_slice_is_not_crossed_either() -> None:
    moved_return = KeptSlice(1, "BA986 LHR to BER", *span(flight(), 1))
    outbound = msgspec.structs.replace(trip(), slices=trip().slices[:1], stays=())
    only_out = booked(TripShape(outbound, option(flight(slices=flight().slices[:1]))))
    journey = only_out._replace(places=(0,), beside=(moved_return,))

    assert refused(journey, DateChange(slices=(out(6),))) == ["/slices/0/departOn"]
    assert moved(journey, DateChange(slices=(out(4),))).part_ids == ("0.0",)
    assert moved(only_out, DateChange(slices=(out(6),))).part_ids == ("0.0",)


def test_what_was_cancelled_moves_no_more_and_holds_nothing_back() -> None:
    assert moved(there_and_back("0.0", "1.0"), DateChange(slices=(back(1),))).part_ids == ("0.1",)
    assert refused(there_and_back("0.0"), DateChange(slices=(out(10),))) == ["/slices/0/slice"]


def test_preferences_are_about_what_moves() -> None:
    refundable = RefundableComponents(strength=Strength.MUST)
    preferences = (
        MostStops(strength=Strength.MUST, stops=0, slices=(0,)),
        MostStops(strength=Strength.MUST, stops=1, slices=(0, 1)),
        NearPlace(strength=Strength.WISH, within_metres=900),
        NearPlace(strength=Strength.WISH, within_metres=500, stays=(0,)),
        refundable,
    )

    move = moved(
        there_and_back(preferences=preferences), DateChange(slices=(back(6),), stays=(StayDateChange(stay=0),))
    )

    assert move.request.preferences == (
        MostStops(strength=Strength.MUST, stops=1, slices=(0,)),
        NearPlace(strength=Strength.WISH, within_metres=900),
        refundable,
    )
