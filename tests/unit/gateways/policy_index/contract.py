"""What every index of policy documents keeps to. Each backend's test file takes `Contract` as a base class and says how
an empty index is made."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.citation import TRAVEL_POLICY
from chalicelib.domain.policy_documents.passages import Passage, passages_of
from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore, RankingMethod
from chalicelib.domain.policy_documents.section import Section
from chalicelib.gateways.policy_index.protocol import PolicyIndex

HANDBOOK = DocumentVersion(document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBE", version=1, title="Travel handbook")
NEWER = DocumentVersion(document_id=HANDBOOK.document_id, version=2, title="Travel handbook")
CARS = DocumentVersion(document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBF", version=1, title="Company cars")

_WORDS = ("hotel", "night", "meal", "train", "flight", "laundry", "receipt", "taxi", "approval", "budget", "visa")
_PARAGRAPH = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
_TEXT = st.lists(_PARAGRAPH, max_size=3).map("\n\n".join)
_SECTIONS = st.lists(st.tuples(st.sampled_from([*_WORDS, ""]), _TEXT), max_size=4).map(lambda each: sections_of(*each))
_FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def sections_of(*texts: tuple[str, str]) -> list[Section]:
    """Sections with these headings and texts."""
    return [
        Section(position=position, number=str(position + 1), heading=heading, level=1, text=text)
        for position, (heading, text) in enumerate(texts)
    ]


MEALS_AND_LAUNDRY = sections_of(
    ("Meals", "Meals are paid up to a limit.\n\nAlcohol is never paid."),
    ("Laundry", "Laundry is paid from the fourth night on."),
)


def found(
    index: PolicyIndex, question: str, *documents: DocumentVersion, limit: int = 10
) -> list[tuple[str, int, int]]:
    """Document, version and position of what a search finds."""
    ranking = index.search(question, documents, limit)
    return [(each.document_id, each.version, each.position) for each in ranking.passages]


class Contract:
    """Tests of one kind of index; `make_index` gives an empty one, each time another."""

    def make_index(self) -> PolicyIndex:
        raise NotImplementedError

    def settle(self, index: PolicyIndex) -> None:
        """Wait until what was added may be found, where an index is read with a delay."""

    def _indexed(self, *added: tuple[DocumentVersion, Sequence[Section]]) -> PolicyIndex:
        index = self.make_index()
        for document, sections in added:
            index.add_document(document, sections)
        self.settle(index)
        return index

    def test_section_that_bears_most_on_the_question_comes_first(self) -> None:
        index = self._indexed((HANDBOOK, MEALS_AND_LAUNDRY))

        ranking = index.search("laundry from the fourth night", [HANDBOOK], 10)

        first = ranking.passages[0]
        assert (first.document_id, first.version, first.position) == (HANDBOOK.document_id, 1, 1)
        assert ranking.method is RankingMethod.MEANING
        assert first.why

    def test_best_passage_of_a_section_is_named_by_its_place(self) -> None:
        index = self._indexed((HANDBOOK, MEALS_AND_LAUNDRY))

        (first, *_) = index.search("alcohol is never paid", [HANDBOOK], 10).passages

        assert MEALS_AND_LAUNDRY[0].text[first.start : first.end] == "Alcohol is never paid."

    def test_section_that_says_only_no_is_found_by_its_heading(self) -> None:
        asked = sections_of(("May a companion fly first class?", "No."), ("Trains", "Second class is paid."))
        index = self._indexed((HANDBOOK, asked))

        assert found(index, "may a companion fly first class", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 0)

    def test_short_form_that_the_document_explains_elsewhere_is_found_by_its_words(self) -> None:
        explained = sections_of(
            ("Terms", "A room rate allowance (RRA) is set for each city."),
            ("Trains", "Second class is paid."),
            ("May the RRA be exceeded?", "No."),
        )
        index = self._indexed((HANDBOOK, explained))

        assert found(index, "may the room rate allowance be exceeded", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 2)

    def test_only_the_documents_that_are_named_are_searched(self) -> None:
        index = self._indexed((HANDBOOK, MEALS_AND_LAUNDRY), (CARS, sections_of(("Cars", "A small car is paid."))))

        assert {each[0] for each in found(index, "paid", CARS)} == {CARS.document_id}
        assert {each[0] for each in found(index, "paid", CARS, HANDBOOK)} == {CARS.document_id, HANDBOOK.document_id}
        assert found(index, "paid") == []

    def test_versions_are_apart(self) -> None:
        index = self._indexed((HANDBOOK, MEALS_AND_LAUNDRY), (NEWER, sections_of(("Meals", "Nothing is paid."))))

        assert {each[1] for each in found(index, "meals paid", NEWER)} == {2}
        assert {each[1] for each in found(index, "meals paid", HANDBOOK)} == {1}

    def test_version_that_was_never_added_has_nothing(self) -> None:
        index = self._indexed((HANDBOOK, MEALS_AND_LAUNDRY))

        assert found(index, "meals", NEWER) == []

    def test_removed_version_is_gone_and_the_others_stay(self) -> None:
        index = self._indexed((HANDBOOK, MEALS_AND_LAUNDRY), (NEWER, MEALS_AND_LAUNDRY))

        index.remove_document(HANDBOOK.document_id, 1)
        index.remove_document(HANDBOOK.document_id, 1)
        self.settle(index)

        assert found(index, "meals", HANDBOOK) == []
        assert found(index, "meals", NEWER) != []

    def test_version_that_is_added_again_is_there_once_as_it_is_now(self) -> None:
        index = self._indexed(
            (HANDBOOK, MEALS_AND_LAUNDRY),
            (HANDBOOK, MEALS_AND_LAUNDRY),
            (HANDBOOK, sections_of(("Meals", "Meals are paid."))),
        )

        assert found(index, "meals alcohol laundry", HANDBOOK) == [(HANDBOOK.document_id, 1, 0)]

    def test_no_more_sections_are_found_than_wanted(self) -> None:
        many = sections_of(*((f"Heading {number}", "A hotel night is paid.") for number in range(12)))
        index = self._indexed((HANDBOOK, many))

        assert len(found(index, "hotel night", HANDBOOK, limit=5)) == 5

    def test_document_without_text_can_be_added_and_finds_nothing(self) -> None:
        index = self._indexed((HANDBOOK, []), (CARS, sections_of(("Only a heading", ""))))

        assert found(index, "heading", HANDBOOK, CARS) == []

    def test_removing_version_one_leaves_version_eleven(self) -> None:
        eleventh = DocumentVersion(document_id=HANDBOOK.document_id, version=11, title=HANDBOOK.title)
        index = self._indexed((HANDBOOK, MEALS_AND_LAUNDRY), (eleventh, MEALS_AND_LAUNDRY))

        index.remove_document(HANDBOOK.document_id, 1)
        self.settle(index)

        assert {each[1] for each in found(index, "meals", HANDBOOK, eleventh)} == {11}

    def test_version_that_is_added_again_without_text_is_found_no_more(self) -> None:
        index = self._indexed((HANDBOOK, MEALS_AND_LAUNDRY), (HANDBOOK, []))

        assert found(index, "meals", HANDBOOK) == []

    def test_what_was_never_added_can_be_removed(self) -> None:
        index = self.make_index()

        index.remove_document(HANDBOOK.document_id, 7)

        assert found(index, "meals", HANDBOOK) == []

    def test_clauses_of_the_travel_policy_are_indexed_like_a_document(self) -> None:
        clauses = DocumentVersion(document_id=TRAVEL_POLICY, version=3, title="Travel policy")
        index = self._indexed((clauses, MEALS_AND_LAUNDRY), (HANDBOOK, MEALS_AND_LAUNDRY))

        assert found(index, "laundry", clauses, limit=1) == [(TRAVEL_POLICY, 3, 1)]

    def test_equal_ones_keep_the_order_of_documents_and_sections(self) -> None:
        same = sections_of(("", "Taxi.\n\nTaxi."), ("", "Taxi."), ("", "Taxi."))
        index = self._indexed((HANDBOOK, same), (CARS, same))

        for first, second in ((HANDBOOK, CARS), (CARS, HANDBOOK)):
            expected = [(first.document_id, 1, 0), (first.document_id, 1, 1), (first.document_id, 1, 2)]
            assert found(index, "taxi", first, second, limit=4) == [*expected, (second.document_id, 1, 0)]
            assert index.search("taxi", [first], 1).passages[0].start == 0

    def test_section_of_many_passages_does_not_hide_the_others(self) -> None:
        crowd = "\n\n".join(["Taxi receipts are kept."] * 110)
        index = self._indexed((HANDBOOK, sections_of(("", crowd), ("", "A taxi is ordered."), ("", "Ask for a taxi."))))

        places = found(index, "taxi receipts are kept", HANDBOOK, limit=3)

        assert places[0] == (HANDBOOK.document_id, 1, 0)
        assert len(places) == 3

    def test_long_document_is_there_whole_and_shrinks_when_it_is_added_again(self) -> None:
        many = sections_of(*(("", f"Rule {number} is about taxis.") for number in range(130)), ("", "Penguins fly."))
        index = self._indexed((HANDBOOK, many))
        assert found(index, "penguins", HANDBOOK, limit=1) == [(HANDBOOK.document_id, 1, 130)]

        index.add_document(HANDBOOK, many[:3])
        self.settle(index)

        assert {each[2] for each in found(index, "penguins fly taxis", HANDBOOK, limit=50)} == {0, 1, 2}

    def test_words_of_any_script_and_odd_signs_are_taken(self) -> None:
        texts = [
            "Frühstück für Gäste: 12 €.",
            "朝食は含まれます。",
            '100% \\ "quoted"; drop table x; --',
            "\U0001f600 taxi",
        ]
        index = self._indexed((HANDBOOK, sections_of(*(("", text) for text in texts), ("", "x" * 3_000))))

        assert found(index, "Frühstück für Gäste", HANDBOOK)[0] == (HANDBOOK.document_id, 1, 0)
        for question in ("?!", " ", "朝食", "'; --", ":limit $1 %s", "x" * 500, "\U0001f600"):
            index.search(question, [HANDBOOK], 9)

    @_FEW
    @given(_SECTIONS, _SECTIONS, _PARAGRAPH, st.integers(1, 4))
    def test_what_is_found_is_a_passage_of_its_section_and_ranked(
        self, first: list[Section], second: list[Section], question: str, limit: int
    ) -> None:
        index = self._indexed((HANDBOOK, first), (CARS, second))
        documents = {HANDBOOK.document_id: first, CARS.document_id: second}

        ranking = index.search(question, [HANDBOOK, CARS], limit)

        spans = {(key, *_span(each)) for key, sections in documents.items() for each in passages_of(sections)}
        assert all((each.document_id, *_place(each)) in spans for each in ranking.passages)
        keys = [(each.document_id, each.position) for each in ranking.passages]
        assert len(keys) == len(set(keys)) <= limit
        scores = [each.score for each in ranking.passages]
        assert scores == sorted(scores, reverse=True)
        assert ranking == index.search(question, [HANDBOOK, CARS], limit)


def _span(passage: Passage) -> tuple[int, int, int]:
    return passage.section.position, passage.start, passage.end


def _place(score: PassageScore) -> tuple[int, int, int]:
    return score.position, score.start, score.end
