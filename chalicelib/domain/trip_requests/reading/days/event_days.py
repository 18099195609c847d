"""Days of what one travels for, and of whatever else happens then: "the workshop is on the 9th", "barrels get tasted on
the 9th"."""

import re

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.words import GAP

_EVENT = (
    r"\b(?:meet(?:s|ings?)?|lectures?|talks?|keynotes?|speech|workshops?|conferences?|congress|fair"
    r"|courses?|trainings?|seminars?|summit|kick-?off|hearing|events?"
    r"|exhibition|off-?sites?|appointments?|audit|pitch|presentations?|presenting|speaking|interviews?|all-?hands|gala"
    r"|site visits?|visit|opening|wedding|exam|ceremony|demo|inspection|negotiations?|review|session"
    r"|rehearsals?|concerts?|tastings?|tournaments?|auctions?|premieres?|recitals?|regattas?|performances?|recordings?"
    r"|auditions?|go-?lives?|handovers?|commissioning|installations?|deliver(?:y|ies)|launch(?:es)?|festivals?"
    r"|match(?:es)?|races?|shoots?|surger(?:y|ies)|surveys?|trials?|harvest|elections?|funerals?|receptions?"
    r"|be (?:in|at|there)|due (?:in|at|there)|(?:wants?|needs?|expects?) (?:me|us) (?:in|at|there|on)"
    r"|(?:needed|expected) (?:in|at|there))\b"
)
_OF_EVENT = LatePattern(_EVENT, re.IGNORECASE)
# A time right behind the day is one by which one lands, or of what takes place.
_TIMED = LatePattern(rf",?\s?{GAP}")
# "On Thursday there is a pitch in Lisbon": what takes place stands behind its day.
_EVENT_BEHIND = LatePattern(
    r"\s*,?\s*(?:there(?:'s| is| will be)|(?:i|we)(?:'ve|'m| have| am| are| must| need to| attend| will)\b"
    r"|takes place|is the\b)"
    rf"(?:(?!\b(?:fly|travel|depart|leave|go)\b)[^.;!?,0-9{GAP}]){{0,60}}?{_EVENT}",
    re.IGNORECASE,
)
# "Barrels get tasted on the 9th": what happens on a day, by a verb of which no traveller is the subject.
_HAPPENS = LatePattern(
    r"\s*(?:(?:and|but|as|because|since|so|where|when|for) )*"
    r"(?!(?:i|we|he|she|they|you|it|this|that|there|who|everyone|everybody|all|both|(?:my|our|the|his|her|their"
    r"|an?) (?:colleagues?|boss|client|team|guests?|travell?ers?|passengers?))\b)"
    r"(?:[a-z][a-z'-]*[ ]){1,6}?"
    r"(?:is|are|was|were|will be|gets?|starts?|begins?|opens?|ends?|runs?|happens?|takes? place|kicks off|falls?|sits?"
    r"|closes?|has (?:its|their)|meets?|will (?:start|begin|open|end|run|take place|happen)|(?:has|have|is|are) to be)"
    r"(?: (?:only|just|then|held|due|scheduled|planned|set|fixed|booked|expected|[a-z]+ed|being|there|here|out|down|up"
    r"|off|in|live|open|ready|closed|free|busy|back)){0,3}"
    r"(?: on| from)?(?: the)?\s*",
    re.IGNORECASE,
)
_OF_THE_JOURNEY = LatePattern(
    r"\b(?:flights?|trains?|trips?|journeys?|travel\w*|tickets?|hotels?|rooms?|cars?|rentals?|pick-?ups?|drop-?offs?|legs?"
    r"|slices?|sectors?|outbound|inbound|return\w*|back|home|departures?|departing|arrivals?|arriving|land\w*|check-?(?:in"
    r"|out)|stays?|nights?|dates?|days?|leav\w+|fly\w*|flies|need\w*|want\w*|must|please|pls|book\w*|should|would|could"
    r"|moved?|shifted|changed|postponed|preponed|cancell?ed|rescheduled|not|no|only)\b",
    re.IGNORECASE,
)
_NAME = LatePattern(r"(?<=\s)[^\W\d_a-zß-öø-ÿ][\w'’-]*")


def speaks_of_event(clause: str, text: str, end: int) -> bool:
    """Return whether a day that ends at a place of the text, behind what stands in its `clause` before it, is one of
    what one travels for."""
    if _TIMED.match(text, end):
        return False
    return bool(_OF_EVENT.search(clause) or happens(clause) or _EVENT_BEHIND.match(text, end))


def happens(clause: str) -> bool:
    """Return whether a clause before a day says what happens then, and nothing of who travels, where and how."""
    said = clause.strip()
    return (
        _HAPPENS.fullmatch(clause) is not None
        and not (_OF_THE_JOURNEY.search(said) or _NAME.search(said))
        and not names_place(said.split(" ", 1)[0])
    )
