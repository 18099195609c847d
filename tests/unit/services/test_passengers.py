"""Traveller profiles: who may see, use and change which, what is kept encrypted, and who is told of it."""

from datetime import date, timedelta

import boto3
import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import AccessReason, PassengerKind, Profile
from chalicelib.errors import Conflict, InvalidInput, NotAllowed, NotFound, Unavailable, VersionConflict
from chalicelib.gateways.encryption import DecryptionFailed
from chalicelib.models.passengers import AccessRow, LinkRow, PassengerRow, Relation
from chalicelib.services import passengers
from tests.simulation.cloud.empty import take_table_away
from tests.support.passenger_samples import ANNA, CLARA, DAVID, EVE, PASSPORT, PRIVATE, details
from tests.support.tables import REGION

pytestmark = pytest.mark.usefixtures("empty")


def keep(
    identity: Identity = ANNA, kind: PassengerKind = PassengerKind.EMPLOYEE, *arrangers: str, given_name: str = "Anna"
) -> Profile:
    given = details(arranger_ids=arrangers, given_name=given_name)
    return passengers.create_passenger(identity, kind, given, passenger_id=clock.new_id("psg")).profile


def listed(identity: Identity, relation: Relation | None = None) -> list[tuple[str, Relation]]:
    found, _ = passengers.list_passengers(identity, relation=relation, limit=100, start=None)
    return [(each.profile.passenger_id, each.relation) for each in found]


def test_a_profile_is_read_as_it_was_given() -> None:
    kept = keep()

    profile, secrets = passengers.get_passenger(ANNA, kept.passenger_id)

    assert profile == kept
    assert secrets.documents == (PASSPORT,)
    assert secrets.birth_date == date(1988, 4, 12)


def test_nothing_secret_lies_in_the_table() -> None:
    keep()

    rows = boto3.client("dynamodb", region_name=REGION).scan(TableName="sojourn-local-passengers")["Items"]

    assert len(rows) == 1
    assert [word for word in PRIVATE if word in str(rows)] == []


def test_secrets_of_two_people_cannot_be_swapped() -> None:
    hers, his = keep(), keep(DAVID)
    row = PassengerRow.get(hers.passenger_id)
    row.encrypted = PassengerRow.get(his.passenger_id).encrypted
    row.save()

    with pytest.raises(DecryptionFailed):
        passengers.get_passenger(ANNA, hers.passenger_id)


def test_a_profile_that_was_altered_is_mended_by_replacing_it() -> None:
    hers, his = keep(), keep(DAVID)
    row = PassengerRow.get(hers.passenger_id)
    row.encrypted = PassengerRow.get(his.passenger_id).encrypted
    row.save()

    passengers.replace_passenger(ANNA, hers.passenger_id, details(), expected=1)

    assert passengers.get_passenger(ANNA, hers.passenger_id).secrets.documents == (PASSPORT,)


def test_a_person_has_one_profile() -> None:
    keep()

    with pytest.raises(Conflict, match="already"):
        keep()


def test_the_same_id_again_is_the_same_profile() -> None:
    passenger_id = clock.new_id("psg")
    first = passengers.create_passenger(ANNA, PassengerKind.EMPLOYEE, details(), passenger_id=passenger_id)

    again = passengers.create_passenger(ANNA, PassengerKind.EMPLOYEE, details(), passenger_id=passenger_id)

    assert again == first
    assert len(listed(ANNA)) == 1


def test_a_list_has_ones_own_guests_and_people_who_let_one_book() -> None:
    own, guest = keep(), keep(ANNA, PassengerKind.GUEST)
    theirs = keep(DAVID, PassengerKind.EMPLOYEE, "anna")
    keep(EVE)

    assert sorted(listed(ANNA)) == sorted(
        [
            (own.passenger_id, Relation.OWN),
            (guest.passenger_id, Relation.GUEST),
            (theirs.passenger_id, Relation.ARRANGER),
        ]
    )
    assert listed(ANNA, Relation.GUEST) == [(guest.passenger_id, Relation.GUEST)]


def test_a_list_is_walked_page_by_page() -> None:
    made = {keep(ANNA, PassengerKind.GUEST).passenger_id for _ in range(5)}
    seen: list[str] = []
    start = None

    while True:
        found, start = passengers.list_passengers(ANNA, relation=None, limit=2, start=start)
        seen += [each.profile.passenger_id for each in found]
        if start is None:
            break

    assert len(seen) == 5
    assert set(seen) == made


