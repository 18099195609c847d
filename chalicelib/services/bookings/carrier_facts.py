"""What suppliers are told of the travellers: their names when it is held, what their profiles have for it when it is
bought. It is read when it is sent, and kept nowhere else."""

from collections.abc import Sequence

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.carrier_facts import MissingFact, choose_document, find_missing, loyalty_with
from chalicelib.domain.offers.offers import Offer, Option, TransportOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.trip_requests.spelling import latin_name
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.gateways.suppliers.protocol import SupplierTraveller
from chalicelib.services import passengers
from chalicelib.services.passengers import DecryptedProfile

Profiles = Sequence[DecryptedProfile | None]
"""The profile of each traveller of a booking, None for one by name alone."""


def name_for_suppliers(booking: Booking) -> list[SupplierTraveller]:
    """Return the travellers by the names under which they are held."""
    return [_name(each) for each in booking.request.travellers]


def reveal_profiles(booking: Booking) -> Profiles:
    """Return the profiles of a booking's travellers, decrypted. Raises Unavailable."""
    ids = [each.passenger_id for each in booking.travellers] or [None] * len(booking.request.travellers)
    return [passengers.reveal_to_suppliers(each) if each else None for each in ids]


def describe_for_supplier(booking: Booking, offer: Offer, profiles: Profiles) -> list[SupplierTraveller]:
    """Return the travellers with what whoever sells `offer` needs of them, as far as it is known."""
    travellers = zip(booking.request.travellers, profiles, strict=True)
    return [_describe(booking, each, profile, offer) if profile else _name(each) for each, profile in travellers]


def missing_facts(booking: Booking, chosen: Option | None = None) -> tuple[MissingFact, ...]:
    """Return what carriers need of the travellers by check-in and do not have, on the option that is `chosen`, or
    on any. Raises Unavailable."""
    return missing_of(booking, reveal_profiles(booking), chosen)


def missing_of(booking: Booking, profiles: Profiles, chosen: Option | None) -> tuple[MissingFact, ...]:
    """Return what carriers need by check-in and these profiles do not have."""
    if not booking.travellers:
        return ()  # of an older release, which did not fix who travels
    return find_missing(booking.request, booking.travellers, [each and each.secrets for each in profiles], chosen)


def _name(traveller: Traveller) -> SupplierTraveller:
    given_name, family_name = latin_name(traveller)
    return SupplierTraveller(given_name=given_name, family_name=family_name)


def _describe(booking: Booking, traveller: Traveller, decrypted: DecryptedProfile, offer: Offer) -> SupplierTraveller:
    """Return a traveller as a carrier or a railway needs to know them; who lodges them or rents them a car learns no
    more than the name."""
    profile, secrets = decrypted
    if not isinstance(offer, TransportOffer):
        return _name(traveller)
    given_name, family_name = latin_name(traveller)
    document = choose_document(secrets.documents, booking.request, offer)
    if isinstance(offer, RailOffer):
        return SupplierTraveller(
            given_name=given_name,
            family_name=family_name,
            birth_date=secrets.birth_date if document else None,
            nationality=profile.nationality if document else None,
            document=document,
            seat=profile.seat,
        )
    return SupplierTraveller(
        given_name=given_name,
        family_name=family_name,
        birth_date=secrets.birth_date,
        nationality=profile.nationality,
        document=document,
        known_traveller_number=secrets.known_traveller_number,
        redress_number=secrets.redress_number,
        loyalty=loyalty_with(secrets.loyalty, offer.carriers),
        seat=profile.seat,
        meal=profile.meal,
    )
