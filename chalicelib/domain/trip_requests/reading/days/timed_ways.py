"""Of which of two slices a time is by the words beside it: "out before 9, in after 6", "the last train back"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.time_patterns import ANY_VERB, DIRECTION_BEFORE, JOURNEY
from chalicelib.domain.trip_requests.reading.text.words import GAP

_DIRECTION_WITHIN = LatePattern(rf"\b{JOURNEY} (out|back|home)$", re.IGNORECASE)
DIRECTION_BEHIND = LatePattern(
    r"(?:(?!\b(?:and|then|but|with)\b)[^.;:!?,0-9]){0,30}?\b(?:on|for) (?:the |my |our )(?:(?:way|trip|journey"
    r"|flight|leg) )?(back|home|out"
    r"|there|return|outward|outbound"
    r"|inbound)\b"
    r"|\s*(?:only )?(?:while|when|during) (?:the )?(?:going|coming|travell?ing)? ?(out|back|home|there"
    r"|return|returning)\b"
    r"|\s*(?:only )?(?:while|when) (going|coming)(?=\s*(?:[.,;&]|$|(?:and|but)\b))"
    r"|\s*(?:one|flight|train|plane|departure|slot|service)s? (back|home|out|there)\b"
    r"|\s*(back|home|out|there)(?=\s*(?:[.,;)/&]|$|(?:and |& )?(?:early |late |mid[ -]?)?(?:morning|afternoon"
    r"|evening|night|[ap]m\b"
    r"|before [0-9]|after [0-9]|by [0-9])))",
    re.IGNORECASE,
)
# "Coming home, anything after four", "on the last day I must leave after 3".
_DIRECTION_LEADS = LatePattern(
    r"(?:(?:^|[.;!?,(])\s*(?:while |when )?(?:coming|flying|going|heading|travell?ing) (back|home|out|there)"
    r"|(?:^|[.;!?,(]\s*)(going|returning)"
    r"|\b(?:on|for|at) (?:the|my|our)(?: (?:way|trip|journey|flight|leg))? (back|home|return|out|there"
    r"|outbound|outward)"
    r"|\b(?:on|in) (?:the|my|our) (first|last) day)\b"
    rf",?(?:(?!\b(?:and|then|but)\b)[^.;:!?,0-9{GAP}]){{0,35}}$",
    re.IGNORECASE,
)
_OUTWARD = frozenset(("out", "outbound", "outward", "onward", "there", "going", "first"))
_HOMEWARD = LatePattern(r"\b(?:back|home|return(?:s|ing)?)\b", re.IGNORECASE)
_TIME_BEFORE = LatePattern(
    rf"(?:{GAP}|morning|afternoon|evening|night|noon|midday|[ap]\.?m\.?|[0-9])[\s,]*$", re.IGNORECASE
)


def slice_of(before: str, match: re.Match[str]) -> int | None:
    """Return of which of two slices a window is by the word right before it, "out before 9, in after 6", or by its own
    last, "the last train back"."""
    verb = (match.groupdict().get("verb") or "").lower()
    named = verb if verb == "out" else None
    behind = DIRECTION_BEHIND.match(match.string, match.end())
    led = DIRECTION_BEFORE.search(before)
    if behind and led and _TIME_BEFORE.search(before[: led.start()]):
        named = _direction_in(behind)  # "morning out, evening back"
    elif said := DIRECTION_BEFORE.search(before) or _DIRECTION_WITHIN.search(match[0]):
        named = said[1].lower()
        is_landing = bool(verb and (found := ANY_VERB.match(verb)) and found["arrives"])
        if named == "out" and not is_landing and _HOMEWARD.search(re.split(r"[.;!?]", before)[-1]):
            named = None  # "back on the 5th, last flight out"
    if named is None and (said := DIRECTION_BEHIND.match(match.string, match.end())):
        named = _direction_in(said)
    if named is None and (said := _DIRECTION_LEADS.search(before)):
        named = _direction_in(said)
    return None if named is None else int(named not in _OUTWARD)


def _direction_in(said: re.Match[str]) -> str:
    """Return the word of a match for which way it is."""
    return next(each for each in said.groups() if each).lower()
