"""A flight that travellers only tell of, since they have it already, and what is to be booked from where it lands:"
" "I land
in Munich from Athens at 6 pm on 20 March, book me on to Hamburg"."""

import re

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.blanks import CAPITALISED

_NAME = rf"(?-i:{CAPITALISED})"
_LANDS = (
    r"(?:(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will)?(?: be)?|(?:my|our|his|her"
    r"|their) (?:own )?(?:flight|plane))"
    rf"(?: from {_NAME})? (?:already )?(?:land(?:s|ing)?|arriv(?:es?|ing)|get(?:s|ting)? in(?:to)?"
    rf"|fly(?:ing)? in(?:to)?"
    r"|touch(?:es|ing)? down|com(?:e|es|ing) in(?:to)?|get(?:s|ting)?(?= into))(?: (?:in|into|at|to))?"
)
_BOOK = (
    r"(?:(?:then|so|and|please|pls|kindly|can you|could you|i|we|i'll|we'll),? ){0,3}"
    r"(?:book|get|put|needs?|find|arrange|reserve|want)"
)
_ON = r"(?:on|onwards?|onward (?:flight|train|ticket)|connecting (?:flight|train)|connection|further)"
_GOES_ON = LatePattern(
    rf"\b{_LANDS} (?P<at>{_NAME})(?P<when>[^.;!?]{{0,80}}?)(?:\s*[,;.!-]+|,? and"
    rf"|,? so)\s+{_BOOK}\b(?P<what>[^.;!?,]{{0,25}}?)"
    rf" {_ON}(?: from there)? to (?P<to>{_NAME})\b"
    r"(?:,? (?:on )?(?:(?:that|the) )?(?:same )?(?:day in the )?(?P<part>evening|night|afternoon|morning|day)\b)?"
    # A day of its own is that of the way on.
    r"(?![^.;!?,]{0,30}\b(?:[0-9]{1,2}(?:st|nd|rd|th)?|tomorrow"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)",
    re.IGNORECASE,
)
_FROM = LatePattern(rf"\s*\bfrom {_NAME}", re.IGNORECASE)
_AT = LatePattern(
    r"\b(?:at|around|about)(?= (?:[0-9]{1,2}(?:[:.][0-9]{2})?\s?(?:[ap]\.?m\b|h\b|hrs\b)|[0-9]{1,2}[:.][0-9]{2}"
    r"|noon\b))"
)
_LATER = LatePattern(r"[^.;!?,]{0,15}\b(?:next|following|later|day after)\b", re.IGNORECASE)
_RAIL = LatePattern(r"\btrain\b", re.IGNORECASE)


def go_on_from_own_flight(text: str) -> str:
    """Return a line of text with the way from where a flight lands that is had already, on its day and after it, in the
    place of both; it stays where one of the two is no place."""
    return _GOES_ON.sub(_go_on, text)


def _go_on(match: re.Match[str]) -> str:
    if not (names_place(match["at"]) and names_place(match["to"])):
        return match[0]
    ride = "train" if _RAIL.search(match.string, match.end("when"), match.end()) else "flight"
    when = _AT.sub("after", _FROM.sub("", match["when"])).strip(" ,")
    if _LATER.match(match.string, match.end()):
        when = ""  # counted from a day that is not that of the way on
    part = f" in the {match['part']}" if match["part"] and match["part"].lower() != "day" else ""
    return f"{ride} from {match['at']} to {match['to']} {when}".rstrip() + part
