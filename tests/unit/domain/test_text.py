"""Names by which people are shown: nothing in them that is not seen."""

import re
import unicodedata
from itertools import chain

import msgspec
import pytest

from chalicelib.domain.text import DISPLAY_NAME_PATTERN, FullName

UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def test_no_character_that_cannot_be_seen_is_in_a_name() -> None:
    named = re.compile(DISPLAY_NAME_PATTERN)
    points = chain(range(0xD800), range(0xE000, 0x10000))
    unseen = {chr(point) for point in points if unicodedata.category(chr(point)) in UNSEEN} - {" "}

    assert [each for each in unseen if named.fullmatch(f"An{each}na")] == []


@pytest.mark.parametrize("name", ["", " ", " Anna", "Anna ", "x" * 201])
def test_what_has_space_around_it_or_is_too_long_is_none(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, FullName)
