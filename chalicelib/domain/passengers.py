"""Who travels: a person's profile as airlines and hotels ask for it, what must be right about it, and what others are
shown of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec

from chalicelib.domain.ids import UserId
from chalicelib.domain.passport_spelling import LatinName, SpellingStatus, spell
from chalicelib.domain.person_names import name_error, normalise_name
from chalicelib.domain.places.countries import COUNTRIES
from chalicelib.domain.places.place import CountryCode, IataCode
from chalicelib.domain.text import PersonName, display_name
from chalicelib.domain.timestamps import NO_END, Day, LastDay
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.domain.value import SentValue, Value
from chalicelib.errors import FieldError

OLDEST = 120  # years
FURTHEST_EXPIRY = 50  # years, of documents that have an end


class PassengerKind(StrEnum):
    """Kind of a passenger profile: an employee, or a guest of one."""

    EMPLOYEE = "employee"
    GUEST = "guest"


class TravelDocumentKind(StrEnum):
    """Kind of a travel document."""

    PASSPORT = "passport"
    IDENTITY_CARD = "identity_card"
    VISA = "visa"
    RESIDENCE_PERMIT = "residence_permit"


ENDLESS = frozenset({TravelDocumentKind.IDENTITY_CARD, TravelDocumentKind.RESIDENCE_PERMIT})


class Seat(StrEnum):
    """Seat preference."""

    WINDOW = "window"
    AISLE = "aisle"
    BULKHEAD = "bulkhead"
    EXTRA_LEGROOM = "extra_legroom"
    FRONT = "front"


class Meal(StrEnum):
    """Special meal (IATA code)."""

    ASIAN_VEGETARIAN = "AVML"
    BLAND = "BLML"
    CHILD = "CHML"
    DIABETIC = "DBML"
    FRUIT_PLATTER = "FPML"
    GLUTEN_FREE = "GFML"
    HINDU = "HNML"
    KOSHER = "KSML"
    LOW_CALORIE = "LCML"
    LOW_FAT = "LFML"
    LOW_SALT = "LSML"
    MUSLIM = "MOML"
    LACTOSE_FREE = "NLML"
    RAW_VEGETARIAN = "RVML"
    SEAFOOD = "SFML"
    VEGAN = "VGML"
    VEGETARIAN_DAIRY = "VLML"
    JAIN = "VJML"
    ORIENTAL_VEGETARIAN = "VOML"


class TravelDocument(Value, frozen=True):
    """A travel document, such as a passport."""

    kind: Annotated[TravelDocumentKind, msgspec.Meta(description="What kind of document it is")]
    number: Annotated[
        str, msgspec.Meta(pattern="^[A-Z0-9]{4,20}$", examples=["C01X00T47"], description="As printed on the document")
    ]
    issuing_country: Annotated[
        CountryCode, msgspec.Meta(description="Country that issued the document (ISO 3166-1 alpha-2)")
    ]
    expires_on: LastDay | None = None  # only an identity card or a residence permit may have no end

    def __post_init__(self) -> None:
        if self.expires_on is not None and self.expires_on.year == NO_END:
            msgspec.structs.force_setattr(self, "expires_on", None)


class LoyaltyNumber(Value, frozen=True):
    """Membership in a loyalty programme of an airline or hotel chain."""

    programme: Annotated[
        str, msgspec.Meta(pattern="^[A-Z0-9]{2,10}$", description="Code of the airline or hotel chain", examples=["BA"])
    ]
    number: Annotated[
        str,
        msgspec.Meta(
            pattern="^[A-Z0-9]{4,30}$",
            examples=["12345678"],
            description="Membership number as the programme writes it",
        ),
    ]


class EmergencyContact(Value, frozen=True):
    """Emergency contact."""

    name: Annotated[str, display_name(120)]
    phone: Annotated[
        str,
        msgspec.Meta(
            pattern="^\\+[1-9][0-9]{6,14}$",
            examples=["+4915112345678"],
            description="Telephone number with country code, such as +49 30 123456",
        ),
    ]
    relationship: Annotated[
        Annotated[str, msgspec.Meta(min_length=1, max_length=60, examples=["spouse"])] | None,
        msgspec.Meta(description='Who they are to the traveller, such as "sister"; null if not said'),
    ] = None


class Secrets(Value, frozen=True):
    """The part of a profile that is kept encrypted."""

    birth_date: date
    documents: tuple[TravelDocument, ...] = ()
    known_traveller_number: str | None = None
    redress_number: str | None = None
    loyalty: tuple[LoyaltyNumber, ...] = ()
    emergency_contact: EmergencyContact | None = None


class PassengerDetails(SentValue, frozen=True):
    """A passenger profile as the traveller or their arranger writes it."""

    given_name: PersonName
    family_name: PersonName
    birth_date: Annotated[Day, msgspec.Meta(description="Date of birth as in the passport (ISO 8601)")]
    nationality: Annotated[
        CountryCode, msgspec.Meta(description="Country whose citizen the traveller is (ISO 3166-1 alpha-2)")
    ]
    latin_given_name: (
        Annotated[LatinName, msgspec.Meta(description="Confirms the spelling for carriers; null while it is not")]
        | None
    ) = None
    latin_family_name: LatinName | None = None
    documents: Annotated[
        tuple[TravelDocument, ...], msgspec.Meta(max_length=10, description="Passports, identity cards and visas")
    ] = ()
    known_traveller_number: (
        Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{8,25}$", description="TSA PreCheck, Global Entry ...")] | None
    ) = None
    redress_number: (
        Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{7,13}$", description="Of the DHS's redress programme")] | None
    ) = None
    loyalty: Annotated[
        tuple[LoyaltyNumber, ...],
        msgspec.Meta(max_length=20, description="Memberships of airlines' and hotels' programmes"),
    ] = ()
    seat: Annotated[Seat | None, msgspec.Meta(description="Where to sit; null: anywhere")] = None
    meal: Annotated[Meal | None, msgspec.Meta(description="Special meal on board; null: the usual one")] = None
    home_airport: (
        Annotated[
            IataCode, msgspec.Meta(description="Where the traveller's trips start, unless a request says otherwise")
        ]
        | None
    ) = None
    emergency_contact: Annotated[EmergencyContact | None, msgspec.Meta(description="Whom to call; null: nobody")] = None
    arranger_ids: Annotated[
        tuple[UserId, ...],
        msgspec.Meta(max_length=10, description="`userId` of each person who may book for the traveller"),
    ] = ()

    def __post_init__(self) -> None:
        for field in ("given_name", "family_name"):
            msgspec.structs.force_setattr(self, field, normalise_name(getattr(self, field)))


class Profile(Value, frozen=True):
    """A traveller's profile as it is kept, without its secrets.

    `user_id` is the person whose profile it is, or for a guest the person who keeps it.
    """

    passenger_id: str
    kind: PassengerKind
    user_id: str
    given_name: str
    family_name: str
    nationality: str
    seat: Seat | None
    meal: Meal | None
    arranger_ids: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    version: int = 1
    # Null until it is confirmed, and where the name is in letters from A to Z.
    latin_given_name: str | None = None
    latin_family_name: str | None = None
    home_airport: str | None = None

    @property
    def traveller(self) -> Traveller:
        """The traveller as a booking names them."""
        return Traveller(
            given_name=self.given_name,
            family_name=self.family_name,
            latin_given_name=self.latin_given_name,
            latin_family_name=self.latin_family_name,
        )

    @property
    def spelling(self) -> tuple[str | None, str | None, SpellingStatus]:
        """The Latin spelling of the given and the family name, and where it comes from, the less certain of both."""
        given, one = spell(self.given_name, self.latin_given_name, self.nationality)
        family, other = spell(self.family_name, self.latin_family_name, self.nationality)
        return given, family, max(one, other, key=list(SpellingStatus).index)

    def usable_by(self, user_id: str) -> bool:
        """Return whether this user may read the profile and book for the person."""
        return user_id == self.user_id or user_id in self.arranger_ids


class AccessReason(StrEnum):
    """Why a passenger profile was accessed."""

    REVEALED = "revealed"
    BOOKED = "booked"
    EXPORTED = "exported"


class PassengerAccess(Value, frozen=True):
    """One access to a passenger profile: by whom, when and why."""

    access_id: Annotated[
        str, msgspec.Meta(examples=["acc_01JQZW3V9D7R8M3T2K6W4H0YBE"], description="Id of the access, as paths name it")
    ]
    passenger_id: Annotated[str, msgspec.Meta(description="Profile that was accessed")]
    user_id: Annotated[str, msgspec.Meta(description="`userId` of the person who accessed it")]
    at: Annotated[datetime, msgspec.Meta(description="When it was accessed")]
    reason: Annotated[AccessReason, msgspec.Meta(description="What for")]
    booking_id: Annotated[
        str | None, msgspec.Meta(description="Booking that it was accessed for; null if for none")
    ] = None


def profile_of(
    details: PassengerDetails, *, passenger_id: str, kind: PassengerKind, user_id: str, now: datetime
) -> Profile:
    """Return a new profile."""
    return Profile(
        passenger_id=passenger_id,
        kind=kind,
        user_id=user_id,
        created_at=now,
        updated_at=now,
        **_open_part(details),
    )


def change_profile(before: Profile, details: PassengerDetails, now: datetime) -> Profile:
    """Return the profile's next version."""
    return msgspec.structs.replace(before, updated_at=now, version=before.version + 1, **_open_part(details))


