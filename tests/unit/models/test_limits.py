"""Limits that hold when many add at once: each of them, with threads that have all counted before any has written."""

import ast
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, local
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.list_exports import KEPT, ListExport, ListKind
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.webhooks.webhook import Webhook
from chalicelib.errors import Conflict, VersionConflict
from chalicelib.models import items, limits, list_exports, policy_documents, shares, webhooks
from chalicelib.models.limits import Claim, Limit
from tests.support.one_at_a_time import aws_one_at_a_time
from tests.support.policy_document_samples import pending
from tests.support.tables import ROOT, make_tables

MOST = 3
AT_ONCE = 6
TRIP = "trp_01JMZ8Q4T5X7V9B2N3C4D5E6F7"


class Kind(NamedTuple):
    """A limit: where its number stands, what adds one more, what removes it, and how many there are."""

    module: Any
    name: str
    add: Callable[[int], object]
    remove: Callable[[int], object]
    number: Callable[[], int]


def item(number: int, trip_id: str | None = TRIP) -> Item:
    return Item(
        item_id=f"itm_{number}",
        user_id="anna",
        trip_id=trip_id,
        name="Meeting",
        created_at=clock.now(),
        updated_at=clock.now(),
        created_by="anna",
    )


def move_item(number: int) -> None:
    """Put an item of no trip on the trip."""
    before = item(number, None)
    items.create_item(before)
    items.replace_item(before, msgspec.structs.replace(before, trip_id=TRIP, version=2))


def share(number: int) -> Share:
    now = clock.now()
    return Share(
        trip_id=TRIP, user_id=f"user{number}", right=Right.READ, shared_at=now, updated_at=now, shared_by="anna"
    )


def webhook(number: int) -> Webhook:
    return Webhook(
        webhook_id=f"whk_{number}",
        url="https://hooks.example.com/in",
        event_types=("*",),
        description="",
        enabled=True,
        encrypted_secrets=Encrypted(key="a key", text="secrets"),
        created_at=clock.now(),
        created_by="clara",
        updated_at=clock.now(),
    )


def document_id(number: int) -> str:
    return f"pdc_{number:026d}"


def delete_policy_document(document_id: str) -> None:
    """Mark a document as deleted; its row goes later than any count knows of its adding."""
    before = policy_documents.get_document(document_id)
    policy_documents.replace_document(before, parsing.delete_document(before, clock.now()))


def list_export(number: int) -> ListExport:
    now = clock.now()
    return ListExport(
        export_id=f"lex_{number}",
        requested_by="clara",
        kind=ListKind.TRIPS,
        created_at=now,
        updated_at=now,
        expires_at=now + KEPT,
    )


KINDS = {
    "items": Kind(
        items,
        "MOST_ON_A_TRIP",
        lambda number: items.create_item(item(number)),
        lambda number: items.remove_item(f"itm_{number}"),
        lambda: len(items.list_itinerary(TRIP)),
    ),
    "moved items": Kind(
        items,
        "MOST_ON_A_TRIP",
        move_item,
        lambda number: items.remove_item(f"itm_{number}"),
        lambda: len(items.list_itinerary(TRIP)),
    ),
    "shares": Kind(
        shares,
        "MOST_SHARES",
        lambda number: shares.put_share(None, share(number)),
        lambda number: shares.delete_share(TRIP, f"user{number}"),
        lambda: len(shares.list_shares(TRIP)[0]),
    ),
    "policy documents": Kind(
        policy_documents,
        "MOST_DOCUMENTS",
        lambda number: policy_documents.add_document(pending(document_id(number))),
        lambda number: delete_policy_document(document_id(number)),
        lambda: len([each for each in policy_documents.list_every_document() if not each.deleted]),
    ),
    "webhooks": Kind(
        webhooks,
        "MOST_WEBHOOKS",
        lambda number: webhooks.add_webhook(webhook(number)),
        lambda number: webhooks.remove_webhook(webhooks.get_webhook(f"whk_{number}")),
        lambda: len(webhooks.all_webhooks()[0]),
    ),
    "list exports": Kind(
        list_exports,
        "MOST_KEPT",
        lambda number: list_exports.create_export(list_export(number)),
        lambda number: list_exports.delete_export(f"lex_{number}"),
        lambda: len(list_exports.list_exports("clara", limit=100, start=None).rows),
    ),
}


