"""What a browser shows of the page of status is judged: each kind of fault is found, and a sound page has none."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conformance.status_page import CASES, judge

Json = dict[str, Any]


@pytest.fixture
def sound() -> Json:
    return {
        "violations": {"good, phone, light": []},
        "widths": {"good, phone, light": [390, 390]},
        "elsewhere": [],
        "complaints": [],
        "said": {name: f"{case.says}..." for name, case in CASES.items()},
        "rows": {name: [row.replace(" ", "\t") for row in case.rows] for name, case in CASES.items()},
        "again": 2,
        "scriptless": "/api/v1/health",
    }


def test_sound_page_has_no_fault(sound: Json) -> None:
    assert judge(sound) == []


def _bar(found: Json) -> None:
    violation = {"rule": "color-contrast", "impact": "serious", "places": 1, "first": "<td>"}
    found["violations"]["good, phone, light"] = [violation]


def _widen(found: Json) -> None:
    found["widths"]["good, phone, light"] = [400, 390]


def _ask_elsewhere(found: Json) -> None:
    found["elsewhere"] = ["https://elsewhere.example.com/x.js"]


def _be_stopped(found: Json) -> None:
    found["complaints"] = ["Refused to execute inline script"]


def _say_that_all_is_well(found: Json) -> None:
    found["said"]["bad"] = found["said"]["good"]


def _list_what_was(found: Json) -> None:
    found["rows"]["nothing"] = found["rows"]["good"]


def _ask_once(found: Json) -> None:
    found["again"] = 1


def _lead_nowhere(found: Json) -> None:
    found["scriptless"] = None


@pytest.mark.parametrize(
    "spoil",
    [_bar, _widen, _ask_elsewhere, _be_stopped, _say_that_all_is_well, _list_what_was, _ask_once, _lead_nowhere],
)
def test_each_kind_of_fault_is_found(spoil: Callable[[Json], None], sound: Json) -> None:
    spoil(sound)

    assert len(judge(sound)) == 1