def secrets_of(details: PassengerDetails) -> Secrets:
    """Return the part that must be encrypted."""
    return Secrets(**{field: getattr(details, field) for field in Secrets.__struct_fields__})


def _open_part(details: PassengerDetails) -> dict[str, Any]:
    names = ("given_name", "family_name", "latin_given_name", "latin_family_name")
    fields = (*names, "nationality", "seat", "meal", "home_airport", "arranger_ids")
    return {field: getattr(details, field) for field in fields}


def errors_in(
    details: PassengerDetails, *, user_id: str, today: date, known: Iterable[TravelDocument] = ()
) -> list[FieldError]:
    """Return what is wrong with `details`, each with its pointer; a document that is `known` already may have
    expired."""
    texts = msgspec.to_builtins(details)
    names = {field: texts.pop(field) for field in ("givenName", "familyName")}
    return [
        *(FieldError(f"/{field}", error) for field, name in names.items() if (error := name_error(name))),
        *_text_errors_in(texts, ""),
        *_birth_errors_in(details.birth_date, today),
        *_country_errors_in("/nationality", details.nationality),
        *_airport_errors_in("/homeAirport", details.home_airport),
        *_document_errors_in(details.documents, today, frozenset(known)),
        *_find_repeated("/loyalty", [each.programme for each in details.loyalty], "this programme is named twice"),
        *_find_repeated("/arrangerIds", list(details.arranger_ids), "this person is named twice"),
        *(
            FieldError(f"/arrangerIds/{place}", "the owner of the profile needs no arranger right")
            for place, arranger_id in enumerate(details.arranger_ids)
            if arranger_id == user_id
        ),
    ]


