"""Whose names stand on the tickets: as in the passenger profile or the token, or as the caller gives them. What
somebody is called is never cut into a given and a family name."""

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.names import is_same_name, is_within
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.person_names import is_person_name, name_error, normalise_name
from chalicelib.domain.trip_requests.trip_request import Traveller, TravellerName
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.services import passengers


class Named(NamedTuple):
    """Who travels, as far as it is known without the words of a request: whom the caller gives, else the caller.

    The profiles are those of the first travellers. Nobody travels while the caller's names are not known.
    """

    travellers: tuple[Traveller, ...]
    passenger_ids: tuple[str, ...] = ()
    is_given: bool = False
    nationalities: tuple[str, ...] = ()  # of those with a profile
    user_ids: tuple[str | None, ...] = ()  # of those given as profiles, None for a guest
    home_airport: str | None = None  # of the first of those with a profile


def name_travellers(identity: Identity, named: Sequence[TravellerName], passenger_ids: tuple[str, ...]) -> Named:
    """Return who travels: by their profiles, by `named`, or else the caller by their own profile or by their token.

    Raises InvalidInput with a pointer to everything that is wrong.
    """
    if passenger_ids:
        if named:
            detail = "leave it out where `passengerIds` is given"
            raise InvalidInput(
                "Travellers are given by name or as profiles, not both.", [FieldError("/travellers", detail)]
            )
        found = passengers.find_usable(identity, passenger_ids)
        nationalities = tuple(each.nationality for each in found)
        user_ids = tuple(each.user_id if each.kind is PassengerKind.EMPLOYEE else None for each in found)
        travellers = tuple(each.traveller for each in found)
        return Named(travellers, passenger_ids, True, nationalities, user_ids, found[0].home_airport)
    if named:
        return Named(_check_named(identity, named), is_given=True)
    return name_caller(identity)


def name_caller(identity: Identity) -> Named:
    """Return the caller as a traveller: as in their own profile, else as in their token; nobody if neither has it."""
    own = passengers.find_own(identity) if settings.current().passengers_enabled else None
    if own is not None:
        return Named(
            (own.traveller,), (own.passenger_id,), nationalities=(own.nationality,), home_airport=own.home_airport
        )
    claimed = claimed_name(identity)
    return Named((claimed,) if claimed else ())


def claimed_name(identity: Identity) -> Traveller | None:
    """Return the given and family names that the token has, if they are names."""
    given, family = normalise_name(identity.given_name), normalise_name(identity.family_name)
    if not (is_person_name(given) and is_person_name(family)):
        return None
    return Traveller(given_name=given, family_name=family)


def display_name(identity: Identity) -> str:
    """Return what somebody is called, for them to say which part is which; empty where that is no name."""
    called = normalise_name(identity.name)
    words = called.replace(",", " ").split()
    return called if len(words) > 1 and all(map(is_person_name, words)) else ""


def refuse_unnamed() -> InvalidInput:
    """Return the error of a request in fields whose traveller is not known by given and family name."""
    detail = (
        "name yourself here as in the passport, or create a passenger profile of your own (POST /v1/passengers), "
        "which is used from then on"
    )
    return InvalidInput("Your given and family names are not known.", [FieldError("/travellers", detail)])


def refuse_repeated(travellers: Sequence[Traveller], pointer: str) -> None:
    """Raise InvalidInput when somebody is named twice; `pointer` may have a `{}` for the place."""
    errors = [
        FieldError(pointer.format(place), "this person is named twice: two of one name travel by their profiles")
        for place, each in enumerate(travellers)
        if any(is_same_name(each.full_name, before.full_name) for before in travellers[:place])
    ]
    if errors:
        raise InvalidInput("Somebody is named twice.", errors)


def _check_named(identity: Identity, named: Sequence[TravellerName]) -> tuple[Traveller, ...]:
    errors = [
        FieldError(f"/travellers/{place}/{field}", error)
        for place, each in enumerate(named)
        for field, name in (("givenName", each.given_name), ("familyName", each.family_name))
        if (error := name_error(name))
    ]
    if errors:
        raise InvalidInput("The travellers' names are not valid.", errors)
    travellers = tuple(
        Traveller(
            given_name=each.given_name,
            family_name=each.family_name,
            latin_given_name=each.latin_given_name,
            latin_family_name=each.latin_family_name,
        )
        for each in named
    )
    refuse_repeated(travellers, "/travellers/{}")
    if settings.current().passengers_enabled and not _is_among(identity, travellers):
        detail = "You are not among the travellers: book for others by their passenger profiles, in `passengerIds`."
        raise InvalidInput(detail, [FieldError("/travellers", detail)])
    return travellers


def _is_among(identity: Identity, travellers: Sequence[Traveller]) -> bool:
    """Return whether one of the travellers may be the caller, by the family name of their own profile or token, or by
    what they are called."""
    called = identity.name or identity.email.partition("@")[0].replace(".", " ")
    known = [*name_caller(identity).travellers, claimed_name(identity)]
    families = [each.family_name for each in known if each is not None]
    return any(
        is_within(each.family_name, called) or any(is_same_name(each.family_name, family) for family in families)
        for each in travellers
    )
