"""Two names are compared as people mean them, not as they type them."""

import pytest

from chalicelib.domain.names import is_same_name, may_be_one_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Weber", "ANNA  weber"),
        ("José Nuñez", "Jose Nunez"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Søren Ørsted", "Soeren Oersted"),
        ("Jo\u0308rg Weiß", "Joerg WEISS"),
        ("Anne-Marie O'Neill", "Anne Marie ONeill"),
        ("Weber Anna", "Anna Weber"),
        ("Weber, Anna", "Anna Weber"),
        ("Anna\u00a0Weber", "Anna Weber"),
    ],
)
def test_spelling_and_order_make_no_other_person(one: str, other: str) -> None:
    assert is_same_name(one, other)
    assert may_be_one_person(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna Weber", "Ben Weber"), ("Anna Weber", "Anna Berger"), ("Anna", "Anna Weber"), ("", ""), ("-", ".")],
)
def test_other_names_are_other_people(one: str, other: str) -> None:
    assert not is_same_name(one, other)
    assert not may_be_one_person(one, other)


def test_second_given_name_hides_nobody_but_makes_no_name_the_same() -> None:
    assert may_be_one_person("Anna Maria Weber", "Anna Weber")
    assert not is_same_name("Anna Maria Weber", "Anna Weber")
    assert not may_be_one_person("Maria Anna Weber", "Anna Weber")
