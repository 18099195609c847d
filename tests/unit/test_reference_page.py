"""What a browser shows of the reference page is judged: each kind of fault is found, and a sound page has none."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.api.openapi.search_index import list_entries
from tests.conformance.browsing import Looked
from tests.conformance.reference_page import judge
from tests.support.described import describe_api
from tests.support.reference_search import Search

Json = dict[str, Any]


@pytest.fixture(scope="module")
def described() -> Json:
    return describe_api()


@pytest.fixture
def sound(described: Json) -> Json:
    search = Search(list_entries(described))
    hits = [f"#{anchor}" for anchor in search.find("cancel booking")]
    return {
        "violations": {"phone, light": []},
        "widths": {"phone, light": [390, 390]},
        "elsewhere": [],
        "complaints": [],
        "search": {"cancel booking": hits[:8]},
        "menu": {"typed": hits[:8], "opened": hits[0], "followed": "#op-select_option"},
        "copied": "curl ...",
        "scriptless": {
            "search": False,
            "operations": sum(len(methods) for methods in described["paths"].values()),
        },
    }


def test_sound_page_has_no_fault(sound: Json, described: Json) -> None:
    assert judge(sound, described) == []


def _bar(found: Json) -> None:
    found["violations"]["phone, light"] = [{"rule": "region", "impact": "moderate", "places": 1, "first": "<a>"}]


def _widen(found: Json) -> None:
    found["widths"]["phone, light"] = [400, 390]


def _ask_elsewhere(found: Json) -> None:
    found["elsewhere"] = ["https://elsewhere.example.com/x.js"]


def _find_other(found: Json) -> None:
    found["search"]["cancel booking"] = ["#op-get_health"]


def _lose_operations(found: Json) -> None:
    found["scriptless"]["operations"] = 1


def _copy_nothing(found: Json) -> None:
    found["copied"] = ""


@pytest.mark.parametrize("spoil", [_bar, _widen, _ask_elsewhere, _find_other, _lose_operations, _copy_nothing])
def test_each_kind_of_fault_is_found(spoil: Callable[[Json], None], sound: Json, described: Json) -> None:
    spoil(sound)

    assert len(judge(sound, described)) == 1


def test_missing_browser_is_said() -> None:
    assert "not opened" in Looked("reference page", (), None).describe()
