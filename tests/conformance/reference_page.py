"""The reference page in a real browser: whether everybody can use it, on a phone and on a desktop, light and dark;
whether it asks nothing of other hosts; and whether its search finds there what it finds in `make test`."""

from collections.abc import Mapping
from typing import Any

from chalicelib.api.openapi.search_index import list_entries
from local.stack import Stack
from tests.conformance.browsing import Looked, judge_use, open_page
from tests.support.reference_search import Search, read_queries

SHOWN = 8


def look_at(stack: Stack, described: dict[str, Any]) -> Looked:
    """Open the page that a copy serves as its readers do. Raises LinterFailed where npm or the browser fails."""
    queries = [text for typed in read_queries().values() for text in typed]
    found = open_page("check.mjs", {"url": f"{stack.base_url}/v1/docs", "queries": queries})
    if found is None:
        return Looked("reference page", (), None)
    return Looked("reference page", tuple(judge(found, described)), len(found["violations"]) + len(queries))


def judge(found: Mapping[str, Any], described: dict[str, Any]) -> list[str]:
    """All that is wrong with what a browser has shown."""
    search = Search(list_entries(described))
    other = [
        f"search for {text}: {hits} in the browser"
        for text, hits in found["search"].items()
        if hits != [f"#{anchor}" for anchor in search.find(text)[:SHOWN]]
    ]
    menu = found["menu"]
    first = f"#{search.find('cancel booking')[0]}"
    promises = {
        "what is typed is searched": menu["typed"][:1] == [first],
        "Enter opens the first that is found": menu["opened"] == first,
        "the menu follows the reader": menu["followed"] == "#op-select_option",
        "an example can be copied": found["copied"].startswith("curl "),
        "there is no search field without a script": not found["scriptless"]["search"],
        "every operation is there without a script": found["scriptless"]["operations"]
        == sum(len(methods) for methods in described["paths"].values()),
    }
    broken = [f"not so: {promise}" for promise, holds in promises.items() if not holds]
    return [*judge_use(found), *other, *broken]