@pytest.mark.parametrize("somebody", [EVE, CLARA])
def test_somebody_elses_profile_does_not_exist(somebody: Identity) -> None:
    theirs = keep(DAVID, PassengerKind.EMPLOYEE, "anna").passenger_id

    for attempt in (
        lambda: passengers.get_passenger(somebody, theirs, reveal=True),
        lambda: passengers.replace_passenger(somebody, theirs, details(), expected=None),
        lambda: passengers.delete_passenger(somebody, theirs, expected=None),
        lambda: passengers.list_accesses(somebody, theirs, limit=10, start=None),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert passengers.list_accesses(DAVID, theirs, limit=10, start=None)[0] == []


def test_an_arranger_reads_but_changes_nothing() -> None:
    theirs = keep(DAVID, PassengerKind.EMPLOYEE, "anna").passenger_id

    assert passengers.get_passenger(ANNA, theirs).profile.user_id == "david"
    for attempt in (
        lambda: passengers.replace_passenger(ANNA, theirs, details(), expected=None),
        lambda: passengers.delete_passenger(ANNA, theirs, expected=None),
        lambda: passengers.list_accesses(ANNA, theirs, limit=10, start=None),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_consent_to_book_is_withdrawn_at_once() -> None:
    theirs = keep(DAVID, PassengerKind.EMPLOYEE, "anna", "eve").passenger_id

    passengers.replace_passenger(DAVID, theirs, details(arranger_ids=("eve",)), expected=1)

    assert listed(ANNA) == []
    assert listed(EVE) == [(theirs, Relation.ARRANGER)]
    with pytest.raises(NotFound):
        passengers.get_passenger(ANNA, theirs)


def test_to_reveal_is_written_down_and_to_read_is_not() -> None:
    theirs = keep(DAVID, PassengerKind.EMPLOYEE, "anna").passenger_id

    passengers.get_passenger(ANNA, theirs)
    passengers.get_passenger(ANNA, theirs, reveal=True)

    (seen,) = passengers.list_accesses(DAVID, theirs, limit=10, start=None)[0]
    assert (seen.user_id, seen.passenger_id, seen.reason) == ("anna", theirs, AccessReason.REVEALED)


def test_what_cannot_be_written_down_is_not_revealed(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = keep().passenger_id
    take_table_away(monkeypatch, AccessRow)

    with pytest.raises(Unavailable):
        passengers.get_passenger(ANNA, theirs, reveal=True)


def test_an_old_version_is_not_put_over_a_newer_one() -> None:
    mine = keep().passenger_id
    passengers.replace_passenger(ANNA, mine, details(given_name="Ann"), expected=1)

    with pytest.raises(VersionConflict):
        passengers.replace_passenger(ANNA, mine, details(given_name="Anne"), expected=1)
    with pytest.raises(VersionConflict):
        passengers.delete_passenger(ANNA, mine, expected=1)

    assert passengers.get_passenger(ANNA, mine).profile.given_name == "Ann"


def test_a_document_that_has_expired_may_stay_but_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = keep().passenger_id
    later = clock.now() + timedelta(days=365 * 6)
    monkeypatch.setattr(clock, "now", lambda: later)

    passengers.replace_passenger(ANNA, mine, details(), expected=1)

    other = msgspec.structs.replace(PASSPORT, number="C02X00T47")
    with pytest.raises(InvalidInput) as refused:
        passengers.replace_passenger(ANNA, mine, details(documents=(PASSPORT, other)), expected=2)
    assert [error.pointer for error in refused.value.errors] == ["/documents/1/expiresOn"]


def test_a_profile_that_is_forgotten_is_gone_with_every_link() -> None:
    mine = keep(ANNA, PassengerKind.EMPLOYEE, "david", "eve").passenger_id

    passengers.delete_passenger(ANNA, mine, expected=1)

    assert list(LinkRow.scan()) == []
    with pytest.raises(NotFound):
        passengers.get_passenger(ANNA, mine)
    keep()  # and another may be made


def test_only_profiles_that_one_may_use_can_be_booked_for() -> None:
    mine, his = keep().passenger_id, keep(DAVID).passenger_id
    guest, unknown = keep(ANNA, PassengerKind.GUEST).passenger_id, clock.new_id("psg")

    assert [each.passenger_id for each in passengers.find_usable(ANNA, [guest, mine])] == [guest, mine]
    with pytest.raises(InvalidInput) as refused:
        passengers.find_usable(ANNA, [mine, his, unknown])

    first, second = refused.value.errors
    assert (first.pointer, second.pointer) == ("/passengerIds/1", "/passengerIds/2")
    assert first.detail == second.detail, "whether a profile exists does not show"


def test_a_stage_without_profiles_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    without = msgspec.structs.replace(settings.current(), passengers_enabled=False)
    monkeypatch.setattr(settings, "current", lambda: without)

    with pytest.raises(NotFound, match="keeps no passenger profiles"):
        keep()
    with pytest.raises(NotFound, match="keeps no passenger profiles"):
        listed(ANNA)
    with pytest.raises(NotFound, match="keeps no passenger profiles"):
        passengers.get_passenger(ANNA, clock.new_id("psg"))
    with pytest.raises(InvalidInput):
        passengers.find_usable(ANNA, [clock.new_id("psg")])
