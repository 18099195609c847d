"""Which cost centre pays, in words."""

import re
from collections.abc import Collection

from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.words import Words

_COST_CENTRE_SHAPE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,31}")
_COST_CENTRE = re.compile(
    r"\b(?:(?:on|to|for|charge(?:d)?(?: it)?(?: to)?|paid by|using|bill(?:ed)?(?: it)? to) )*(?:the |my |our )?"
    r"cost[ -]?cent(?:re|er)\s*(?:is |code |[:=#] ?)*(?P<code>[A-Za-z0-9][A-Za-z0-9-]*)",
    re.IGNORECASE,
)


def read_cost_centre(
    words: Words, findings: Findings, default: str | None, refused: Collection[str] = frozenset()
) -> str:
    """Return the cost centre in the words, else the traveller's own; empty when it is asked back, of those that are not
    `refused`."""
    codes = list(dict.fromkeys(match["code"].upper() for match in words.take_all(_COST_CENTRE)))
    if len(codes) > 1:
        choices = [(code, code) for code in codes if code not in refused]
        return findings.choose("costCentre", "Which cost centre pays?", choices) or ""
    code = codes[0] if codes else default
    pointer = "/request"
    if code is None:
        code, pointer = findings.ask("costCentre", "Which cost centre pays?"), "/answers/costCentre"
    if code is not None and not _COST_CENTRE_SHAPE.fullmatch(code):
        findings.refuse(f"{code!r} is no code of a cost centre, such as SALES-EU.", pointer)
    return code or ""


def cost_centres_in(text: str) -> tuple[str, ...]:
    """Return the cost centres of which the words of a request say that they pay; more than one is asked back."""
    matches = Words(text, len(text)).take_all(_COST_CENTRE)
    return tuple(dict.fromkeys(match["code"].upper() for match in matches))
