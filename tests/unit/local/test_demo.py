"""What the demo makes of a request as it is typed, and which option it chooses."""

import argparse

import msgspec
import pytest

from chalicelib.domain.offers.offers import Offer
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.verdict import Outcome, Verdict
from local.demo import best, read_request
from tests.support.trip_shapes import car, train
from tests.unit.local.client_views import read_booking_view
from tests.unit.policy_samples import flight, option, stay, trip


def choose(asked: Cabin, *offers: tuple[Offer, ...]) -> int | None:
    """The position of the option that is chosen among some of these components, when both slices ask for a cabin."""
    options = [
        msgspec.structs.replace(option(*components), option_id=f"opt_{place}", rank=place + 1)
        for place, components in enumerate(offers)
    ]
    chosen = best(read_booking_view(trip(cabin=asked), *options))
    return None if chosen is None else chosen.rank - 1


def test_words_stay_words_and_an_object_is_its_fields() -> None:
    assert read_request("Berlin to London") == "Berlin to London"
    assert read_request(' {"stays": []}') == {"stays": []}


def test_an_object_that_is_no_json_is_refused_with_where_it_is_wrong() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"not JSON: .*column 10"):
        read_request('{"slices"')


def test_option_is_chosen_in_the_cabin_of_each_slice_whatever_it_consists_of() -> None:
    there, back = train(slice_indexes=(0,)), train(slice_indexes=(1,))
    first_class = train(slice_indexes=(1,), cabin=Cabin.FIRST)

    assert choose(Cabin.BUSINESS, (flight(),), (flight(cabin=Cabin.BUSINESS), stay())) == 1
    assert choose(Cabin.ECONOMY, (there, first_class), (there, back)) == 1
    assert choose(Cabin.BUSINESS, (there, back), (train(cabin=Cabin.FIRST), first_class)) == 1
    assert choose(Cabin.BUSINESS, (stay(), car())) == 0


def test_without_an_option_in_the_cabin_the_first_that_is_not_denied_is_chosen() -> None:
    denied = Verdict(outcome=Outcome.DENIED, policy_version=1, violations=())
    booking = read_booking_view(trip(), *(msgspec.structs.replace(option(), verdict=denied),))

    assert choose(Cabin.FIRST, (flight(),), (flight(cabin=Cabin.BUSINESS),)) == 0
    assert best(booking) is None
