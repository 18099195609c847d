"""The glossary's page: what is read from it, and what is wrong with it."""

import pytest

from local import glossary
from local.glossary import Term

PAGE = "# Glossary\n| term | meaning | in code |\n|---|---|---|\n| hold | an offer, kept | `Hold` |\n"


def test_term_is_read_with_its_name() -> None:
    assert glossary.terms(PAGE) == [Term("hold", "Hold")]


@pytest.mark.parametrize(
    "row", ["| order | bought |", "| order | bought | Order |", "| order | bought | `Order` `Hold` |"]
)
def test_row_that_is_not_whole_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="not a term, its meaning and one name"):
        glossary.terms(f"{PAGE}{row}\n")


def test_names_are_those_that_a_module_defines() -> None:
    source = "class Hold:\n  until: str\n  KIND = 'hold'\n  def release(self, key): other(thing)"

    assert set(glossary.names_of(source)) == {"Hold", "until", "KIND", "release", "self", "key"}


def test_term_that_the_code_does_not_have_is_found() -> None:
    listed = [Term("hold", "Hold"), Term("order", "Order"), Term("hold", "Hold")]

    assert glossary.problems(listed, {"Hold"}) == ["order: there is no Order", "hold: stands there twice"]


def test_page_of_this_repository_is_whole() -> None:
    assert len(glossary.terms(glossary.GUIDE.read_text(encoding="utf-8"))) > 70
