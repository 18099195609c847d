"""Orders to whoever reads a request, in German, French and Spanish: to ignore a rule, to skip an approval. What such an
order says until the end of its sentence is no part of the request, whoever wrote it."""

import re
from collections.abc import Iterator

from chalicelib.domain.trip_requests.late_patterns import LatePattern

# What is done to a rule, and what is a rule: an order has both, in one part of a sentence.
_BREAKING = LatePattern(
    r"\b(?:ignorier\w*|umgeh\w*|übergeh\w*|überspring\w*|missacht\w*|außer acht|genehmig(?:e|en|t)"
    r"|freigegeben|freigeben"
    r"|ignor(?:ez|er|e|es|a|ar|en|o)|contourn\w+|outrepass\w+|pass(?:ez|er) outre|approuv(?:ez|er|é|ée)|validez"
    r"|salt(?:a|ar|e|en|arse|arte)|omit(?:a|e|ir|an)|aprueb(?:a|e|en)|aprob(?:ar|ado|ada)"
    r"|autoriz(?:a|ar|ado|ada))\b",
    re.IGNORECASE,
)
_RULE = LatePattern(
    r"\b(?:(?:reise)?richtlinien?|regeln?|vorgaben?|limits?|obergrenzen?|genehmigung\w*|freigabe\w*|anweisung\w*"
    r"|automatisch|politiques?|règles?|consignes?|limites?|approbation\w*|validation|instructions?|automatiquement"
    r"|políticas?|reglas?|normas?|límites?|aprobaci\w+|autorizaci\w+|instrucciones|automáticamente)\b",
    re.IGNORECASE,
)
_WITHOUT = LatePattern(
    r"\b(?:ohne (?:\w+ )?(?:genehmigung|freigabe|rückfrage\w*)|sans (?:\w+ )?(?:approbation|validation)"
    r"|sin (?:\w+ )?(?:aprobación|autorización))\b",
    re.IGNORECASE,
)
# A full stop behind one or two digits is of a German day.
_SENTENCE = LatePattern(r"(?<=[.!?;])(?<!\D\d\.)(?<!\D\d\d\.)\s+|\n")
_CLAUSE = LatePattern(r",\s+")


def without_orders(text: str) -> str:
    """Return a text without orders to its reader; one that has none stays as it is."""
    sentences = _SENTENCE.split(text)
    kept = [", ".join(_before_an_order(_CLAUSE.split(sentence))) for sentence in sentences]
    return text if not any(map(_is_order, _CLAUSE.split(text))) else " . ".join(each for each in kept if each.strip())


def _before_an_order(pieces: list[str]) -> Iterator[str]:
    """Yield the parts of a sentence that stand before an order."""
    for piece in pieces:
        if _is_order(piece):
            return
        yield piece


def _is_order(piece: str) -> bool:
    return bool(_WITHOUT.search(piece) or (_BREAKING.search(piece) and _RULE.search(piece)))
