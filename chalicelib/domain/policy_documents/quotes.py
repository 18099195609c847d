"""Quotes: the sentences of a passage that bear most on a question, to be shown and cited word for word."""

import re
from collections.abc import Iterator

from chalicelib.domain.policy_documents.word_ranking import question_words
from chalicelib.domain.word_scores import words_of

# Characters; a quote that is read at a glance, and of which several fit on a page.
LONGEST_SHOWN = 400
# Where a sentence or a line ends. Not after a number or a single letter, as in "No. 4" of a list, "1." and "e.g.".
_END = re.compile(r"(?<=[.!?\u3002\uff01\uff1f])(?<!\b[\w]\.)(?<!\bNo\.)(?<!\d\.)\s+|\n+")


def choose_quote(text: str, start: int, end: int, question: str) -> tuple[int, int]:
    """Return from where to where `text` is quoted: within `start` and `end`, the run of whole sentences or lines of at
    most 400 characters that holds most of the question's words, the first of those that hold as many.

    All of it when it is no longer; its beginning, cut between words, when its sentences are longer.
    """
    if end - start <= LONGEST_SHOWN:
        return start, end
    words = frozenset(question_words(question))
    sentences = list(_sentences(text, start, end))
    runs = [_run_from(sentences, first) for first in range(len(sentences))]
    best = max(runs, key=lambda run: (len(words.intersection(words_of(text[slice(*run)]))), -run[0]))
    return _cut(text, *best)


def _run_from(sentences: list[tuple[int, int]], first: int) -> tuple[int, int]:
    """Return as many sentences from this one on as may be shown, at least this one."""
    start, end = sentences[first]
    for _, later in sentences[first + 1 :]:
        if later - start > LONGEST_SHOWN:
            break
        end = later
    return start, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for gap in _END.finditer(text, start, end):
        if gap.start() > at:
            yield at, gap.start()
        at = gap.end()
    if at < end:
        yield at, end


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    if end - start <= LONGEST_SHOWN:
        return start, end
    space = text.rfind(" ", start + 1, start + LONGEST_SHOWN + 1)
    return start, space if space > start else start + LONGEST_SHOWN