def _text_errors_in(value: Any, at: str) -> Iterator[FieldError]:
    """Yield an error for texts with control characters or with space around them, which no passport has."""
    if isinstance(value, str) and (not value.isprintable() or value != value.strip()):
        yield FieldError(at, "has characters that cannot be printed, or space around it")
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _text_errors_in(each, f"{at}/{name}")
    elif isinstance(value, list | tuple):
        for place, each in enumerate(value):
            yield from _text_errors_in(each, f"{at}/{place}")


def _birth_errors_in(born: date, today: date) -> Iterator[FieldError]:
    if born > today:
        yield FieldError("/birthDate", "in the future")
    elif today.year - born.year > OLDEST:
        yield FieldError("/birthDate", f"more than {OLDEST} years ago")


def _country_errors_in(at: str, code: str) -> Iterator[FieldError]:
    if code not in COUNTRIES:
        yield FieldError(at, "not a country code (ISO 3166-1 alpha-2)")


def _airport_errors_in(at: str, code: str | None) -> Iterator[FieldError]:
    if code is None:
        return
    # Imported here: the list of airports takes long to load, and few profiles name one.
    from chalicelib.domain.places.resolver import is_airport_code

    if not is_airport_code(code):
        yield FieldError(at, "not the code of an airport (IATA)")


def _document_errors_in(
    documents: tuple[TravelDocument, ...], today: date, known: frozenset[TravelDocument]
) -> Iterator[FieldError]:
    for place, document in enumerate(documents):
        at = f"/documents/{place}"
        yield from _country_errors_in(f"{at}/issuingCountry", document.issuing_country)
        if document not in known:
            yield from _expiry_errors_in(f"{at}/expiresOn", document, today)
    keys = [(each.kind, each.issuing_country, each.number) for each in documents]
    yield from _find_repeated("/documents", keys, "this document is named twice")


def _expiry_errors_in(at: str, document: TravelDocument, today: date) -> Iterator[FieldError]:
    if document.expires_on is None:
        if document.kind not in ENDLESS:
            yield FieldError(at, "required: only an identity card or a residence permit may have no end")
    elif document.expires_on <= today:
        yield FieldError(at, "it has expired")
    elif document.expires_on.year - today.year > FURTHEST_EXPIRY and document.kind not in ENDLESS:
        yield FieldError(at, f"more than {FURTHEST_EXPIRY} years ahead")


def _find_repeated(at: str, keys: list[Any], detail: str) -> Iterator[FieldError]:
    return (FieldError(f"{at}/{place}", detail) for place, key in enumerate(keys) if key in keys[:place])


def mask(text: str) -> str:
    """Return `text` as it is shown to who need not know it: at most its last four characters, and never half of it."""
    shown = min(4, (len(text) - 1) // 2)
    return f"•••• {text[-shown:]}" if shown > 0 else "••••"