def size() -> tuple[int, int]:
    """How many limits, and how many add at once."""
    return len(KINDS), AT_ONCE


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    with aws_one_at_a_time():
        make_tables("items", "limits", "list-exports", "mentions", "policy-documents", "shares", "webhooks")
        yield


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Kind:
    found = KINDS[request.param]
    monkeypatch.setattr(found.module, found.name, MOST)
    return found


def _add(kind: Kind, number: int) -> bool:
    try:
        kind.add(number)
    except VersionConflict:
        raise
    except Conflict:
        return False
    return True


@pytest.mark.waits
def test_limit_holds_when_all_have_counted_before_any_has_added(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    all_counted, once, claim = Barrier(AT_ONCE), local(), limits.claim

    def claim_together(limit: Limit) -> Claim:
        claimed = claim(limit)
        if not hasattr(once, "waited"):
            once.waited = True
            all_counted.wait(timeout=30)
        return claimed

    monkeypatch.setattr(limits, "claim", claim_together)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        added = list(pool.map(lambda number: _add(kind, number), range(AT_ONCE)))

    assert (sum(added), kind.number()) == (MOST, MOST)


def test_what_is_removed_makes_room(kind: Kind) -> None:
    assert [_add(kind, number) for number in range(MOST + 1)] == [*[True] * MOST, False]

    kind.remove(0)

    assert (_add(kind, MOST + 1), _add(kind, MOST + 2), kind.number()) == (True, False, MOST)


def test_what_is_added_again_where_there_is_no_more_room_is_not_one_too_many(kind: Kind) -> None:
    """So does whoever sends it again, because the answer was lost."""
    for number in range(MOST):
        kind.add(number)

    with suppress(VersionConflict):  # which says that it is there
        kind.add(MOST - 1)

    assert kind.number() == MOST


def test_item_that_the_index_has_not_yet_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = KINDS["items"]
    monkeypatch.setattr(kind.module, kind.name, MOST)
    monkeypatch.setattr(items.ItemRow.by_trip, "count", lambda _trip_id, **_: 0)
    monkeypatch.setattr(items.ItemRow.by_trip, "query", lambda _trip_id, **_: [])

    assert [_add(kind, number) for number in range(MOST + 1)] == [*[True] * MOST, False]


def test_scope_names_nobody() -> None:
    assert limits.scope_of("shares of a trip", TRIP) != limits.scope_of("items of a trip", TRIP)
    assert TRIP not in limits.scope_of("items of a trip", TRIP)


def test_every_limit_on_a_number_of_things_is_claimed() -> None:
    """Whoever refuses one more than there may be adds within a `Limit`, in the transaction that adds."""
    package = ROOT / "chalicelib"
    texts = {
        path.relative_to(package).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
    }
    likely = {name: ast.parse(text) for name, text in texts.items() if "{MOST_" in text}
    refusing = {name for name, tree in likely.items() if any(map(_names_the_most, ast.walk(tree)))}
    claimed = {name for name, tree in likely.items() if any(map(_is_limit, ast.walk(tree)))}

    # The versions of a policy document are one row, and so is the number of a conversation's messages; an import counts
    # employees to compare them, and adds none.
    counted = {"domain/policy_documents/parsing", "services/assistant/conversations", "services/employee_imports"}
    assert refusing - claimed == counted
    # What is read consistently and nothing else is in the tests of the rooms.
    tested = {kind.module.__name__.removeprefix("chalicelib.").replace(".", "/") for kind in KINDS.values()}
    assert claimed - tested == {"models/conversations", "models/track_shares"}


def _names_the_most(node: ast.AST) -> bool:
    """Whether this makes a Conflict that says how many there may be, by name."""
    is_conflict = isinstance(node, ast.Call) and ast.unparse(node.func) == "Conflict"
    return is_conflict and "{MOST_" in ast.unparse(node)


def _is_limit(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "Limit"
