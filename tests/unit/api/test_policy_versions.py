"""The versions of the travel policy over HTTP: listed, read, edited and published again, refused with all errors."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.api import policies
from chalicelib.domain.policies.document import PolicyDraft
from tests.simulation.cloud.empty import empty_cloud
from tests.support.cited_documents import LONDON, add_version, keep_document, make_draft, make_sections, make_source
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person

pytestmark = pytest.mark.usefixtures("stage")
CURRENT = "/v1/policies/current"
SECTIONS = make_sections("A preface.", f"Hotels. {LONDON}")


@pytest.fixture
def api() -> Iterator[Api]:
    with empty_cloud():
        yield Api(policies.blueprint)


@pytest.fixture
def clara(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "clara", "travel-manager")


@pytest.fixture
def anna(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "anna")


def body_of(draft: PolicyDraft, **changes: Any) -> Any:
    return msgspec.to_builtins(draft) | changes


def publish(clara: Person, **changes: Any) -> Any:
    published = clara.send("PUT", CURRENT, body=body_of(make_draft(None), **changes), If_Match="*")
    assert published.status_code == 200
    return published.json_body


def pointers(refused: Any) -> set[str]:
    assert refused.status_code == 400
    return {each["pointer"] for each in refused.json_body["errors"]}


def test_every_version_stays_readable_for_everybody(clara: Person, anna: Person) -> None:
    first, second = publish(clara, name="First"), publish(clara, name="Second")

    shown = [anna.send("GET", f"/v1/policies/{version}") for version in (1, 2)]

    assert [each.json_body for each in shown] == [first, second]
    assert anna.send("GET", CURRENT).json_body == second
    assert [anna.send("GET", f"/v1/policies/{version}").status_code for version in (3, 0, "x")] == [404, 404, 404]


def test_a_browser_keeps_the_policy_and_asks_each_time_whether_it_is_still_in_effect(
    clara: Person, anna: Person
) -> None:
    publish(clara, name="First")
    read = anna.send("GET", CURRENT)
    known = read.headers["ETag"]

    again = anna.send("GET", CURRENT, If_None_Match=known)
    publish(clara, name="Second")
    other = anna.send("GET", CURRENT, If_None_Match=known)

    assert read.headers["Cache-Control"] == again.headers["Cache-Control"] == "private, no-cache"
    assert (again.status_code, other.status_code, other.json_body["name"]) == (304, 200, "Second")
    assert anna.send("GET", "/v1/policies/1").headers["Cache-Control"] == "private, no-cache"


def test_versions_are_listed_newest_first_a_page_at_a_time_with_what_they_count_for(
    clara: Person, anna: Person
) -> None:
    next_year = (clock.now() + timedelta(days=400)).date().isoformat()
    publish(clara)
    publish(clara)
    publish(clara, effectiveFrom=next_year)

    whole = clara.send("GET", "/v1/policies").json_body
    page = clara.send("GET", "/v1/policies?limit=2").json_body
    rest = clara.send("GET", f"/v1/policies?limit=2&cursor={page['nextCursor']}").json_body

    assert [(each["version"], each["status"]) for each in whole["items"]] == [
        (3, "scheduled"),
        (2, "in_effect"),
        (1, "superseded"),
    ]
    assert whole["items"] == page["items"] + rest["items"]
    assert {each["publishedBy"] for each in whole["items"]} == {"clara"}
    assert {each["publishedBy"] for each in anna.send("GET", "/v1/policies").json_body["items"]} == {None}


def test_what_was_read_of_any_version_is_published_again_as_it_is(clara: Person) -> None:
    document = keep_document(SECTIONS)
    draft = body_of(make_draft(make_source(number="2")))
    clara.send("PUT", CURRENT, body=draft, If_Match='"v0"')
    add_version(document, SECTIONS)
    publish(clara)
    read = clara.send("GET", "/v1/policies/1").json_body
    assert read["citations"]
    assert read["outdatedSources"]

    again = clara.send("PUT", CURRENT, body=read | {"name": "As before"}, If_Match='"v2"')

    assert again.status_code == 200
    assert again.json_body["version"] == 3
    assert again.json_body["citations"] == read["citations"]


def test_who_changes_what_only_sojourn_sets_hears_of_it(clara: Person) -> None:
    keep_document(SECTIONS)
    published = clara.send("PUT", CURRENT, body=body_of(make_draft(make_source(number="2"))), If_Match='"v0"').json_body
    moved = [published["citations"][0] | {"clause": "9.9"}]

    def send(**changes: Any) -> set[str]:
        return pointers(clara.send("PUT", CURRENT, body=published | changes, If_Match='"v1"'))

    assert send(citations=moved) == {"/citations"}
    assert send(citations=[]) == {"/citations"}
    assert send(version=7) == {"/version"}
    without_version = {name: value for name, value in published.items() if name != "version"}
    refused = clara.send("PUT", CURRENT, body=without_version, If_Match='"v1"')
    assert pointers(refused) == {"/citations"}


def test_an_unknown_rule_and_a_misspelt_field_hide_no_other_error(clara: Person) -> None:
    body = body_of(make_draft(None))
    clause = body["clauses"][0]
    known = {"rule": "purpose_stated", "clause": clause["number"], "action": "approve"}
    body["rules"] = [
        {"rule": "no_such_rule", "clause": "1.1", "action": "deny"},
        known | {"clause": "77", "action": "deny"},
        known | {"kolour": "red"},
        known,
        known,
    ]
    body["clauses"] = [clause, clause]

    refused = clara.send("PUT", CURRENT, body=body, If_Match="*")

    assert pointers(refused) == {"/rules/0/rule", "/rules/1/clause", "/rules/2/kolour", "/rules/4", "/clauses/1/number"}


def test_an_unreadable_clause_makes_no_rule_wrong_that_may_rest_on_it(clara: Person) -> None:
    body = body_of(make_draft(None))
    number = body["clauses"][0]["number"]
    body["clauses"] = [{"number": number, "title": 7, "text": "Words."}]
    body["rules"] = [{"rule": "purpose_stated", "clause": number, "action": "approve"}]

    assert pointers(clara.send("PUT", CURRENT, body=body, If_Match="*")) == {"/clauses/0/title"}

    body["clauses"][0]["number"] = 7
    assert pointers(clara.send("PUT", CURRENT, body=body, If_Match="*")) == {"/clauses/0/number", "/clauses/0/title"}


@pytest.mark.parametrize("body", [[], "text", 7, None, {"currency": 7}, {"currency": "EUR", "rules": {}, "rates": 1}])
def test_a_body_of_another_shape_is_refused_and_not_stumbled_over(clara: Person, body: Any) -> None:
    assert clara.send("PUT", CURRENT, body=body, If_Match="*").status_code == 400
