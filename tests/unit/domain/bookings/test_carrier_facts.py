"""What carriers need of a traveller, and what is said to be missing of it before anything is bought."""

from datetime import date
from itertools import pairwise

import msgspec
import pytest

from chalicelib.domain.bookings.carrier_facts import choose_document, find_missing
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.offers.offers import FlightOffer
from chalicelib.domain.passengers import Secrets, TravelDocument, TravelDocumentKind
from chalicelib.domain.trip_requests.trip_request import SliceRequest, TravelMode, TripRequest
from tests.support.booked_samples import booking
from tests.support.trip_shapes import train
from tests.unit.policy_samples import BERLIN, LONDON, flight, option

REQUEST = booking().request
ANNA = BookingTraveller(given_name="Anna", family_name="Weber", user_id="anna", passenger_id="psg_1")
BORN = date(1988, 4, 12)
FLIGHT = flight()


def trip(*countries: str, mode: TravelMode = TravelMode.AIR) -> TripRequest:
    """A trip from country to country, a slice each, the last of them on 5 March."""
    ends = list(pairwise(countries))
    days = [date(2027, 3, 3)] * (len(ends) - 1) + [date(2027, 3, 5)]
    return msgspec.structs.replace(
        REQUEST,
        slices=tuple(
            SliceRequest(
                origin=msgspec.structs.replace(BERLIN, country=origin),
                destination=msgspec.structs.replace(LONDON, country=destination),
                depart_on=day,
                mode=mode,
            )
            for (origin, destination), day in zip(ends, days, strict=True)
        ),
        stays=(),
    )


def fare(*slice_indexes: int) -> FlightOffer:
    return flight(slices=FLIGHT.slices[:1] * len(slice_indexes), slice_indexes=slice_indexes)


def document(kind: str, country: str, expires_on: date | None) -> TravelDocument:
    return TravelDocument(
        kind=TravelDocumentKind(kind), number="C01X00T47", issuing_country=country, expires_on=expires_on
    )


def missing(request: TripRequest, *documents: TravelDocument) -> list[str]:
    return [each.pointer for each in find_missing(request, [ANNA], [Secrets(birth_date=BORN, documents=documents)])]


@pytest.mark.parametrize(
    ("origin", "destination", "kind", "issuer", "expires_on", "is_fit"),
    [
        ("DE", "GB", "passport", "DE", date(2031, 5, 31), True),
        ("DE", "GB", "identity_card", "DE", date(2031, 5, 31), False),
        ("DE", "FR", "identity_card", "DE", date(2031, 5, 31), True),
        ("ES", "PT", "identity_card", "ES", None, True),
        ("CH", "IT", "identity_card", "CH", date(2027, 3, 5), True),
        ("CH", "IT", "identity_card", "CH", date(2027, 3, 4), False),
        ("DE", "FR", "identity_card", "TR", date(2031, 5, 31), False),
        ("US", "JP", "passport", "US", date(2027, 3, 5), True),
        ("US", "JP", "passport", "US", date(2027, 3, 4), False),
        ("KE", "NG", "visa", "NG", date(2031, 5, 31), False),
        ("BR", "AR", "residence_permit", "AR", None, False),
        ("DE", "DE", "visa", "US", date(2027, 1, 1), True),
    ],
)
def test_document_is_missing_unless_one_is_fit_to_the_end_of_the_journey(
    origin: str, destination: str, kind: str, issuer: str, expires_on: date | None, is_fit: bool
) -> None:
    request, held = trip(origin, destination), document(kind, issuer, expires_on)

    assert missing(request, held) == ([] if is_fit else ["/documents"])
    assert choose_document([held], request, fare(0)) == (held if is_fit and origin != destination else None)


def test_passport_goes_before_an_identity_card() -> None:
    card, passport = document("identity_card", "DE", None), document("passport", "DE", date(2031, 5, 31))

    assert choose_document([card, passport], trip("DE", "FR"), fare(0)) == passport


def test_who_has_no_profile_is_asked_for_one_on_an_international_journey_alone() -> None:
    (fact,) = find_missing(trip("DE", "GB"), [ANNA], [None])

    assert (fact.traveller_index, fact.pointer) == (0, "")
    assert find_missing(trip("DE", "DE"), [ANNA], [None]) == ()


def test_document_is_for_the_slices_of_its_fare_and_each_slice_asks_for_itself() -> None:
    card, request = document("identity_card", "DE", None), trip("DE", "FR", "GB")

    assert choose_document([card], request, fare(0)) == card
    assert choose_document([card], request, fare(1)) is None
    assert choose_document([card], request, fare(0, 1)) is None
    assert missing(request, card) == ["/documents"]
    assert missing(request, card, document("passport", "DE", date(2027, 3, 5))) == []


@pytest.mark.parametrize(
    ("countries", "is_asked"),
    [
        (("FR", "GB"), True),
        (("DE", "FR"), False),
        (("DE", "FR", "GB"), True),
        (("GB", "IE"), False),
        (("AT", "CH"), False),
        (("US", "CA"), True),
        (("HU", "RS"), True),
        (("JP", "JP"), False),
    ],
)
def test_railways_ask_where_there_is_a_border_control(countries: tuple[str, ...], is_asked: bool) -> None:
    request = trip(*countries, mode=TravelMode.RAIL)

    assert [each.pointer for each in find_missing(request, [ANNA], [None])] == [""] * is_asked


def test_slice_by_air_or_rail_asks_as_a_flight_does_until_a_train_is_chosen() -> None:
    request = trip("DE", "FR", mode=TravelMode.ANY)

    assert find_missing(request, [ANNA], [None], option(fare(0)))
    assert find_missing(request, [ANNA], [None])
    assert find_missing(request, [ANNA], [None], option(train())) == ()
    assert choose_document([document("passport", "DE", None)], request, train()) is None


def test_hotel_or_car_alone_asks_for_nothing() -> None:
    alone = msgspec.structs.replace(REQUEST, slices=())

    assert find_missing(alone, [ANNA], [None]) == ()
