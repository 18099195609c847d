"""People and profiles that the tests of passengers, consents and privacy speak about."""

from datetime import date
from typing import Any

import msgspec

from chalicelib import clock
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import (
    EmergencyContact,
    LoyaltyNumber,
    Meal,
    PassengerDetails,
    PassengerKind,
    Seat,
    TravelDocument,
    TravelDocumentKind,
    secrets_of,
)
from chalicelib.gateways import encryption
from chalicelib.models.passengers import encryption_context
from chalicelib.services import passengers


def person(user_id: str, *roles: str) -> Identity:
    return Identity(
        user_id=user_id,
        email=f"{user_id}@example.com",
        name=f"{user_id.title()} Berger",
        groups=frozenset(roles),
        given_name=user_id.title(),
        family_name="Berger",
    )


ANNA = person("anna", "traveller")
DAVID = person("david", "traveller")
EVE = person("eve", "traveller")
CLARA = person("clara", "traveller", "travel-manager")

PASSPORT = TravelDocument(
    kind=TravelDocumentKind.PASSPORT, number="L8XK30T47", issuing_country="DE", expires_on=date(2031, 5, 31)
)
# What must never be seen where it was not asked for.
PRIVATE = ("1988-04-12", "L8XK30T47", "TT1234567", "87654321", "Jan Weber", "+4917612345601")


def encrypted(passenger_id: str, **changes: Any) -> Encrypted:
    """The secrets of such a profile as its row keeps them."""
    return encryption.encrypt(msgspec.json.encode(secrets_of(details(**changes))), encryption_context(passenger_id))


def details(**changes: Any) -> PassengerDetails:
    """Anna's profile; with changes."""
    usual: dict[str, Any] = {
        "given_name": "Anna Maria",
        "family_name": "Weber",
        "birth_date": date(1988, 4, 12),
        "nationality": "DE",
        "documents": (PASSPORT,),
        "known_traveller_number": "TT1234567",
        "loyalty": (LoyaltyNumber(programme="BA", number="87654321"),),
        "seat": Seat.AISLE,
        "meal": Meal.VEGAN,
        "emergency_contact": EmergencyContact(name="Jan Weber", phone="+4917612345601", relationship="spouse"),
    }
    return PassengerDetails(**(usual | changes))


def keep_profile(identity: Identity, kind: PassengerKind = PassengerKind.EMPLOYEE, **changes: Any) -> str:
    """Create such a profile; its id."""
    made = passengers.create_passenger(identity, kind, details(**changes), passenger_id=clock.new_id("psg"))
    return made.profile.passenger_id
