"""Of which of several slices a time is, where a sentence of its own says it: "the first one not before 9", "after 5 pm
on the last leg"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.time_patterns import DAY_WORD
from chalicelib.domain.trip_requests.reading.scopes import FoundScope, scope_before, scope_behind

_RANKED = frozenset(("nth", "side", "pair"))
_DAY_SAID = LatePattern(rf"\b{DAY_WORD}\b", re.IGNORECASE)
_SENTENCE_ENDS = LatePattern(r"[.!?;](?=\s|$)")


def find_ranked_slice(text: str, match: re.Match[str]) -> FoundScope | None:
    """Return of which of several slices a time is, where a sentence of its own says it by their order or their places;
    a day within it would say it otherwise."""
    begin = max((end.end() for end in _SENTENCE_ENDS.finditer(text, 0, match.start())), default=0)
    end = _SENTENCE_ENDS.search(text, match.end())
    if begin == 0 or _DAY_SAID.search(text, begin, end.start() if end else len(text)):
        return None
    found = (scope_before(text, match.start()), scope_behind(text, match.end()))
    return next((each for each in found if each and each.scope.kind in _RANKED and each.start >= begin), None)
