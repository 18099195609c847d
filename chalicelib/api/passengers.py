"""Passenger profiles over HTTP. Sensitive values are masked unless they are asked for, which is recorded."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, identifier, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.ids import UserId
from chalicelib.domain.passengers import (
    AccessReason,
    EmergencyContact,
    LoyaltyNumber,
    Meal,
    PassengerAccess,
    PassengerDetails,
    PassengerKind,
    Profile,
    Seat,
    TravelDocument,
    TravelDocumentKind,
    mask,
    profile_of,
    secrets_of,
)
from chalicelib.domain.passport_spelling import SpellingStatus
from chalicelib.domain.places.place import IataCode
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotAllowed, NotFound, VersionConflict
from chalicelib.models.passengers import Linked, Relation
from chalicelib.services import passengers as service
from chalicelib.services.passengers import DecryptedProfile

blueprint = ApiBlueprint(
    __name__,
    tag="Passengers",
    description=(
        "Passenger profiles: your own, your guests', and those of colleagues whom you may book for. Where a "
        "stage keeps no profiles, every path here answers 404."
    ),
)

_PASSENGER_OPERATIONS = ("get_passenger", "replace_passenger", "delete_passenger", "list_accesses")

_PARAMS = {"passengerId": identifier("psg", "The passenger profile's id")}
Maskable = Annotated[
    str, msgspec.Meta(description="Masked, as `•••• 0T47`, unless `reveal` is set", examples=["•••• 0T47"])
]


class PassengerRequest(PassengerDetails, frozen=True):
    """A new passenger profile: your own (`employee`), or that of a guest whom you book for."""

    kind: Annotated[PassengerKind, msgspec.Meta(description="Whether it is your own profile or a guest's")] = (
        PassengerKind.EMPLOYEE
    )


class TravelDocumentView(Value, frozen=True):
    """A travel document of a passenger profile."""

    kind: Annotated[TravelDocumentKind, msgspec.Meta(description="What kind of document it is")]
    number: Maskable
    issuing_country: Annotated[str, msgspec.Meta(description="ISO 3166-1 alpha-2 code of the country that issued it")]
    expires_on: Annotated[date | None, msgspec.Meta(description="Null if the document has no end")]


class LoyaltyView(Value, frozen=True):
    """A loyalty programme membership of a passenger profile."""

    programme: Annotated[str, msgspec.Meta(description="Airline or hotel chain whose programme it is")]
    number: Maskable


class ContactView(Value, frozen=True):
    """The emergency contact of a passenger profile."""

    name: Maskable
    phone: Maskable
    relationship: Annotated[str | None, msgspec.Meta(description="Who they are to the traveller; null if not said")]


class LatinSpellingView(Value, frozen=True):
    """How carriers spell the name, and where that comes from."""

    given_name: Annotated[str | None, msgspec.Meta(description="Null if it has to be given")]
    family_name: Annotated[
        str | None, msgspec.Meta(description="Family name in letters from A to Z; null if nothing can be proposed")
    ]
    status: Annotated[
        SpellingStatus,
        msgspec.Meta(
            description="`proposed` by ICAO Doc 9303 until you confirm it, as `latinGivenName` and `latinFamilyName` "
            "of a replacement; `missing` where the script has no table. A booking asks for either"
        ),
    ]


class PassengerView(Value, frozen=True):
    """A passenger profile. If `masked` is true, sensitive values are masked."""

    passenger_id: Annotated[str, msgspec.Meta(description="Id of the profile; book with it")]
    kind: Annotated[PassengerKind, msgspec.Meta(description="Whether it is an employee's or a guest's")]
    user_id: Annotated[
        str, msgspec.Meta(description="`userId` of the person, or of the host who keeps the guest's profile")
    ]
    masked: Annotated[
        bool, msgspec.Meta(description="True: numbers and the birth date are hidden; `reveal=true` shows them")
    ]
    given_name: Annotated[str, msgspec.Meta(description="Given names as in the passport")]
    family_name: Annotated[str, msgspec.Meta(description="Family name as in the passport")]
    latin_given_name: Annotated[str | None, msgspec.Meta(description="Confirmed spelling; null if there is none")]
    latin_family_name: Annotated[
        str | None, msgspec.Meta(description="Family name as carriers spell it; null if it is in letters from A to Z")
    ]
    latin_spelling: Annotated[
        LatinSpellingView,
        msgspec.Meta(description="How carriers spell the name, and whether somebody has confirmed it"),
    ]
    birth_date: Annotated[
        str, msgspec.Meta(description="A date (ISO 8601), or `••••-••-••` if masked", examples=["••••-••-••"])
    ]
    nationality: Annotated[str, msgspec.Meta(description="ISO 3166-1 alpha-2 code of the country")]
    documents: Annotated[
        tuple[TravelDocumentView, ...], msgspec.Meta(description="Passports, identity cards and visas")
    ]
    known_traveller_number: Maskable | None
    redress_number: Maskable | None
    loyalty: Annotated[
        tuple[LoyaltyView, ...], msgspec.Meta(description="Memberships of airlines' and hotels' programmes")
    ]
    seat: Annotated[Seat | None, msgspec.Meta(description="Where to sit; null: anywhere")]
    meal: Annotated[Meal | None, msgspec.Meta(description="Special meal on board; null: the usual one")]
    home_airport: Annotated[
        IataCode | None, msgspec.Meta(description="Where trips in words start that name no place of departure")
    ]
    emergency_contact: Annotated[ContactView | None, msgspec.Meta(description="Whom to call; null: nobody")]
    arranger_ids: Annotated[tuple[str, ...], msgspec.Meta(description="Who may book with the profile, by their ids")]
    created_at: datetime
    updated_at: datetime


class PassengerSummary(Value, frozen=True):
    """A passenger profile in a list, and why it is listed."""

    passenger_id: Annotated[str, msgspec.Meta(description="Id of the profile; book with it")]
    relation: Annotated[
        Relation, msgspec.Meta(description="Your own, a guest of yours, or a person who made you their arranger")
    ]
    kind: Annotated[PassengerKind, msgspec.Meta(description="Whether it is an employee's or a guest's")]
    given_name: Annotated[str, msgspec.Meta(description="Given names as in the passport")]
    family_name: Annotated[str, msgspec.Meta(description="Family name as in the passport")]
    updated_at: datetime


class PassengerQuery(Value, frozen=True):
    reveal: Annotated[bool, msgspec.Meta(description="Show sensitive values unmasked; the access is recorded")] = False


class PassengersQuery(PageQuery, frozen=True):
    relation: Annotated[Relation | None, msgspec.Meta(description="Only profiles with this relation to you")] = None
    user_id: Annotated[
        UserId | None,
        msgspec.Meta(description="For the travel desk: the profiles that this person may use, their own among them"),
    ] = None


class AccessQuery(PageQuery, frozen=True):
    """A page of accesses."""


def to_view(decrypted: DecryptedProfile, *, reveal: bool = False) -> PassengerView:
    """Return the view of a profile, masked unless `reveal` is set."""
    profile, secrets = decrypted

    def shown(text: str) -> str:
        return text if reveal else mask(text)

    contact = secrets.emergency_contact
    return PassengerView(
        passenger_id=profile.passenger_id,
        kind=profile.kind,
        user_id=profile.user_id,
        masked=not reveal,
        given_name=profile.given_name,
        family_name=profile.family_name,
        latin_given_name=profile.latin_given_name,
        latin_family_name=profile.latin_family_name,
        latin_spelling=_view_spelling(profile),
        birth_date=secrets.birth_date.isoformat() if reveal else "••••-••-••",
        nationality=profile.nationality,
        documents=tuple(
            TravelDocumentView(
                kind=each.kind,
                number=shown(each.number),
                issuing_country=each.issuing_country,
                expires_on=each.expires_on,
            )
            for each in secrets.documents
        ),
        known_traveller_number=secrets.known_traveller_number and shown(secrets.known_traveller_number),
        redress_number=secrets.redress_number and shown(secrets.redress_number),
        loyalty=tuple(LoyaltyView(programme=each.programme, number=shown(each.number)) for each in secrets.loyalty),
        seat=profile.seat,
        meal=profile.meal,
        home_airport=profile.home_airport,
        emergency_contact=None
        if contact is None
        else ContactView(
            name=contact.name if reveal else "••••", phone=shown(contact.phone), relationship=contact.relationship
        ),
        arranger_ids=profile.arranger_ids,
        created_at=profile.created_at,
        updated_at=profile.updated_at,
    )


def _view_spelling(profile: Profile) -> LatinSpellingView:
    given_name, family_name, status = profile.spelling
    return LatinSpellingView(given_name=given_name, family_name=family_name, status=status)


def _summarise(linked: Linked) -> PassengerSummary:
    profile = linked.profile
    return PassengerSummary(
        passenger_id=profile.passenger_id,
        relation=linked.relation,
        kind=profile.kind,
        given_name=profile.given_name,
        family_name=profile.family_name,
        updated_at=profile.updated_at,
    )


_ID = "psg_01JQZW3V9D7R8M3T2K6W4H0YBE"
_OWNER = "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10"
_ARRANGER = "c2a9d1f4-5e36-4d1b-8a77-1f0b9c3d5e24"


def _details() -> PassengerDetails:
    return PassengerDetails(
        given_name="Anna Maria",
        family_name="Weber",
        birth_date=date(1988, 4, 12),
        nationality="DE",
        documents=(
            TravelDocument(
                kind=TravelDocumentKind.PASSPORT, number="C01X00T47", issuing_country="DE", expires_on=date(2031, 5, 31)
            ),
        ),
        known_traveller_number="TT1234567",
        loyalty=(LoyaltyNumber(programme="BA", number="12345678"),),
        seat=Seat.AISLE,
        meal=Meal.VEGAN,
        home_airport="BER",
        emergency_contact=EmergencyContact(name="Jan Weber", phone="+4915112345678", relationship="spouse"),
        arranger_ids=(_ARRANGER,),
    )


def _decrypted() -> DecryptedProfile:
    profile = profile_of(_details(), passenger_id=_ID, kind=PassengerKind.EMPLOYEE, user_id=_OWNER, now=examples.AT)
    return DecryptedProfile(profile, secrets_of(_details()))


def _new() -> PassengerRequest:
    return PassengerRequest(**{field: getattr(_details(), field) for field in PassengerDetails.__struct_fields__})


@blueprint.route(
    "/v1/passengers",
    method="POST",
    status=201,
    summary="Create a passenger profile",
    description="Your own (at most one), or a guest's.",
    errors=[NotFound, Conflict],
    links=[links_to(*_PASSENGER_OPERATIONS, passengerId="/passengerId", etag=True)],
    example=lambda: Example(request=_new(), response=to_view(_decrypted())),
)
def create_passenger(call: Call[PassengerRequest, None]) -> Answer[PassengerView]:
    made = service.create_passenger(call.identity, call.body.kind, call.body, passenger_id=call.new_id("psg"))
    location = f"/v1/passengers/{made.profile.passenger_id}"
    return Answer(to_view(made), version=made.profile.version, location=location)


@blueprint.route(
    "/v1/passengers",
    summary="List passenger profiles I may book for",
    errors=[NotFound],
    links=[links_to(*_PASSENGER_OPERATIONS, passengerId="/items/0/passengerId")],
    example=lambda: Example(
        response=Page(items=(_summarise(Linked(_decrypted().profile, Relation.OWN)),), next_cursor=None)
    ),
)
def list_passengers(call: Call[None, PassengersQuery]) -> Answer[Page[PassengerSummary]]:
    found, position = service.list_passengers(
        call.identity,
        user_id=call.query.user_id,
        relation=call.query.relation,
        limit=call.query.limit,
        start=call.position(),
    )
    return call.page((_summarise(each) for each in found), position)


@blueprint.route(
    "/v1/passengers/{passengerId}",
    summary="Get a passenger profile",
    params=_PARAMS,
    errors=[NotFound],
    links=[links_to(*_PASSENGER_OPERATIONS, passengerId="/passengerId", etag=True)],
    example=lambda: Example(response=to_view(_decrypted())),
)
def get_passenger(call: Call[None, PassengerQuery]) -> Answer[PassengerView]:
    decrypted = service.get_passenger(call.identity, call.path["passengerId"], reveal=call.query.reveal)
    return Answer(to_view(decrypted, reveal=call.query.reveal), version=decrypted.profile.version)


@blueprint.route(
    "/v1/passengers/{passengerId}",
    method="PUT",
    summary="Replace a passenger profile",
    description="Read it with `reveal=true` first: masked values are refused, and fields left out are removed.",
    params=_PARAMS,
    errors=[NotFound, NotAllowed],
    links=[links_to(*_PASSENGER_OPERATIONS, passengerId="/passengerId")],
    example=lambda: Example(request=_details(), response=to_view(_decrypted())),
)
def replace_passenger(call: Call[PassengerDetails, None]) -> Answer[PassengerView]:
    decrypted = service.replace_passenger(
        call.identity, call.path["passengerId"], call.body, expected=call.expected_version
    )
    return Answer(to_view(decrypted), version=decrypted.profile.version)


@blueprint.route(
    "/v1/passengers/{passengerId}",
    method="DELETE",
    status=204,
    summary="Delete a passenger profile",
    params=_PARAMS,
    errors=[NotFound, NotAllowed, VersionConflict],
    links=[links_to("get_passenger", "replace_passenger")],
    example=Example,
)
def delete_passenger(call: Call[None, None]) -> Answer[None]:
    service.delete_passenger(call.identity, call.path["passengerId"], expected=call.expected_version)
    return Answer(None)


@blueprint.route(
    "/v1/passengers/{passengerId}/accesses",
    summary="List accesses to a passenger profile, latest first",
    params=_PARAMS,
    errors=[NotFound, NotAllowed],
    links=[
        links_to(*_PASSENGER_OPERATIONS, passengerId="/items/0/passengerId"),
        links_to("get_booking", "stream_booking_events", bookingId="/items/0/bookingId"),
    ],
    example=lambda: Example(
        response=Page(
            items=(
                PassengerAccess(
                    access_id="acc_01JQZW3V9D7R8M3T2K6W4H0YBF",
                    passenger_id=_ID,
                    user_id=_ARRANGER,
                    at=examples.AT,
                    reason=AccessReason.REVEALED,
                ),
            ),
            next_cursor=None,
        )
    ),
)
def list_accesses(call: Call[None, AccessQuery]) -> Answer[Page[PassengerAccess]]:
    found, position = service.list_accesses(
        call.identity, call.path["passengerId"], limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)
