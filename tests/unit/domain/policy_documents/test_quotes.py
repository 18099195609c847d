"""Which sentences of a passage are quoted."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.quotes import LONGEST_SHOWN, choose_quote

_FILLER = "The rules of the company hold for everybody who travels for it. " * 8


def _quoted(text: str, question: str) -> str:
    start, end = choose_quote(text, 0, len(text), question)
    return text[start:end]


@given(st.text(alphabet="ab. \n1\u00e9\U0001f600", max_size=1200), st.text(max_size=30), st.data())
def test_a_quote_lies_within_its_passage_and_is_neither_empty_nor_too_long(
    text: str, question: str, data: st.DataObject
) -> None:
    passage = "x" + text + "x"
    start = data.draw(st.integers(0, len(passage) - 1))
    while passage[start].isspace():
        start += 1
    end = data.draw(st.integers(start + 1, len(passage)))

    quote_start, quote_end = choose_quote(passage, start, end, question)

    assert start <= quote_start < quote_end <= end
    assert quote_end - quote_start <= LONGEST_SHOWN


def test_a_short_passage_is_quoted_whole() -> None:
    assert _quoted("No.", "May I fly first class?") == "No."


def test_sentences_that_share_the_words_of_the_question_are_quoted() -> None:
    text = _FILLER + "Laundry is paid from the fourth night on. Keep the receipt." + " " + _FILLER.strip()

    quote = _quoted(text, "Who pays my laundry?")

    assert quote.startswith(("The rules", "Laundry"))
    assert "Laundry is paid from the fourth night on." in quote
    assert quote.endswith(".")


def test_the_row_of_a_table_that_answers_is_quoted() -> None:
    rows = [f"City {number} | {100 + number} EUR" for number in range(60)]
    text = "\n".join([*rows[:40], "Lagos | 310 EUR", *rows[40:]])

    assert "Lagos | 310 EUR" in _quoted(text, "hotel limit Lagos")


def test_without_a_shared_word_the_beginning_is_quoted() -> None:
    assert _FILLER.startswith(_quoted(_FILLER.strip(), "zebra"))


def test_a_sentence_longer_than_a_quote_is_cut_between_words() -> None:
    text = "lodging " * 120

    quote = _quoted(text.strip(), "lodging")

    assert len(quote) <= LONGEST_SHOWN
    assert set(quote.split()) == {"lodging"}


def test_numbers_and_initials_end_no_sentence() -> None:
    text = "See No. 4 and e.g. 12. of the U.S. schedule. " + _FILLER

    assert _quoted(text, "schedule").startswith("See No. 4 and e.g. 12. of the U.S. schedule.")
