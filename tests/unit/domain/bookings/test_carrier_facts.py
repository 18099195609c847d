"""What carriers need of a traveller, and what is said to be missing of it before anything is bought."""

from datetime import date

import msgspec
import pytest

from chalicelib.domain.bookings.carrier_facts import choose_document, find_missing
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.passengers import Secrets, TravelDocument, TravelDocumentKind
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.support.booked_samples import booking

REQUEST = booking().request
ANNA = BookingTraveller(given_name="Anna", family_name="Weber", user_id="anna", passenger_id="psg_1")
BORN = date(1988, 4, 12)


def trip(origin: str, destination: str) -> TripRequest:
    """A trip between two countries."""
    return msgspec.structs.replace(
        REQUEST,
        origin=msgspec.structs.replace(REQUEST.origin, country=origin),
        destination=msgspec.structs.replace(REQUEST.destination, country=destination),
        depart_on=date(2027, 3, 3),
        return_on=date(2027, 3, 5),
        stay=None,
    )


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
    assert choose_document([held], request) == (held if is_fit and origin != destination else None)


def test_passport_goes_before_an_identity_card() -> None:
    card, passport = document("identity_card", "DE", None), document("passport", "DE", date(2031, 5, 31))

    assert choose_document([card, passport], trip("DE", "FR")) == passport


def test_who_has_no_profile_is_asked_for_one_on_an_international_journey_alone() -> None:
    (fact,) = find_missing(trip("DE", "GB"), [ANNA], [None])

    assert (fact.traveller_index, fact.pointer) == (0, "")
    assert find_missing(trip("DE", "DE"), [ANNA], [None]) == ()
