"""Ranking sections by the words of a question alone: what there is without models, and beside them."""

import re
from collections.abc import Iterable, Sequence

from chalicelib.domain.policy_documents.abbreviations import expand_abbreviations
from chalicelib.domain.policy_documents.named_sections import names_section
from chalicelib.domain.policy_documents.passages import Passage, passages_of
from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.word_scores import WordIndex, score_words, words_of

# What questions are made of, and hardly ever what they are about; what says nothing anywhere `words_of` leaves out.
_ASKING = frozenset(
    words_of(
        "about could did does get getting go going happen how i me mean much my myself ok okay one please there what"
        " whom whose why would am aber als auch auf aus bei bin darf das dem den der die ein eine einem einen einer es"
        " fur ich im ist kann mein meine mich mir mit muss oder sind und uns von was wann wer werden wie wir wo zu zum"
        " zur"
    )
)
_WORD = re.compile(r"[^\W_]+")
_MOST_SHOWN = 8
HEADING_WEIGHT = 0.5  # of a heading by itself, beside the best passage, which has it in front


class WordedDocument:
    """A document version with the words of its passages and headings, counted once for all questions."""

    def __init__(self, document: DocumentVersion, sections: Iterable[Section]) -> None:
        self.document = document
        self.passages = passages_of(sections)
        self.places = _place_sections(self.passages)
        self.abbreviations = self.passages[0].abbreviations if self.passages else {}
        self.by_passage = WordIndex([words_of(passage.embedded_text) for passage in self.passages])
        first = (self.passages[places[0]] for places in self.places)
        self.by_heading = WordIndex([words_of(passage.embedded_heading) for passage in first])


def question_words(question: str) -> tuple[str, ...]:
    """Return the words that a question is about, each once, in their order."""
    return tuple(dict.fromkeys(_about(question)))


def _about(question: str) -> list[str]:
    return [word for word in words_of(question) if word not in _ASKING]


def shared_words(question: str, text: str) -> tuple[str, ...]:
    """Return the reason by which a text shares words with a question, nothing when it shares none."""
    theirs = frozenset(words_of(text))
    asked = dict.fromkeys(word for word in _WORD.findall(question.casefold()) if theirs.intersection(_about(word)))
    return ("words: " + ", ".join(list(asked)[:_MOST_SHOWN]),) if asked else ()


def rank_by_words(question: str, documents: Sequence[WordedDocument], limit: int) -> tuple[PassageScore, ...]:
    """Return the `limit` sections that share most with the question, by the BM25+ scores of their best passage and,
    half as much, of their heading, first those that it names by their number; none that shares no word of it and is
    not named. Equal ones stand in the order of the documents and sections. Abbreviations that a document explains are
    read as what they stand for.
    """
    known = {short: long for document in documents for short, long in document.abbreviations.items()}
    words = question_words(expand_abbreviations(question, known))
    of_passages = score_words(words, [document.by_passage for document in documents])
    of_headings = score_words(words, [document.by_heading for document in documents])
    found = []
    for order, document in enumerate(documents):
        for place, passages in enumerate(document.places):
            best = max(passages, key=lambda each: (of_passages[order][each], -each))
            score = of_passages[order][best] + HEADING_WEIGHT * of_headings[order][place]
            named = names_section(question, document.passages[best].section.number)
            if score > 0 or named:
                found.append((not named, -score, order, place, best))
    return tuple(
        score_passage(documents[order].document, documents[order].passages[best], -score, question)
        for _, score, order, _, best in sorted(found)[:limit]
    )


def score_passage(document: DocumentVersion, passage: Passage, score: float, question: str) -> PassageScore:
    """Return a passage of a document as one that was found, with the words that it shares with the question."""
    return PassageScore(
        document_id=document.document_id,
        version=document.version,
        position=passage.section.position,
        start=passage.start,
        end=passage.end,
        score=round(score, 4),
        why=shared_words(question, passage.embedded_text),
    )


def _place_sections(passages: Sequence[Passage]) -> list[list[int]]:
    """Return for each section that has passages where these stand."""
    places: dict[int, list[int]] = {}
    for place, passage in enumerate(passages):
        places.setdefault(passage.section.position, []).append(place)
    return list(places.values())
