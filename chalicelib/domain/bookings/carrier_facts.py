"""What carriers need of each traveller besides the name, and which of it is missing.

A ticket is sold on the name alone. By check-in, carriers have to tell the states of an international journey who is on
board: a birth date and a travel document that is valid to the end. Railways have to where there is a border control.
See docs/decisions/carrier-facts.md.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated

import msgspec

from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.offers.offers import FlightOffer, Option
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.passengers import LoyaltyNumber, Secrets, TravelDocument, TravelDocumentKind
from chalicelib.domain.trip_requests.trip_request import SliceRequest, TravelMode, TripRequest
from chalicelib.domain.value import Value

# The European Economic Area and Switzerland, among which their citizens travel on identity cards.
_ON_IDENTITY_CARDS = frozenset(
    "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()  # noqa: SIM905
)


# Between which trains cross borders without a control, so that no railway asks who is on board (as Eurostar does for
# London): the Schengen area, and the Common Travel Area of the British Isles.
_SCHENGEN = _ON_IDENTITY_CARDS - {"CY", "IE"}
_COMMON_TRAVEL_AREA = frozenset({"GB", "IE"})


class MissingFact(Value, frozen=True):
    """What a carrier needs of a traveller by check-in, and has not been given."""

    traveller_index: Annotated[int, msgspec.Meta(ge=0, description="Place in `travellers`")]
    passenger_id: Annotated[str | None, msgspec.Meta(description="Passenger profile to complete, if there is one")]
    pointer: Annotated[
        str, msgspec.Meta(description="JSON pointer into the profile (RFC 6901); empty for the whole profile")
    ]
    detail: str


def find_missing(
    request: TripRequest,
    travellers: Sequence[BookingTraveller],
    secrets: Sequence[Secrets | None],
    chosen: Option | None = None,
) -> tuple[MissingFact, ...]:
    """Return what carriers need of the travellers and do not have, on the option that is `chosen` or, while none is, on
    whatever the request may become; `secrets` are those of each one's profile, None without a profile."""
    journeys = _documented_slices(request, _slices_by_rail(request, chosen))
    if not journeys:
        return ()
    return tuple(
        fact
        for place, (traveller, known) in enumerate(zip(travellers, secrets, strict=True))
        for fact in _missing_of(place, traveller, known, request, journeys)
    )


def choose_document(
    documents: Sequence[TravelDocument], request: TripRequest, offer: FlightOffer | RailOffer
) -> TravelDocument | None:
    """Return the document to travel on with an offer: valid to the end of the trip, the passport first; None for none,
    and where carriers ask for none."""
    by_rail = offer.slice_indexes if isinstance(offer, RailOffer) else ()
    asked = {
        index: each for index, each in _documented_slices(request, by_rail).items() if index in offer.slice_indexes
    }
    fit = [each for each in documents if all(_is_fit(each, journey, request.ends_on) for journey in asked.values())]
    return min(fit, key=lambda each: each.kind is not TravelDocumentKind.PASSPORT, default=None) if asked else None


def loyalty_with(loyalty: Sequence[LoyaltyNumber], programmes: Sequence[str]) -> tuple[LoyaltyNumber, ...]:
    """Return the memberships in the programmes of these carriers or hotels."""
    return tuple(each for each in loyalty if each.programme in programmes)


def _slices_by_rail(request: TripRequest, chosen: Option | None) -> frozenset[int]:
    """Return which slices go by rail; what may go either way counts as flown."""
    if chosen is not None:
        return frozenset(index for fare in chosen.rail for index in fare.slice_indexes)
    return frozenset(index for index, each in enumerate(request.slices) if each.mode is TravelMode.RAIL)


def _documented_slices(request: TripRequest, by_rail: Container[int]) -> dict[int, SliceRequest]:
    """Return the slices on which carriers ask for a document, by their places: flights to another country, and trains
    to one behind a border control."""
    return {
        index: each
        for index, each in enumerate(request.slices)
        if each.origin.country != each.destination.country and not (index in by_rail and _is_without_control(each))
    }


def _is_without_control(journey: SliceRequest) -> bool:
    countries = {journey.origin.country, journey.destination.country}
    return any(countries <= area for area in (_SCHENGEN, _COMMON_TRAVEL_AREA))


def _missing_of(
    place: int,
    traveller: BookingTraveller,
    secrets: Secrets | None,
    request: TripRequest,
    journeys: Mapping[int, SliceRequest],
) -> Iterator[MissingFact]:
    if secrets is None:
        detail = "Carriers need birth date and travel document by check-in: keep a passenger profile with both."
        yield MissingFact(traveller_index=place, passenger_id=traveller.passenger_id, pointer="", detail=detail)
        return
    until, held = request.ends_on, secrets.documents
    if not all(any(_is_fit(document, journey, until) for document in held) for journey in journeys.values()):
        detail = f"Carriers need a travel document by check-in that is valid until {until}."
        yield MissingFact(
            traveller_index=place, passenger_id=traveller.passenger_id, pointer="/documents", detail=detail
        )


def _is_fit(document: TravelDocument, journey: SliceRequest, until: date) -> bool:
    if document.expires_on is not None and document.expires_on < until:
        return False
    if document.kind is TravelDocumentKind.PASSPORT:
        return True
    countries = {document.issuing_country, journey.origin.country, journey.destination.country}
    return document.kind is TravelDocumentKind.IDENTITY_CARD and countries <= _ON_IDENTITY_CARDS
