"""README's first request works as it stands, and its answer is the one that is shown."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from infra.package import ROOT
from local.stack import Stack
from tests.support.guides import run_in_shell, snippets

README = (ROOT / "README.md").read_text(encoding="utf-8")
LEFT_OUT = "..."
ID = re.compile(r"\b([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}")


def _without_ids(value: Any) -> str:
    """A value without what differs from copy to copy: where the API is reached, and the ends of ids."""
    return ID.sub(r"\1_", re.sub(r"^https?://\S+?/v1/", "/v1/", str(value)))


def missing(shown: Any, real: Any) -> list[str]:
    """What `shown` has and `real` has not, by its path; ids are told by their kind alone."""
    if isinstance(shown, list) and isinstance(real, list):
        told = [each for each in shown if each != LEFT_OUT]
        inside = [
            f"/{place}{each}" for place, pair in enumerate(zip(told, real, strict=False)) for each in missing(*pair)
        ]
        is_whole = len(told) == len(real) or (LEFT_OUT in shown and len(told) < len(real))
        return inside if is_whole else [*inside, f" has {len(real)} entries"]
    if not isinstance(shown, dict):
        return [] if _without_ids(shown) == _without_ids(real) else [f": {shown!r} is {real!r}"]
    if not isinstance(real, dict):
        return [f" is {real!r}"]
    absent = [f"/{name}" for name in shown if name != LEFT_OUT and name not in real]
    inside = [f"/{name}{each}" for name in shown if name in real for each in missing(shown[name], real[name])]
    whole = [f"/{name} is left out" for name in real if LEFT_OUT not in shown and name not in shown]
    return absent + inside + whole


@pytest.fixture(scope="module")
def request_and_answer() -> tuple[str, dict[str, Any]]:
    (typed,), (shown,) = snippets(README, "sh"), snippets(README, "json")
    return typed, json.loads(shown)


def test_first_request_is_answered_as_shown(
    stack: Stack, request_and_answer: tuple[str, dict[str, Any]], tmp_path: Path
) -> None:
    typed, shown = request_and_answer

    done = run_in_shell(typed, stack, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert missing(shown, json.loads(done.stdout)) == []


def test_what_is_shown_and_not_answered_is_found(request_and_answer: tuple[str, dict[str, Any]]) -> None:
    _, shown = request_and_answer
    other = {
        **shown,
        "bookingId": "trp_01M7VX5TSD8DS5V91FDNEMN0P3",
        "request": {"slices": [{"origin": {"name": "Paris"}}, {}, {}]},
        "more": 1,
    }
    del other["eventsUrl"]

    assert missing(shown, other) == [
        "/eventsUrl",
        "/bookingId: 'bkg_01M7VX5TSD8DS5V91FDNEMN0P3' is 'trp_01M7VX5TSD8DS5V91FDNEMN0P3'",
        "/request/slices/0/origin/country",
        "/request/slices/0/origin/name: 'Berlin' is 'Paris'",
        "/more is left out",
    ]
