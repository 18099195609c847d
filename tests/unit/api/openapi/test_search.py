"""A newcomer finds each operation and each guide of the reference page by the words that they would type."""

from typing import Any

import pytest

from chalicelib.api.openapi.guides import GUIDES
from chalicelib.api.openapi.search_index import list_entries, split_words
from tests.support.described import describe_api
from tests.support.reference_search import Search, read_queries

pytestmark = pytest.mark.usefixtures("stage")

QUERIES = read_queries()
SEEN_AT_ONCE = 5
GUIDE_NAMES = {guide.anchor for guide in GUIDES}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return describe_api()


@pytest.fixture(scope="module")
def search(document: dict[str, Any]) -> Search:
    return Search(list_entries(document))


def test_every_operation_and_guide_is_looked_for_by_five_texts(document: dict[str, Any]) -> None:
    operations = {each["operationId"] for path in document["paths"].values() for each in path.values()}

    assert QUERIES.keys() == operations | GUIDE_NAMES, "add a line to tests/support/search_queries.txt"
    assert {name: len(set(typed)) for name, typed in QUERIES.items()} == dict.fromkeys(QUERIES, 5)


def test_each_is_among_the_first_five_that_are_found(search: Search) -> None:
    missed = [
        (name, text, hits[:SEEN_AT_ONCE])
        for name, typed in QUERIES.items()
        for text in typed
        if (name if name in GUIDE_NAMES else f"op-{name}") not in (hits := search.find(text))[:SEEN_AT_ONCE]
    ]

    assert missed == []


def test_almost_all_are_the_first_that_is_found(search: Search) -> None:
    first = [
        search.find(text)[:1] == [name if name in GUIDE_NAMES else f"op-{name}"]
        for name, typed in QUERIES.items()
        for text in typed
    ]

    assert sum(first) > 0.8 * len(first)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("departOn", ["depart", "on"][:1]),
        ("List my policies", ["list", "my", "policy"]),
        ("the addresses of ITS class", ["addresse", "class"]),
        ("", []),
    ],
)
def test_words_are_split_as_people_and_programs_write_them(text: str, words: list[str]) -> None:
    assert split_words(text) == words


def test_nothing_is_found_by_what_stands_nowhere(search: Search) -> None:
    assert search.find("xylophone") == []
    assert search.find("") == []
