"""Wherever a violation is shown, the clause stands beside it in its own words, with the words of the document that it
cites: in options, the approver's inbox, the history, events as they are streamed and pushed, and the audit."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib.domain.bookings.audit import AuditEntry, verify
from chalicelib.domain.identity import Identity
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.models import booking_audit
from chalicelib.services.policies import publish_policy
from tests.simulation.stages import NEEDS_APPROVAL, planned, revise, send_back
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world as made_world
from tests.support.cited_documents import HANDBOOK, keep_document, make_sections, make_source
from tests.support.gateway import call
from tests.unit.policy_samples import seeded_document

WORDS = "A trip that costs more than one cent is approved by somebody."
CITED = {"3.2": (f"Our words on clause 3.2. {WORDS}", WORDS)}


@pytest.fixture
def world() -> Iterator[World]:
    with made_world() as made:
        yield made


class Shown(NamedTuple):
    """A booking that was approved, after it was sent back once, and what was pushed of it."""

    world: World
    booking_id: str
    connection: str


@pytest.fixture
def shown(world: World) -> Shown:
    publish_citing(world)
    booking_id = planned(world)
    connection = world.listen(booking_id, ANNA)
    ask_for_approval(world, booking_id)
    send_back(world, booking_id)
    world.run()
    revise(world, booking_id)
    world.run()
    ask_for_approval(world, booking_id)
    return Shown(world, booking_id, connection)


def publish_citing(world: World) -> None:
    """Publish the seeded policy with a total that every trip exceeds, whose clause cites a document."""
    with world.wire.quiet():
        keep_document(make_sections(f"Approvals. {WORDS}"))
        draft = seeded_document()
        rules = [each for each in draft.rules if (type(each), each.action) != (type(NEEDS_APPROVAL), Action.APPROVE)]
        clauses = tuple(
            msgspec.structs.replace(each, text=CITED["3.2"][0], source=make_source(WORDS))
            if each.number == "3.2"
            else each
            for each in draft.clauses
        )
        publish_policy(CLARA, msgspec.structs.replace(draft, rules=(*rules, NEEDS_APPROVAL), clauses=clauses))


def ask_for_approval(world: World, booking_id: str) -> None:
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()


def get(identity: Identity, path: str) -> Any:
    answered = call(identity, "GET", path)
    assert answered.status == 200, answered.text
    return answered.body


def violated(option: Any) -> list[Any]:
    """The clauses beside the violations of an option's verdict."""
    violations = option["verdict"]["violations"]
    assert [each["citedClause"] and each["citedClause"]["number"] for each in violations] == [
        None if each["clause"] == "0" else each["clause"] for each in violations
    ]
    return [each["citedClause"] for each in violations if each["citedClause"]]


def options_of(shown: Shown, identity: Identity) -> list[list[Any]]:
    return [violated(each) for each in get(identity, f"/v1/bookings/{shown.booking_id}")["options"]]


def revisions_of(shown: Shown, identity: Identity) -> list[list[Any]]:
    return [violated(each["option"]) for each in get(identity, f"/v1/bookings/{shown.booking_id}")["revisions"]]


def inbox_of(shown: Shown, identity: Identity) -> list[list[Any]]:
    tasks = get(identity, "/v1/approvals")["items"]
    return [each for task in tasks for each in (task["clauses"], violated(task["option"]))]


def history_of(shown: Shown, identity: Identity) -> list[list[Any]]:
    shown.world.decide(shown.booking_id, "approved")
    tasks = get(identity, "/v1/approvals?status=decided")["items"]
    return [each for task in tasks for each in (task["clauses"], violated(task["option"]))]


def streamed_to(shown: Shown, identity: Identity) -> list[list[Any]]:
    answered = call(identity, "GET", f"/v1/sse/bookings/{shown.booking_id}?wait=0")
    told = [line.removeprefix("data: ") for line in answered.text.splitlines() if line.startswith("data: ")]
    return [msgspec.json.decode(each)["data"].get("citedClauses", []) for each in told if '"price"' in each]


def pushed_to(shown: Shown, identity: Identity) -> list[list[Any]]:
    events = [message["event"] for to, message in shown.world.wire.pushed if to == shown.connection]
    wanted = ("booking.selected", "booking.held", "booking.awaiting_approval")
    return [each["data"]["citedClauses"] for each in events if each["type"] in wanted]


def audited(shown: Shown, identity: Identity) -> list[list[Any]]:
    entries = get(identity, f"/v1/bookings/{shown.booking_id}/audit?limit=100")["items"]
    wanted = ("booking.selected", "booking.held", "booking.awaiting_approval", "booking.sent_back")
    found = [each for each in entries if each["action"] in wanted]
    assert {each["action"] for each in found} == set(wanted)
    return [each["citedClauses"] for each in found]


PLACES: dict[str, Callable[[Shown, Identity], list[list[Any]]]] = {
    "options": options_of,
    "revisions": revisions_of,
    "inbox": inbox_of,
    "history": history_of,
    "stream": streamed_to,
    "WebSocket": pushed_to,
    "audit": audited,
}
WHO = {
    "options": (ANNA, BEN),
    "revisions": (ANNA, BEN),
    "inbox": (BEN,),
    "history": (BEN,),
    "stream": (ANNA, BEN),
    "WebSocket": (ANNA,),
    "audit": (ANNA, BEN),
}


def test_clauses_are_shown_in_their_own_words_with_what_they_cite(shown: Shown) -> None:
    for place, find in PLACES.items():
        for identity in WHO[place]:
            found = find(shown, identity)

            assert found, place
            for clauses in found:
                (clause,) = [each for each in clauses if each["number"] == "3.2"]
                assert (clause["text"], clause["citation"]["quote"]) == CITED["3.2"], place
                assert clause["policyVersion"] == 2, place
                assert clause["citation"]["documentId"] == HANDBOOK, place
                assert (clause["citation"]["page"], clause["citation"]["number"]) == (1, "1"), place
                assert all(each["text"] and each["citation"] is None for each in clauses if each["number"] != "3.2")


def test_words_are_those_of_the_version_that_was_judged_by_whatever_is_published_later(shown: Shown) -> None:
    with shown.world.wire.quiet():
        publish_policy(CLARA, seeded_document())

    for clauses in inbox_of(shown, BEN):
        assert {each["text"] for each in clauses if each["number"] == "3.2"} == {CITED["3.2"][0]}


def test_the_chain_holds_the_numbers_and_verifies_without_the_words(shown: Shown) -> None:
    entries = booking_audit.list_entries(shown.booking_id).rows
    booking = shown.world.booking(shown.booking_id)

    verified = verify(
        shown.booking_id, entries, booking.audit_head, version=booking.version, now=shown.world.clock.time
    )

    assert verified.intact
    held = [each for each in entries if each.action == "booking.held"]
    assert held
    for entry in held:
        assert isinstance(entry, AuditEntry)
        assert (entry.detail["policyVersion"], "3.2" in entry.detail["clauses"]) == (2, True)
        assert WORDS not in str(entry.detail)


def test_clauses_that_bear_on_the_trip_are_shown_in_full(shown: Shown) -> None:
    hits = get(ANNA, f"/v1/bookings/{shown.booking_id}")["clauses"]

    assert hits
    for hit in hits:
        assert hit["citedClause"]["number"] == hit["number"]
        assert hit["excerpt"].removesuffix(" ...") in hit["citedClause"]["text"]
