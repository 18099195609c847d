"""The travel policy over HTTP with what it cites: published, refused with pointers, and outdated by a newer version."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.api import policies
from chalicelib.domain.policies.document import PolicyDraft
from tests.simulation.cloud.empty import empty_cloud
from tests.support.cited_documents import (
    HANDBOOK,
    LONDON,
    add_version,
    keep_document,
    make_draft,
    make_sections,
    make_source,
)
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person

pytestmark = pytest.mark.usefixtures("stage")
PATH = "/v1/policies/current"
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


def body_of(draft: PolicyDraft) -> Any:
    return msgspec.to_builtins(draft)


def test_what_is_published_has_its_citations(clara: Person, anna: Person) -> None:
    keep_document(SECTIONS)

    published = clara.send("PUT", PATH, body=body_of(make_draft(make_source(number="2"))), If_Match='"v0"')
    shown = anna.send("GET", PATH)

    assert (published.status_code, shown.status_code) == (200, 200)
    assert shown.json_body == published.json_body
    (cited,) = shown.json_body["citations"]
    assert cited == {
        "clause": "1.1",
        "citation": {
            "documentId": HANDBOOK,
            "version": 1,
            "title": "Travel handbook",
            "position": 1,
            "number": "2",
            "heading": "Heading 2",
            "page": 2,
            "quote": LONDON,
            "start": 8,
            "end": 8 + len(LONDON),
        },
    }
    assert shown.json_body["outdatedSources"] == []


def test_words_that_are_not_there_are_refused_where_they_are(clara: Person) -> None:
    keep_document(SECTIONS)
    wrong = make_source(LONDON.replace("London", "L\N{GREEK SMALL LETTER OMICRON}ndon"), number="2")

    refused = clara.send("PUT", PATH, body=body_of(make_draft(None, wrong)), If_Match='"v0"')

    assert refused.status_code == 400
    (error,) = refused.json_body["errors"]
    assert error["pointer"] == "/clauses/1/source/quote"
    assert LONDON in error["detail"]
    assert "U+03BF GREEK SMALL LETTER OMICRON" in error["detail"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"quote": ""}, "/clauses/0/source/quote"),
        ({"quote": "x" * 2001}, "/clauses/0/source/quote"),
        ({"documentId": "handbook"}, "/clauses/0/source/documentId"),
        ({"version": 0}, "/clauses/0/source/version"),
        ({"position": -1}, "/clauses/0/source/position"),
        ({"number": ""}, "/clauses/0/source/number"),
        ({"page": 3}, "/clauses/0/source"),
    ],
)
def test_a_source_of_a_wrong_shape_is_refused(clara: Person, changes: dict[str, Any], pointer: str) -> None:
    keep_document(SECTIONS)
    draft = body_of(make_draft(make_source(number="2")))
    draft["clauses"][0]["source"] |= changes

    refused = clara.send("PUT", PATH, body=draft, If_Match='"v0"')

    assert refused.status_code == 400
    assert refused.json_body["errors"][0]["pointer"].startswith(pointer)


def test_a_newer_version_shows_in_the_policy_and_in_its_tag(clara: Person, anna: Person) -> None:
    document = keep_document(SECTIONS)
    clara.send("PUT", PATH, body=body_of(make_draft(make_source(number="2"))), If_Match='"v0"')
    before = anna.send("GET", PATH)

    add_version(document, make_sections(f"Rooms. {LONDON}"))

    after = anna.send("GET", PATH, If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    (outdated,) = after.json_body["outdatedSources"]
    assert (outdated["clause"], outdated["citedVersion"], outdated["newestVersion"]) == ("1.1", 1, 2)
    moved = outdated["citation"]
    assert (moved["version"], moved["number"], moved["quote"]) == (2, "1", LONDON)
    assert after.json_body["citations"] == before.json_body["citations"]
    again = clara.send("PUT", PATH, body=body_of(make_draft(make_source(version=2))), If_Match=after.headers["ETag"])
    assert (again.status_code, again.json_body["outdatedSources"]) == (200, [])
