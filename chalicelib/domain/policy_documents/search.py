"""What a search of the policy finds: sections with the words that bear on the question, how much, and why."""

from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.value import Value

LONGEST_QUESTION = 500


class RankingMethod(StrEnum):
    """What hits were ranked by: the meaning of the words (vectors of models), or the words alone."""

    MEANING = "meaning"
    WORDS = "words"


class DocumentVersion(Value, frozen=True):
    """A version of a policy document that may be searched, and what it is called; or of the travel policy, whose
    clauses are its sections."""

    document_id: str
    version: Annotated[int, msgspec.Meta(ge=1)]
    title: str


class PassageScore(Value, frozen=True):
    """A passage that was found: where it stands in the text of its section, and how much it bears on the question.

    Scores of one ranking may be compared with each other, and with those of no other.
    """

    document_id: str
    version: int
    position: Annotated[int, msgspec.Meta(ge=0, description="Place of the section in the document")]
    start: int
    end: int
    score: float
    why: tuple[str, ...] = ()
    similarity: float | None = None


class SectionHit(Value, frozen=True):
    """A section of a policy document, or a clause of the travel policy, that bears on a question."""

    citation: Annotated[Citation, msgspec.Meta(description="The words that bear on it most, word for word")]
    score: Annotated[
        float, msgspec.Meta(description="How much it bears on the question, compared with the others of this answer")
    ]
    why: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="`meaning`, when models found it alike, and the words that it shares with the question",
            examples=[["meaning", "words: taxi, airport"]],
        ),
    ]
    similarity: Annotated[
        float | None,
        msgspec.Meta(
            description="How near the passage is to the question in meaning, whatever else was found: the cosine of "
            "their vectors, on average of the models; null where words alone were compared",
            examples=[0.52],
        ),
    ] = None


class Ranking(Value, frozen=True):
    """Sections that bear on a question, the most telling first, and what they were ranked by."""

    hits: tuple[SectionHit, ...]
    method: RankingMethod
