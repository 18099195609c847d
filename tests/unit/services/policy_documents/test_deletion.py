"""What is deleted is gone for everybody at once, and its files and sections follow; what is cited stays."""

from datetime import date
from typing import Any

import msgspec
import pytest

from chalicelib.domain.policies.document import Clause, Policy
from chalicelib.domain.policies.sources import ClauseCitation, ClauseSource
from chalicelib.domain.policy_documents.citation import cite
from chalicelib.errors import Conflict, NotFound, VersionConflict
from chalicelib.models import policies, policy_documents, policy_sections
from chalicelib.services.policy_documents import deletion, maintenance, queries
from chalicelib.services.policy_documents.files import folder, upload_key
from tests.support.connection import Crash, Cut
from tests.support.daily_share import current_day
from tests.support.files import BUCKET
from tests.support.policy_document_samples import section
from tests.unit.services.documents.document_world import BEGUN, cut_at
from tests.unit.services.policy_documents.policy_world import MANAGER, TRAVELLER, PolicyWorld, sweep

ONE_CALL_IN = 2  # is cut on a day


def put_files(world: PolicyWorld, document_id: str, version: int) -> None:
    names = ("file", "vectors.bin")
    with world.wire.quiet():
        for key in (upload_key(document_id, version), *(folder(document_id, version) + name for name in names)):
            world.s3.put_object(Bucket=BUCKET, Key=key, Body=b"x")


def rows_left(document_id: str, version: int) -> int:
    return len(list(policy_sections.read_sections(document_id, version, count=100)))


def publish(citing: str, version: int, effective_from: date, number: int = 1) -> None:
    """Let a travel policy cite a version of a document."""
    citation = cite(section(0, "Words of 0."), 0, 5, document_id=citing, version=version, title="Travel handbook")
    source = ClauseSource(document_id=citing, version=version, position=0, quote="Words")
    policy = Policy(
        name="Travel policy",
        effective_from=effective_from,
        currency="EUR",
        rates=(),
        clauses=(Clause(number="4.2", title="Hotels", text="A room may cost ...", source=source),),
        rules=(),
        version=number,
        citations=(ClauseCitation(clause="4.2", citation=citation),),
    )
    policies.add_policy(policy, digest=str(number), published_by="bob", published_at=BEGUN)


def test_deleted_document_is_gone_at_once_and_its_files_and_sections_follow(world: PolicyWorld) -> None:
    document, other = world.parsed(), world.parsed()
    for each in (document, other):
        put_files(world, each.document_id, 1)

    deletion.delete_document(MANAGER, document.document_id, expected=document.revision)

    for identity in (MANAGER, TRAVELLER):
        with pytest.raises(NotFound):
            queries.get_document(identity, document.document_id)
        listed = queries.list_documents(identity, status=None, limit=10, start=None)[0]
        assert [each.document_id for each in listed] == [other.document_id]
    with pytest.raises(NotFound):
        deletion.delete_document(MANAGER, document.document_id, expected=None)
    world.clock.turn(minutes=21)
    assert sweep(world)[maintenance.REMOVED] == 1
    assert not [key for key in world.kept() if document.document_id in key]
    assert len([key for key in world.kept() if other.document_id in key]) == 3
    assert (rows_left(document.document_id, 1), rows_left(other.document_id, 1)) == (0, 2)
    with pytest.raises(NotFound):
        policy_documents.get_document(document.document_id)


def test_deleted_version_lets_the_one_before_count_again(world: PolicyWorld) -> None:
    document = world.parsed()
    world.add_version(document)
    world.parsed(document, 2)

    deletion.delete_version(MANAGER, document.document_id, 2, expected=None)

    seen = queries.get_document(TRAVELLER, document.document_id)
    assert [each.version for each in seen.versions] == [1]
    world.clock.turn(minutes=21)
    sweep(world)
    assert (rows_left(document.document_id, 1), rows_left(document.document_id, 2)) == (2, 0)
    assert queries.get_document(MANAGER, document.document_id).current is not None
    deletion.delete_version(MANAGER, document.document_id, 1, expected=None)
    with pytest.raises(NotFound):
        queries.get_document(MANAGER, document.document_id)


def test_only_what_was_seen_is_deleted(world: PolicyWorld) -> None:
    document = world.parsed()

    with pytest.raises(VersionConflict):
        deletion.delete_document(MANAGER, document.document_id, expected=document.revision - 1)
    with pytest.raises(VersionConflict):
        deletion.delete_version(MANAGER, document.document_id, 1, expected=document.revision - 1)

    assert queries.get_document(MANAGER, document.document_id) == document


@pytest.mark.parametrize("effective_from", [date(2026, 1, 1), date(2027, 1, 1)])
def test_version_that_a_policy_cites_that_counts_or_will_is_not_deleted(
    world: PolicyWorld, effective_from: date
) -> None:
    document = world.parsed()
    world.add_version(document)
    world.parsed(document, 2)
    publish(document.document_id, 1, effective_from)

    with pytest.raises(Conflict, match=r"Clause 4\.2 of the travel policy, version 1, cites version 1"):
        deletion.delete_document(MANAGER, document.document_id, expected=None)
    with pytest.raises(Conflict):
        deletion.delete_version(MANAGER, document.document_id, 1, expected=None)
    deletion.delete_version(MANAGER, document.document_id, 2, expected=None)

    policy = policies.get_version(1)
    later = msgspec.structs.replace(policy, version=2, effective_from=date(2026, 2, 1), citations=())
    policies.add_policy(later, digest="2", published_by="bob", published_at=BEGUN)
    deletion.delete_document(MANAGER, document.document_id, expected=None)


@pytest.mark.parametrize("how", [Cut.BEFORE, Cut.AFTER])
def test_removal_that_dies_anywhere_is_finished_by_the_next_sweep(world: PolicyWorld, how: Cut) -> None:
    """Which calls are cut differs from day to day, so that each has its turn."""
    number, crashes = current_day() % ONE_CALL_IN, 0
    while True:
        document = world.parsed()
        put_files(world, document.document_id, 1)
        deletion.delete_document(MANAGER, document.document_id, expected=None)
        world.clock.turn(minutes=21)
        world.wire.scissors = cut_at(len(world.wire.calls) + number, how)
        try:
            sweep(world)
        except Crash:
            crashes += 1
            number += ONE_CALL_IN
        else:
            break
        finally:
            world.wire.scissors = lambda _call: None

        world.clock.turn(minutes=61)
        sweep(world)
        assert not [key for key in world.kept() if document.document_id in key]
        assert rows_left(document.document_id, 1) == 0
        assert _is_gone(document.document_id)
    assert crashes >= 8 // ONE_CALL_IN


def _is_gone(document_id: str) -> Any:
    try:
        return policy_documents.get_document(document_id) is None
    except NotFound:
        return True
