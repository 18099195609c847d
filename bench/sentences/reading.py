"""How each sentence was read, and how many were read right, asked back, refused and read wrong."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from bench.sentences.expectations import find_differences
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
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
        defaults = msgspec.structs.replace(DEFAULTS, home=entry.get("home"))
        request = _read(entry["text"], expected, now, defaults)
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


def _read(text: str, expected: dict[str, Any], now: datetime, defaults: ReadingDefaults) -> TripRequest:
    """Read a sentence. Which part of a name is the family name, the words do not say: where that is asked of the people
    who are expected, it is answered, by as many names as are expected, for no other number is accepted."""
    try:
        return read_request(text, now=now, defaults=defaults)
    except AmbiguousRequest as doubt:
        question = next((each.question for each in doubt.questions if each.field == "travellers"), None)
        if question is None or "travellers" in expected.get("about", ()) or not _asks_about(question, expected):
            raise
        for count in _counts_of(expected):
            answers = {"travellers": "; ".join(_names_of(expected, count))}
            try:
                return read_request(text, now=now, defaults=defaults, answers=answers)
            except AmbiguousRequest:
                raise
            except InvalidInput as refused:
                if not any(error.pointer == "/answers/travellers" for error in refused.errors):
                    raise
        raise


def _asks_about(question: str, expected: dict[str, Any]) -> bool:
    """Return whether a question names everybody who is expected by name."""
    names = [name if isinstance(name, list) else [name] for name in expected.get("names", ())]
    return all(any(each and fold(each) in fold(question) for each in name) for name in names)


def _counts_of(expected: dict[str, Any]) -> Iterable[int]:
    """Return how many names may have to be answered: with the requester, or without."""
    if expected["kind"] == "question":
        return range(1, 10)
    count = expected.get("travellers", 1)
    return (count - 1, count) if count > 1 else (1,)


def _names_of(expected: dict[str, Any], count: int) -> list[str]:
    """Return names to answer: those that are expected, and as many others as are missing."""
    named = [name if isinstance(name, str) else name[0] for name in expected.get("names", ())]
    names = [" / ".join((each.rpartition(" ")[0] or "A", each.rpartition(" ")[2])) for each in named]
    return [*names, *(f"Kim / {letter}lund" for letter in "ABCDEFGHI")][:count]


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
