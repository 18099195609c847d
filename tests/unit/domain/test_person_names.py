"""What a person's name may consist of: the names of everywhere, and nothing that no passport has."""

import re
import unicodedata
from itertools import chain

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.person_names import is_person_name, name_error, normalise_name
from chalicelib.domain.text import PERSON_NAME_PATTERN, PersonName
from tests.support.name_samples import NAMES, NO_NAMES


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_everywhere_are_names(name: str) -> None:
    assert name_error(normalise_name(name)) is None
    assert msgspec.convert(name, PersonName) == name


@pytest.mark.parametrize("name", NO_NAMES.values(), ids=NO_NAMES)
def test_what_no_passport_has_is_in_no_name(name: str) -> None:
    assert name_error(normalise_name(name))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Anna  Maria ", "Anna Maria"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("\uff21\uff4e\uff4e\uff41", "Anna"),
        ("So\ufb01e", "Sofie"),
        ("\ufee3\ufea4\ufee4\ufeaa", "\u0645\u062d\u0645\u062f"),
    ],
)
def test_a_name_is_kept_composed_and_trimmed(written: str, kept: str) -> None:
    assert normalise_name(written) == kept


def test_no_single_character_makes_a_name_but_letters() -> None:
    points = chain(range(0x20000), range(0xE0000, 0xE0200))
    alone = [chr(point) for point in points if unicodedata.category(chr(point))[0] != "L"]

    assert [ascii(each) for each in alone if is_person_name(each)] == []


def test_the_pattern_of_the_description_refuses_no_name() -> None:
    pattern = re.compile(PERSON_NAME_PATTERN)
    letters = [chr(point) for point in range(0x250, 0x10000) if is_person_name(chr(point))]

    assert [each for each in letters if not pattern.fullmatch(each)] == []


@given(st.text(max_size=12))
def test_a_name_is_kept_as_it_is_kept(text: str) -> None:
    once = normalise_name(text)

    assert normalise_name(once) == once
    if is_person_name(once):
        assert once.strip() == once
        assert not re.search(r"[\d<>@_]", once)
