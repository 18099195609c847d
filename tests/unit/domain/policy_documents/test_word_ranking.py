"""Sections ranked by the words of a question."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.policy_documents.word_ranking import WordedDocument, question_words, rank_by_words, shared_words

_HANDBOOK = DocumentVersion(document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBE", version=2, title="Travel handbook")


def _document(*texts: tuple[str, str], document: DocumentVersion = _HANDBOOK) -> WordedDocument:
    return WordedDocument(
        document,
        [
            Section(position=position, number=str(position + 1), heading=heading, level=1, text=text)
            for position, (heading, text) in enumerate(texts)
        ],
    )


def _positions(found: tuple[PassageScore, ...]) -> list[int]:
    return [each.position for each in found]


def test_section_that_shares_the_rare_words_comes_first() -> None:
    document = _document(
        ("Meals", "A meal is paid up to 40 EUR."),
        ("Laundry", "Laundry is paid from the fourth night on."),
        ("Hotels", "A hotel night is paid up to 180 EUR."),
    )

    assert _positions(rank_by_words("Is my laundry paid?", [document], 2)) == [1, 0]


def test_section_that_says_only_no_is_found_by_its_question() -> None:
    document = _document(
        ("May a companion fly first class at our expense?", "No."),
        ("Are first class seats paid?", "Only with approval, on journeys of more than ten hours."),
    )

    (first, _) = rank_by_words("companion first class", [document], 5)

    assert (first.position, first.start, first.end) == (0, 0, 3)
    assert first.why == ("words: companion, first, class",)


def test_section_that_the_question_names_comes_first_whatever_it_says() -> None:
    document = _document(("Meals", "A meal is paid."), ("Taxis", "A taxi is paid."), ("Trains", "A train is paid."))

    assert _positions(rank_by_words("is a meal paid by section 3?", [document], 5))[0] == 2
    assert _positions(rank_by_words("section 2", [document], 5)) == [1]


def test_best_passage_of_a_section_is_the_one_that_shares_most() -> None:
    document = _document(("Meals", "Breakfast is in the room rate.\n\nTips for waiters are paid.\n\nAlcohol is not."))

    (hit,) = rank_by_words("tips waiters", [document], 5)

    assert document.passages[1][1:3] == (hit.start, hit.end)


def test_question_without_a_word_of_the_documents_finds_nothing() -> None:
    assert rank_by_words("zebra", [_document(("Meals", "Paid."))], 5) == ()
    assert rank_by_words("How do I get what?", [_document(("How", "What do I get?"))], 5) == ()
    assert rank_by_words("meals", [], 5) == ()


@given(st.lists(st.lists(st.tuples(st.sampled_from(["a", "b", ""]), st.text("xyz \n", max_size=8)), max_size=4)))
def test_ranking_has_each_section_once_by_falling_score_and_then_in_their_order(
    texts: list[list[tuple[str, str]]],
) -> None:
    documents = [
        _document(*each, document=DocumentVersion(document_id=f"pdc_{order}", version=1, title="T"))
        for order, each in enumerate(texts)
    ]

    found = rank_by_words("x y b", documents, 50)

    keys = [(-hit.score, int(hit.document_id[4:]), hit.position) for hit in found]
    assert keys == sorted(set(keys))
    assert all(hit.why for hit in found)


def test_words_that_only_ask_are_not_looked_for() -> None:
    assert question_words("How do I get my hotel, and what hotel?") == ("hotel",)
    assert question_words("Wie bekomme ich das Hotel?") == ("bekomme", "hotel")


def test_reason_names_the_shared_words_of_the_question() -> None:
    assert shared_words("What hotels in Paris?", "The hotel of Paris") == ("words: hotels, paris",)
    assert shared_words("hotel", "Meals") == ()
