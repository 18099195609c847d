"""What leads to people who travel: "with", "for", "passengers:", or a count of them."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.words import GAP

LOOK_BACK = 90
_WITH = LatePattern(
    r"\b(?:with|accompanied by|along with|together with|plus|and)\s+(?:(?:my|our) colleagues?,?\s+)?$", re.IGNORECASE
)
# With whom one meets or talks is no companion.
_MET = LatePattern(
    r"\b(?:meet(?:ing)?s?|discuss\w*|talk\w*|speak\w*|spoke|agree\w*|calls?|lunch|dinner|breakfast|appointments?"
    r"|sessions?|interviews?"
    r"|reviews?|confirm\w*|check\w*|coordinat\w*|work\w*|stay\w*|deal\w*|hearing|conversation|mail|driv\w*|lift\w*"
    r"|ride)\b[^.;:!?]{0,40}$",
    re.IGNORECASE,
)
_FOR = LatePattern(
    r"\b(?:for|on behalf of|in favou?r of|in the name of|of|book|reserve|send|fly|tickets?(?: to)?|bring|get"
    r"|put|seat|have"
    r"|sending|flying|booking|bringing|getting|putting|seating)\s+"
    r"(?:both\s+"
    r"|all\s+)?"
    r"(?:(?:the|my|our|these|those) (?:following |two |three |four )?(?:staff|people|employees|persons|travellers"
    r"|passengers|guests"
    r"|colleagues|co-?workers)[\s,:;]*)?$",
    re.IGNORECASE,
)
# "of" leads to whoever travels only behind a word for travelling: "the travel of", not "the deposition of".
_OF = LatePattern(r"\bof\s+[^.]{0,40}$", re.IGNORECASE)
_TRAVEL_OF = LatePattern(r"\b(?:travel|trip|journey|tickets?|flights?|booking)\s+of\s+[^.]{0,40}$", re.IGNORECASE)
_LABEL = LatePattern(
    r"\b(?:bookings?|tickets?|flights?|request|travel|trip) for (?:the |our |my )?(?:[a-z]+ ){0,2}[a-z]+:\s*$"
    r"|\b(?:names?(?: of (?:the )?(?:travell?ers?|passengers?|employees?|guests?|staff))?"
    r"|(?:(?:the )?(?:first|second|third|other|accompanying|additional) )?(?:travell?ers?|passengers?|person)"
    r"|people|pax"
    r"|employees?|travelling|guests?|who)(?:\s*[:=]\s*;?\s*|\s+(?:is|are|will be)\s*:?\s+|(?<=name)\s+"
    r"|(?<=names)\s+|(?<=pax)\s+|(?<=traveller)\s+|(?<=traveler)\s+|(?<=passenger)\s+)$",
    re.IGNORECASE,
)


def find_lead(text: str, start: int, *, are_titled: bool) -> tuple[str, int] | None:
    """Return what leads to a list of people at `start` of the text, and where that starts; `are_titled`: all of them
    have a title."""
    begin = max(0, start - LOOK_BACK)
    before = text[begin:start]
    if match := _LABEL.search(before):
        return "label", begin + match.start()
    if (match := _WITH.search(before)) and not _MET.search(before[: match.start()]):
        return "with", begin + match.start()
    if (match := _FOR.search(before)) and _leads_on(match[0], before, are_titled=are_titled):
        return "for", begin + match.start()
    if re.search(rf"{GAP}[\s,:(;]*$", before):
        return "count", start
    return None


def _leads_on(lead: str, before: str, *, are_titled: bool) -> bool:
    """Return whether a word before a list leads to travellers: "of" behind a word for travelling, or behind what was
    read to somebody with a title."""
    if not _OF.match(lead) or _TRAVEL_OF.search(before):
        return True
    return are_titled and bool(re.search(rf"{GAP}\s+of\s+$", before))
