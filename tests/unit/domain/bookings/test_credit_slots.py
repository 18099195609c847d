"""What credits may pay of an option of any shape: each issuer's own, and in all what it costs."""

from hypothesis import given, settings

from chalicelib.domain.bookings.credit_slots import issuer_of, slots_of_option
from chalicelib.domain.money import Money
from tests.support.trip_shapes import TripShape, car, train, trip_shapes
from tests.unit.policy_samples import flight, stay


def test_each_kind_of_offer_has_whoever_grants_its_credits() -> None:
    assert [issuer_of(each) for each in (flight(), train(), stay(), car())] == [
        "LH",
        "DB",
        "The Sample Rooms",
        "Sample Cars",
    ]


@settings(max_examples=40)
@given(trip_shapes())
def test_slots_are_all_that_is_to_be_paid_by_issuer_and_traveller(shape: TripShape) -> None:
    slots = slots_of_option(shape.booking, shape.option)

    assert sum(slots.values(), Money(amount=0, currency="EUR")) == shape.option.price
    assert {slot.issuer for slot in slots} == {issuer_of(each) for each in shape.option.components}
    assert {slot.place for slot in slots} == set(range(len(shape.request.travellers)))
