"""A pattern costs nothing before a text may hold it, and finds what `re` finds."""

import random
import re
import string
import sys

import pytest

from bench.matching import draw_match
from chalicelib.domain.trip_requests import late_patterns
from chalicelib.domain.trip_requests.late_patterns import LatePattern, fold, name_of
from local.make_needed_words import TARGET, find_patterns, make_file

PATTERN = r"(?P<number>[0-9]+) (?:eur|euros?|kr)\b"
TEXTS = ("90 EUR", "90 eur, 8 kr", "ninety eur", "90 eurasians", "", "¦ KR", "8 \u212ar")


@pytest.fixture(params=[(), ("eur", "kr")], ids=["needs nothing", "needs a word"])
def pattern(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> LatePattern:
    needed = {name_of(PATTERN, re.IGNORECASE): request.param}
    monkeypatch.setattr(late_patterns, "_read_needed", lambda: needed)
    return LatePattern(PATTERN, re.IGNORECASE)


@pytest.mark.parametrize("text", TEXTS)
def test_every_method_answers_as_that_of_re(pattern: LatePattern, text: str) -> None:
    real = re.compile(PATTERN, re.IGNORECASE)

    for _ in "12":  # before it was compiled, and after
        for name in ("search", "match", "fullmatch"):
            assert str(getattr(pattern, name)(text)) == str(getattr(real, name)(text)), name
            assert str(getattr(pattern, name)(text, 1, 6)) == str(getattr(real, name)(text, 1, 6)), name
        assert list(map(str, pattern.finditer(text))) == list(map(str, real.finditer(text)))
        assert pattern.findall(text) == real.findall(text)
        assert pattern.split(text) == real.split(text)
        assert pattern.sub("#", text) == real.sub("#", text)
        assert pattern.sub(str, text, 1) == real.sub(str, text, 1)


def test_pattern_is_compiled_once_and_not_before_a_text_may_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(late_patterns, "_read_needed", lambda: {name_of(PATTERN, 0): ("eur", "kr")})
    pattern = LatePattern(PATTERN)

    assert [pattern.search("ninety dollars"), pattern.match("9"), pattern.fullmatch("9")] == [None, None, None]
    assert "compiled" not in vars(pattern)
    assert pattern.search("90 eur")
    assert pattern.compiled is vars(pattern)["compiled"]


def test_what_is_no_pattern_is_found_when_it_is_looked_for() -> None:
    with pytest.raises(re.error):
        LatePattern("(").search("text")


def test_every_letter_that_re_takes_for_one_of_ascii_is_folded_to_it() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))

    for letter in string.ascii_letters:
        for like in re.findall(letter, everything, re.IGNORECASE):
            assert letter.lower() in fold(f"-{like}-"), (letter, like)
            assert f"x{letter.lower()}y" in fold(f"X{like}Y"), (letter, like)


def test_file_of_what_is_needed_is_of_the_patterns_that_there_are() -> None:
    written = make_file(find_patterns())

    assert TARGET.read_text(encoding="utf-8") == written, "python -m local.make_needed_words"


def test_every_text_that_a_pattern_matches_has_what_it_needs() -> None:
    patterns = [each for each in find_patterns() if each.needed]
    draw = random.Random(7)
    matched = set()

    for pattern in patterns:
        for _ in range(2):
            text = _in_any_case(draw_match(pattern.pattern, draw), draw)
            for around in (text, f"a {text} b", f"{text},", f" {text}"):
                if pattern.compiled.search(around):
                    matched.add(pattern.pattern)
                    assert pattern.may_be_in(around), (pattern.pattern, around)

    assert len(matched) > len(patterns) / 2, "what stands around a match is drawn by chance"


def _in_any_case(text: str, draw: random.Random) -> str:
    change = draw.choice((str, str.upper, str.title, str.lower))
    return change(text)
