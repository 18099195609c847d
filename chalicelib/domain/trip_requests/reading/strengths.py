"""Whether something must be so or would only be liked, by the words around it."""

import re

from chalicelib.domain.trip_requests.preferences import Strength

_WISH_BEFORE = re.compile(
    r"\b(?:prefer(?:ably|red)?|ideally|(?:would|i'd|we'd) (?:like|love|prefer)|would be (?:nice|great|good)"
    r"|hopefully|if possible"
    r"|if you can)\b[^.;!?]*$",
    re.IGNORECASE,
)
_WISH_BEHIND = re.compile(
    r"^[^.;!?,]{0,20}?,?\s*\b(?:if (?:at all )?(?:possible|you can|available|offered|they have (?:one|it|them)"
    r"|there is one)"
    r"|preferred|preferably|would be (?:nice|great|good|lovely)|ideally|where possible|pref)\b",
    re.IGNORECASE,
)
_MUST_BEFORE = re.compile(r"\b(?:must|has to|have to|only|strictly|needs? to|need)\b[^.;!?,]{0,30}$", re.IGNORECASE)
_MUST_BEHIND = re.compile(
    r"^[^.;!?,]{0,12}?\b(?:only|required|is a must|a must|mandatory|essential|please,? no exceptions)\b", re.IGNORECASE
)
_LOOK_BACK = 45


def strength_of(text: str, match: re.Match[str], usual: Strength) -> Strength:
    """Return how much what `match` asks for is meant: as the words right around it say, else as `usual`."""
    begin = max(text.rfind(mark, 0, match.start()) for mark in ".;!?") + 1
    before = text[max(begin, match.start() - _LOOK_BACK) : match.start()]
    behind = text[match.end() : match.end() + _LOOK_BACK]
    if _WISH_BEHIND.search(behind) or _WISH_BEFORE.search(before):
        return Strength.WISH
    if _MUST_BEHIND.search(behind) or _MUST_BEFORE.search(before):
        return Strength.MUST
    return usual
