"""Ranking sections by several comparisons with a question, each of which errs elsewhere: their scores are brought to
one scale and added, for comparisons that agree are more often right than any of them.

What was measured, and on what, is in docs/decisions/policy-ranking.md; `make bench` measures it again.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

# How much counts, beside the best passage of a section by a model, its heading by the same model, and the words.
HEADING_WEIGHT = 0.5
WORDS_WEIGHT = 0.4
# A section that the question names by its number is meant, whatever the other comparisons say.
NAMED_WEIGHT = 5.0
_DIGITS = 6  # of a score; what differs by less is equal


class Comparison(NamedTuple):
    """What one comparison says of each section, on a scale of its own, and how much it counts."""

    weight: float
    scores: Sequence[float]


class Ranked(NamedTuple):
    """A section that was ranked: its place among all that were compared, and its score."""

    section: int
    score: float


def rank_sections(comparisons: Sequence[Comparison], limit: int) -> list[Ranked]:
    """Return the best `limit` sections, the best first, equal ones in their order.

    A section's score is the sum over the comparisons of its score there, less the mean of all sections, divided by
    their standard deviation, and multiplied by what the comparison counts.
    """
    totals = [0.0] * max((len(each.scores) for each in comparisons), default=0)
    for comparison in comparisons:
        for place, score in enumerate(standardize(comparison.scores)):
            totals[place] += comparison.weight * score
    ranked = [Ranked(place, round(total, _DIGITS)) for place, total in enumerate(totals)]
    return sorted(ranked, key=lambda each: -each.score)[:limit]


def standardize(scores: Sequence[float]) -> list[float]:
    """Return the scores less their mean, in standard deviations; zeros where all are equal."""
    mean = sum(scores) / max(1, len(scores))
    deviation = sqrt(sum((score - mean) ** 2 for score in scores) / max(1, len(scores)))
    return [(score - mean) / deviation if deviation > 1e-9 else 0.0 for score in scores]
