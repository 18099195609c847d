"""Texts by which to measure how long reading a request takes, all drawn by the same seed: what people write, the same
words in any order, garbage, and what a pattern begins to match over and over without coming to an end.

Nothing of them is written for one rule: the beginnings are drawn from the patterns that the reading's modules hold.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench.matching import draw_match
from chalicelib.domain.places.gazetteer import gazetteer
from chalicelib.domain.trip_requests.reading.reader import TEXT_LIMIT
from local.make_needed_words import find_patterns

KNOWN = Path(__file__).parent / "sentences" / "known"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARKS = " \t\n.,;:!?-/\\|()[]{}<>'\"@#%&*+=~^_$€£¥₹¦→·…«»“”‘’‚0123456789٠٣年日αжŁéß\u200d\ufe0f"


class Drawn(NamedTuple):
    """A text, and of which kind it is."""

    kind: str
    text: str


def known_sentences() -> list[dict[str, object]]:
    """Return the sentences that people wrote, with what they ask for; none of those set apart."""
    return [entry for path in sorted(KNOWN.glob("*.json")) for entry in json.loads(path.read_text(encoding="utf-8"))]


def draw_texts(count: int, seed: int) -> Iterator[Drawn]:
    """Yield `count` texts, of every kind as many, in turns."""
    source = random.Random(seed)
    kinds = _kinds()
    names = sorted(kinds)
    for number in range(count):
        kind = names[number % len(names)]
        yield Drawn(kind, kinds[kind](source)[:TEXT_LIMIT])


def _kinds() -> dict[str, Callable[[random.Random], str]]:
    sentences = [str(entry["text"]) for entry in known_sentences()]
    vocabulary = sorted({word for sentence in sentences for word in sentence.split()})
    places = sorted(gazetteer().names)
    patterns = sorted({each.pattern for each in find_patterns()})
    return {
        "a sentence": lambda draw: draw.choice(sentences),
        "sentences in a row": lambda draw: " ".join(draw.choices(sentences, k=20)),
        "words in any order": lambda draw: " ".join(draw.choices(vocabulary, k=300)),
        "words in any order, without marks": lambda draw: re.sub(
            r"[^\w ]", "", " ".join(draw.choices(vocabulary, k=300))
        ),
        "names of places": lambda draw: draw.choice((" ", ", ", " to ")).join(_named(draw, places)),
        "beginnings of a pattern": lambda draw: _repeat(draw, [draw_match(draw.choice(patterns), draw)]),
        "beginnings of patterns": lambda draw: _repeat(draw, [draw_match(draw.choice(patterns), draw) for _ in "123"]),
        "quotes and brackets": lambda draw: _repeat(
            draw, [draw.choice("\"'([{“«>|"), draw.choice(("", " ", "a ", "\n"))]
        ),
        "digits": lambda draw: "".join(draw.choices("0123456789" + draw.choice((" ", ",.", "-/ ", "")), k=TEXT_LIMIT)),
        "commas": lambda draw: ", ".join(draw.choices(vocabulary, k=300)).replace(" ", draw.choice((" ", "", "\n"))),
        "letters": lambda draw: "".join(draw.choices(_LETTERS + " " * draw.choice((0, 1, 10)), k=TEXT_LIMIT)),
        "garbage": lambda draw: "".join(draw.choices(_MARKS + _LETTERS, k=draw.randint(1, TEXT_LIMIT))),
    }


def _named(draw: random.Random, places: list[str]) -> list[str]:
    write = draw.choice((str.title, str.upper, str))
    return [write(name) for name in draw.choices(places, k=200)]


def _repeat(draw: random.Random, pieces: list[str]) -> str:
    """Return the beginnings of some texts over and over, up to the limit."""
    whole = "".join(piece[: draw.randint(1, len(piece))] if piece else "" for piece in pieces) or "a"
    return (whole + draw.choice(("", " "))) * TEXT_LIMIT
