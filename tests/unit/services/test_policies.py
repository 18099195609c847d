"""Publishing the policy: who may, what is refused, and which version then counts."""

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from chalicelib.domain.identity import Identity
from chalicelib.domain.policies.document import PolicyDraft
from chalicelib.errors import InvalidInput, NotAllowed, NotFound, VersionConflict
from chalicelib.gateways.cache import registry as cache
from chalicelib.services.policies import check_rate, get_policy, publish_policy
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.unit.policy_samples import seeded_document

MANAGER = Identity(user_id="m1", email="m@example.com", name="M", groups=frozenset({"travel-manager"}))


@pytest.fixture(name="wire", autouse=True)
def _table() -> Iterator[Wire]:
    cache.current.cache_clear()
    with empty_cloud() as wire:
        yield wire


def named(name: str, effective_from: date = date(2026, 1, 1)) -> PolicyDraft:
    return msgspec.structs.replace(seeded_document(), name=name, effective_from=effective_from)


@pytest.mark.parametrize("groups", [set(), {"traveller"}, {"traveller", "approver"}])
def test_only_a_travel_manager_publishes(groups: set[str]) -> None:
    someone = Identity(user_id="u1", email="u@example.com", name="U", groups=frozenset(groups))

    with pytest.raises(NotAllowed):
        publish_policy(someone, seeded_document())

    with pytest.raises(NotFound, match="No travel policy is in effect"):
        get_policy()


def test_document_with_errors_becomes_no_version() -> None:
    document = msgspec.structs.replace(seeded_document(), clauses=seeded_document().clauses[:1])

    with pytest.raises(InvalidInput) as refused:
        publish_policy(MANAGER, document)

    assert "/rules/0/clause" in [error.pointer for error in refused.value.errors]
    with pytest.raises(NotFound):
        get_policy(1)


def test_new_version_counts_at_once_and_the_old_one_stays() -> None:
    first = publish_policy(MANAGER, named("First"))
    assert get_policy() == first

    second = publish_policy(MANAGER, named("Second"), replaces=1)

    assert (first.version, second.version) == (1, 2)
    assert get_policy() == second
    assert get_policy(1) == first


def test_version_for_next_year_waits_for_its_day() -> None:
    first = publish_policy(MANAGER, named("First"))
    later = publish_policy(MANAGER, named("Later", date(9999, 1, 1)))

    assert get_policy() == first
    assert get_policy(2) == later


@pytest.mark.parametrize("seen", [0, 2])
def test_author_who_has_not_seen_the_newest_version_is_refused(seen: int) -> None:
    publish_policy(MANAGER, named("First"), replaces=0)

    with pytest.raises(VersionConflict, match="is 1, not"):
        publish_policy(MANAGER, named("Second"), replaces=seen)


def test_text_is_kept_by_the_process_while_the_version_stays() -> None:
    publish_policy(MANAGER, named("First"))

    assert get_policy() is get_policy()


@pytest.mark.parametrize("name", ["One table", "Another table"])
def test_text_kept_by_the_process_is_never_that_of_another_policy_of_the_same_version(name: str) -> None:
    publish_policy(MANAGER, named(name))

    assert get_policy().name == name


def test_exchange_rates_are_read_with_the_policy_once_and_then_kept(wire: Wire) -> None:
    publish_policy(MANAGER, seeded_document())
    before = len(wire.calls)

    for _ in range(3):
        check_rate("GBP")
    with pytest.raises(InvalidInput, match="no exchange rate"):
        check_rate("ISK")
    get_policy()

    read = [call for call in wire.calls[before:] if call.operation == "dynamodb.GetItem"]
    assert len(read) == 1
