"""A shelf of policy documents for tests of the assistant: sections that are searched by the words they share."""

import re
from collections.abc import Mapping, Sequence

from chalicelib.domain.policy_documents.citation import Citation, cite
from chalicelib.domain.policy_documents.search import Ranking, RankingMethod, SectionHit
from chalicelib.domain.policy_documents.section import Section

DOCUMENT_ID = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"
TITLE = "Travel handbook"
_WORD = re.compile(r"[^\W_]{3,}")


def section(position: int, number: str, heading: str, text: str) -> Section:
    return Section(position=position, number=number, heading=heading, level=1, text=text, page_starts=((0, 3),))


HANDBOOK = (
    section(
        0,
        "3.1",
        "Hotels",
        "A night in a hotel costs no more than 180 EUR in London and 140 EUR elsewhere.\n\nBreakfast is included.",
    ),
    section(
        1, "4.2", "Cabin on long flights", "Business class is allowed on flights of more than six hours in the air."
    ),
    section(2, "5.1", "Taxis", "A taxi is paid for between 22:00 and 06:00, or with heavy baggage. Keep the receipt."),
    section(3, "7.4", "Lost baggage", "Report lost baggage to the airline at once. What it does not pay, we refund."),
    section(4, "9.1", "May I extend a trip for private reasons?", "No."),
)


class Shelf:
    """Searches the handbook by shared words, and looks sections up again."""

    def __init__(
        self,
        sections: Sequence[Section] = HANDBOOK,
        method: RankingMethod = RankingMethod.WORDS,
        similar: Mapping[str, float] | None = None,
    ) -> None:
        self.sections = tuple(sections)
        self.similar = similar
        self.method = method
        self.questions: list[str] = []

    def search(self, question: str, limit: int) -> Ranking:
        self.questions.append(question)
        if self.similar is not None:
            return Ranking(hits=self._list_similar(self.similar), method=RankingMethod.MEANING)
        asked = set(_WORD.findall(question.lower()))
        scored = [
            (len(asked & set(_WORD.findall(f"{each.heading} {each.text}".lower()))), each) for each in self.sections
        ]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])[:limit]
        return Ranking(
            hits=tuple(SectionHit(citation=quote(it), score=n, why=()) for n, it in best), method=self.method
        )

    def _list_similar(self, similar: Mapping[str, float]) -> tuple[SectionHit, ...]:
        """What models would find, in the order given: the sections by their numbers, each as near as it says."""
        numbered = {each.number: each for each in self.sections}
        return tuple(
            SectionHit(citation=quote(numbered[number]), score=-place, why=("meaning",), similarity=similarity)
            for place, (number, similarity) in enumerate(similar.items())
        )

    def find_section(self, citation: Citation) -> Section | None:
        if (citation.document_id, citation.version) != (DOCUMENT_ID, 1):
            return None
        return next((each for each in self.sections if each.position == citation.position), None)


def quote(it: Section) -> Citation:
    """The first paragraph of a section."""
    end = len(it.text.split("\n\n")[0])
    return cite(it, 0, end, document_id=DOCUMENT_ID, version=1, title=TITLE)
