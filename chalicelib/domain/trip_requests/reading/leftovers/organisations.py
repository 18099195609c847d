"""Names of offices, universities and companies, "the Ministry of Transport": told of who asks or invites, and no wish.

Whoever is counted by one, "for the Executive Committee", may travel, so that bodies of people behind such words stay.
"""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive, negations

_OFFICE = (
    r"(?:Ministry|Department|Office|Institute|Institution|University|Academy|Authority|Agency|Bureau|Directorate(?:-General)?"
    r"|Faculty|School|College|Court|Tribunal|Chamber|Association|Society|Federation|Union|Foundation|Bank|Embassy|Consulate"
    r"|Secretariat|Inspectorate|Registry|Treasury|Parliament|Senate|Congress|Assembly|Convention|Conference|Symposium|Summit"
    r"|Organi[sz]ation|Museum|Library|Hospital|Corporation|Company|Services?|Programme|Section|Division|Branch|Prosecutor"
    r"|Chancellery|Police|Administration|Works|Industries|Laborator(?:y|ies)|GmbH|AG|Ltd|Inc|LLC|plc|Pty)"
)
_BODY = r"(?:Committee|Board|Council|Commission|Panel|Jury|Presidium|Executive|Senate|Cabinet)"
_WORD = r"[^\W\d_a-z][\w&'’-]*(?![\w&'’-])"
# What leads to it, which is a word of place elsewhere: "adopted by the".
_LEAD = (
    r"(?:(?:(?<=ed )|(?<=en )|(?<=de )|(?<=nt )|(?<=ld ))by (?:the |our |its )?"
    r"|\b(?:of|before|under) (?:the |our |its )?)?"
)
# Nobody's name is part of it: no second word follows an "and" or a "for".
_BEHIND = rf"(?: (?:of|on|de|du|der|für)(?: the)? {_WORD}(?: {_WORD})?| for {_WORD}(?! {_WORD})){{0,3}}"
_NAMED = LatePattern(
    rf"{_LEAD}(?:(?!(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\b){_WORD} ){{0,3}}(?:{_OFFICE}|(?P<body>{_BODY}))\b{_BEHIND}"
    rf"(?: and {_WORD}(?!,? {_WORD}| (?:and|will|travels?|flies|needs?|is|are|has|to)\b))?"
)
_MAY_TRAVEL = LatePattern(
    r"\b(?:for|with|send|book|fly|bring|get|and|plus)(?: (?:the|our|my|all|whole|entire))*\s*$", re.IGNORECASE
)


def without_organisations(text: str) -> str:
    """Return a text with blanks where an organisation is named, unless a word of its name may matter."""
    return _NAMED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    words = match[0].lower().split()
    matters = any(word in all_decisive() or word in negations() for word in words)
    may_travel = match["body"] and _MAY_TRAVEL.search(match.string[: match.start()])
    return match[0] if matters or may_travel else " " * len(match[0])
