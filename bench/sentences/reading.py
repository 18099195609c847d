"""How each sentence was read, and how many were read right, asked back, refused and read wrong."""

import json
from collections import Counter
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from bench.sentences.expectations import find_differences
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.errors import AmbiguousRequest, InvalidInput

SPEAKER = Traveller(given_name="Robin", family_name="Quill")
DEFAULTS = ReadingDefaults(traveller=SPEAKER, currency="EUR", cost_centre="GENERAL")
# What is asked by which field of a question.
ABOUT = {
    "origin": "origin",
    "destination": "destination",
    "departOn": "dates",
    "returnOn": "dates",
    "nights": "dates",
    "dropOffOn": "dates",
    "travellers": "travellers",
    "nightlyCap": "budget_currency",
}


class Reading(NamedTuple):
    """How a sentence was read: right, asked, refused or wrong, and why it is not right."""

    verdict: str
    why: tuple[str, ...] = ()


def measure(*, show: bool = False) -> str:
    """Print how many sentences of each style are read how; in one line, of all. `show` says of each known one that is
    not read right what was read instead."""
    known, apart = (_count(part, show=show and part == "known") for part in ("known", "apart"))
    return f"sentences known {known}, apart {apart}"


def read_sentence(entry: dict[str, Any]) -> Reading:
    """Read one sentence as if it were said in the morning of its day."""
    expected = entry["expect"]
    now = datetime.combine(datetime.fromisoformat(entry["today"]).date(), time(10), UTC)
    try:
        request = read_request(entry["text"], now=now, defaults=DEFAULTS)
    except AmbiguousRequest as doubt:
        asked = {_about(each.field) for each in doubt.questions}
        is_right = expected["kind"] == "question" and {_kind(each) for each in expected["about"]} == asked
        return Reading("right" if is_right else "asked", (f"asks {sorted(asked)}",))
    except InvalidInput as refused:
        return Reading("refused", (str(refused),))
    if expected["kind"] == "question":
        return Reading("wrong", (f"read, and to be asked: {expected['about']}",))
    differences = tuple(find_differences(expected, request))
    return Reading("wrong" if differences else "right", differences)


def _about(field: str) -> str:
    """Return what a field is about, also where it is one of a slice, a stay or a car: `slices.1.departOn`."""
    name = field.rsplit(".", maxsplit=1)[-1]
    return ABOUT.get(name, name)


def _kind(about: str) -> str:
    return "dates" if about == "year" else about


def _count(part: str, *, show: bool) -> str:
    counts: Counter[str] = Counter()
    print(f"\nsentences {part}: right/asked back/refused/wrong")
    for path in sorted((Path(__file__).parent / part).glob("*.json")):
        own: Counter[str] = Counter()
        for entry in json.loads(path.read_text(encoding="utf-8")):
            reading = read_sentence(entry)
            own[reading.verdict] += 1
            if show and reading.verdict != "right":
                print(f"{reading.verdict}: {entry['text']!r} ({entry['today']}): {'; '.join(reading.why)}")
        print(f"  {path.stem:16}{_say(own)}")
        counts += own
    return _say(counts)


def _say(counts: Counter[str]) -> str:
    return "/".join(str(counts[verdict]) for verdict in ("right", "asked", "refused", "wrong"))
