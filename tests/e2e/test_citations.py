"""A policy document from its upload to the audit: twelve pages are parsed and cited by the travel policy, a trip is
booked out of policy, and the words of its clause are in the options, the approver's inbox, the events and the audit."""

import pytest

from chalicelib.domain.policy_documents.citation import TRAVEL_POLICY
from local.handbook import HANDBOOK, TITLE
from tests.e2e.documents import _http
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed
from tests.support.handbook_questions import ANSWERED, REFUSED

CLAUSE = "2.4"  # a departure within three days
QUOTE = (
    "A departure within the next 3 days needs an approval, whatever the price: the approver confirms that the trip "
    "cannot wait and that a video call will not do. Repairs at a customer's plant count as approved in advance if the "
    "service manager has entered the order number as the purpose."
)


@pytest.fixture(scope="module")
def citation(world: World) -> Json:
    """What the policy in effect cites for the clause."""
    policy = world.manager.get("/v1/policies/current")
    assert len(policy["citations"]) == len(policy["clauses"])
    return next(dict(each["citation"]) for each in policy["citations"] if each["clause"] == CLAUSE)


@pytest.fixture(scope="module")
def waiting(world: World) -> Json:
    """A booking that waits for approval because it departs so soon."""
    booking = world.options(world.trip_request(ahead=2, cost_centre=world.new_budget(5_000)))
    world.select(booking, allowed(booking, "approval_required"))
    return world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)


def words_of(clauses: list[Json]) -> list[tuple[str, str, int]]:
    """The quotes of a clause among others, with document and page."""
    return [
        (each["citation"]["quote"], each["citation"]["documentId"], each["citation"]["page"])
        for each in clauses
        if each["number"] == CLAUSE
    ]


def test_the_handbook_was_parsed_whole_and_has_the_words_where_the_policy_says(world: World, citation: Json) -> None:
    path = f"/v1/policy-documents/{citation['documentId']}"
    document = world.traveller.get(path)
    section = world.traveller.get(f"{path}/versions/{citation['version']}/sections/{citation['position']}")
    link = world.traveller.get(f"{path}/versions/{citation['version']}/download")

    (version,) = document["versions"]
    assert (document["title"], version["progress"]["pages"], version["progress"]["sections"]) == (TITLE, 12, 55)
    assert version["warnings"] == []
    assert (citation["quote"], citation["number"], citation["page"]) == (QUOTE, CLAUSE, 2)
    assert section["text"][citation["start"] : citation["end"]] == QUOTE
    assert _http.request("GET", link["url"]).data == HANDBOOK.read_bytes()


def test_the_words_are_quoted_from_the_options_to_the_audit(world: World, citation: Json, waiting: Json) -> None:
    booking_id = waiting["bookingId"]
    expected = (QUOTE, citation["documentId"], citation["page"])

    for option in waiting["options"]:
        assert expected in words_of([each["citedClause"] for each in option["verdict"]["violations"]])
    inbox = world.approver.get("/v1/approvals?limit=100")["items"]
    (task,) = [each for each in inbox if each["bookingId"] == booking_id]
    assert words_of(task["clauses"]) == [expected]
    world.decide(waiting, "approved")
    done = world.traveller.wait_for(booking_id, *ENDED)

    assert done["status"] == "booked"
    told = {each["type"]: each["data"].get("citedClauses", []) for each in world.events(booking_id)}
    audit = world.traveller.get(f"/v1/bookings/{booking_id}/audit?limit=100")["items"]
    kept = {each["action"]: each["citedClauses"] for each in audit}
    for step in ("options_evaluated", "selected", "held", "awaiting_approval", "approved"):
        assert words_of(told[f"booking.{step}"]) == [expected], step
        assert words_of(kept[f"booking.{step}"]) == [expected], step
    assert world.traveller.get(f"/v1/bookings/{booking_id}/audit/verification")["intact"]


def test_what_the_policy_cites_is_not_deleted(world: World, citation: Json) -> None:
    path = f"/v1/policy-documents/{citation['documentId']}"

    refused = world.manager.call("DELETE", path)

    assert (refused.status, refused.body["type"]) == (409, "urn:sojourn:problem:conflict")
    assert "Clause " in refused.body["detail"]
    assert world.manager.get(path)["currentVersion"] == citation["version"]


def test_a_changed_letter_is_refused_with_the_words_that_stand_there(world: World) -> None:
    draft = world.policy_draft()
    place = next(place for place, each in enumerate(draft["clauses"]) if each["number"] == CLAUSE)
    source = draft["clauses"][place]["source"]
    draft["clauses"][place]["source"] = {**source, "quote": QUOTE.replace("3 days", "5 days")}

    refused = world.manager.call("PUT", "/v1/policies/current", draft, headers={"If-Match": "*"})

    (error,) = refused.body["errors"]
    assert (refused.status, error["pointer"]) == (400, f"/clauses/{place}/source/quote")
    assert QUOTE in error["detail"]


@pytest.mark.parametrize(("question", "number"), ANSWERED.items())
def test_the_assistant_answers_with_the_section_that_says_so(world: World, question: str, number: str) -> None:
    answer = ask(world, question)

    first = answer["citations"][0]
    assert (answer["outcome"], first["number"]) == ("answered", number)
    assert text_of(world, first)[first["start"] : first["end"]] == first["quote"]
    assert first["quote"] in [each["text"] for each in answer["paragraphs"]]


@pytest.mark.parametrize("question", REFUSED)
def test_the_assistant_refuses_what_no_travel_policy_answers(world: World, question: str) -> None:
    answer = ask(world, question)

    assert answer["outcome"] in ("nothing_found", "out_of_scope")
    assert answer["citations"] == []


def ask(world: World, question: str) -> Json:
    """What the assistant answers to a question, in a conversation of its own."""
    message = world.traveller.post("/v1/assistant/messages", {"message": question})
    assert message["status"] == "answered"
    return dict(message["answer"])


def text_of(world: World, cited: Json) -> str:
    """The text that a citation is of: a section of a document, or a clause of the travel policy."""
    if cited["documentId"] == TRAVEL_POLICY:
        return str(world.traveller.get("/v1/policies/current")["clauses"][cited["position"]]["text"])
    path = f"/v1/policy-documents/{cited['documentId']}/versions/{cited['version']}/sections/{cited['position']}"
    return str(world.traveller.get(path)["text"])
