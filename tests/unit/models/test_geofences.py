"""The geofences table: never too many, nobody writes over what they have not seen, and whoever remembers them knows
when they are others."""

from collections.abc import Iterator

import msgspec
import pytest
from pynamodb.transactions import TransactWrite

from chalicelib.domain.mentions import Erased
from chalicelib.domain.tracking.geofencing.owned_geofences import OwnedGeofence
from chalicelib.dynamodb.tables import transactions
from chalicelib.errors import Conflict, PersonErased, VersionConflict
from chalicelib.models import geofences, mentions
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Call, Wire
from tests.support.walks import BERLIN, LONG_AGO, fence_around, to_owned

WHO = "anna"


@pytest.fixture(name="wire", autouse=True)
def a_wire() -> Iterator[Wire]:
    with empty_cloud() as wire:
        yield wire


def owned(number: int, user_id: str | None = WHO) -> OwnedGeofence:
    return to_owned(fence_around(number, BERLIN[number]), user_id)


def next_version(before: OwnedGeofence) -> OwnedGeofence:
    return msgspec.structs.replace(before, version=before.version + 1)


def test_a_geofence_comes_back_as_it_was_written() -> None:
    geofences.add_geofence(owned(0), 5)
    geofences.add_geofence(owned(1, None), 5)

    assert geofences.find_geofence(WHO, owned(0).geofence_id) == owned(0)
    assert geofences.find_geofence(None, owned(0).geofence_id) is None
    assert geofences.read_all(WHO) == [owned(0)]
    assert geofences.read_all(None) == [owned(1, None)]
    assert geofences.list_geofences(WHO, limit=5, start=None).rows == [owned(0)]


def test_of_two_who_have_seen_the_same_one_writes() -> None:
    geofences.add_geofence(owned(0), 5)
    geofences.replace_geofence(owned(0), next_version(owned(0)))

    with pytest.raises(VersionConflict):
        geofences.replace_geofence(owned(0), next_version(owned(0)))
    with pytest.raises(VersionConflict):
        geofences.delete_geofence(owned(0))
    with pytest.raises(VersionConflict):
        geofences.add_geofence(owned(0), 5)
    assert geofences.read_all(WHO) == [next_version(owned(0))]


def test_whoever_draws_the_last_one_at_the_same_moment_does_not(wire: Wire) -> None:
    others = iter([owned(1)])

    def draw_between(call: Call) -> None:
        if call.operation == "dynamodb.TransactWriteItems" and (other := next(others, None)) is not None:
            with wire.quiet():
                geofences.add_geofence(other, 1)

    wire.scissors = draw_between
    with pytest.raises(Conflict):
        geofences.add_geofence(owned(0), 1)

    assert geofences.read_all(WHO) == [owned(1)]


def test_room_is_made_by_deleting() -> None:
    geofences.add_geofence(owned(0), 1)
    geofences.delete_geofence(owned(0))

    geofences.add_geofence(owned(1), 1)

    with pytest.raises(Conflict):
        geofences.add_geofence(owned(2), 1)


def test_every_change_is_known_by_another_word() -> None:
    words = [geofences.find_tokens([WHO, None])]
    geofences.add_geofence(owned(0), 5)
    words.append(geofences.find_tokens([WHO, None]))
    geofences.replace_geofence(owned(0), next_version(owned(0)))
    words.append(geofences.find_tokens([WHO, None]))
    geofences.delete_geofence(next_version(owned(0)))
    words.append(geofences.find_tokens([WHO, None]))

    assert words[0] == {}
    assert len({each[WHO] for each in words[1:]}) == 3
    assert all(None not in each for each in words), "the company's are as they were"


def test_nothing_is_drawn_by_who_is_erased() -> None:
    with TransactWrite(connection=transactions()) as transaction:
        mentions.mark(transaction, WHO, Erased(erasure_id="era_1", subjects=(WHO,)), LONG_AGO, instead_of=None)

    with pytest.raises(PersonErased):
        geofences.add_geofence(owned(0), 5)
    assert geofences.read_all(WHO) == []


def test_an_erasure_leaves_nothing_of_a_person_and_all_of_the_company() -> None:
    for each in (owned(0), owned(1), owned(2, None)):
        geofences.add_geofence(each, 5)

    assert geofences.forget_person(WHO, 2) == 2
    assert geofences.forget_person(WHO, 2) == 1

    assert geofences.read_all(WHO) == []
    assert geofences.read_all(None) == [owned(2, None)]
