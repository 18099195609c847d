"""What carriers need of each traveller besides the name, and which of it is missing.

A ticket is sold on the name alone. By check-in, carriers have to tell the states of an international journey who is on
board: a birth date and a travel document that is valid to the end. See docs/decisions/carrier-facts.md.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import msgspec

from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.passengers import LoyaltyNumber, Secrets, TravelDocument, TravelDocumentKind
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value

# The European Economic Area and Switzerland, among which their citizens travel on identity cards.
_ON_IDENTITY_CARDS = frozenset(
    "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()  # noqa: SIM905
)


class MissingFact(Value, frozen=True):
    """What a carrier needs of a traveller by check-in, and has not been given."""

    traveller_index: Annotated[int, msgspec.Meta(ge=0, description="Place in `travellers`")]
    passenger_id: Annotated[str | None, msgspec.Meta(description="Passenger profile to complete, if there is one")]
    pointer: Annotated[
        str, msgspec.Meta(description="JSON pointer into the profile (RFC 6901); empty for the whole profile")
    ]
    detail: str


def find_missing(
    request: TripRequest, travellers: Sequence[BookingTraveller], secrets: Sequence[Secrets | None]
) -> tuple[MissingFact, ...]:
    """Return what carriers need of the travellers and do not have; `secrets` are those of each one's profile, None
    without a profile."""
    if request.origin.country == request.destination.country:
        return ()
    return tuple(
        fact
        for place, (traveller, known) in enumerate(zip(travellers, secrets, strict=True))
        for fact in _missing_of(place, traveller, known, request)
    )


def choose_document(documents: Sequence[TravelDocument], request: TripRequest) -> TravelDocument | None:
    """Return the document to travel on: valid to the end of an international journey, the passport first; None for
    none, and on a domestic one, where carriers ask for none."""
    if request.origin.country == request.destination.country:
        return None
    last_day = _last_day(request)
    fit = [
        each
        for each in documents
        if _is_fit(each, request) and (each.expires_on is None or each.expires_on >= last_day)
    ]
    return min(fit, key=lambda each: each.kind is not TravelDocumentKind.PASSPORT, default=None)


def loyalty_with(loyalty: Sequence[LoyaltyNumber], programmes: Sequence[str]) -> tuple[LoyaltyNumber, ...]:
    """Return the memberships in the programmes of these carriers or hotels."""
    return tuple(each for each in loyalty if each.programme in programmes)


def _missing_of(
    place: int, traveller: BookingTraveller, secrets: Secrets | None, request: TripRequest
) -> Iterator[MissingFact]:
    if secrets is None:
        detail = "Carriers need birth date and travel document by check-in: keep a passenger profile with both."
        yield MissingFact(traveller_index=place, passenger_id=traveller.passenger_id, pointer="", detail=detail)
    elif choose_document(secrets.documents, request) is None:
        detail = f"Carriers need a travel document by check-in that is valid until {_last_day(request)}."
        yield MissingFact(
            traveller_index=place, passenger_id=traveller.passenger_id, pointer="/documents", detail=detail
        )


def _is_fit(document: TravelDocument, request: TripRequest) -> bool:
    if document.kind is TravelDocumentKind.PASSPORT:
        return True
    countries = {document.issuing_country, request.origin.country, request.destination.country}
    return document.kind is TravelDocumentKind.IDENTITY_CARD and countries <= _ON_IDENTITY_CARDS


def _last_day(request: TripRequest) -> date:
    stay_ends = request.stay.check_out if request.stay else None
    return max(day for day in (request.depart_on, request.return_on, stay_ends) if day is not None)
