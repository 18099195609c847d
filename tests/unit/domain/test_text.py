"""Names of people: what is in no passport is in no name, whichever door it comes through."""

import re
import unicodedata
from itertools import chain

import msgspec
import pytest

from chalicelib.domain.text import PERSON_NAME_PATTERN, PersonName, clean_name, is_person_name

UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def test_no_character_that_cannot_be_seen_is_in_a_name() -> None:
    named = re.compile(PERSON_NAME_PATTERN)
    points = chain(range(0xD800), range(0xE000, 0x10000))
    unseen = {chr(point) for point in points if unicodedata.category(chr(point)) in UNSEEN} - {" "}

    assert [each for each in unseen if named.fullmatch(f"An{each}na")] == []
    assert not is_person_name("An\U000e0001na")


@pytest.mark.parametrize("name", ["Anna", "Zoë", "O'Neill", "Núñez de la Peña", "李小龍", "محمد", "J.-P.", "ß"])
def test_names_of_everywhere_are_names(name: str) -> None:
    assert msgspec.convert(name, PersonName) == name
    assert is_person_name(name)


@pytest.mark.parametrize("name", ["", " ", " Anna", "Anna ", "x" * 61])
def test_what_has_space_around_it_or_is_too_long_is_none(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, PersonName)


def test_a_name_from_elsewhere_is_cleaned() -> None:
    assert clean_name("\u202e Anna\r\n\tMaria\x00 ") == "Anna Maria"
