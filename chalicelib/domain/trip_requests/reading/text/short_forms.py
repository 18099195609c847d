"""What people leave out as they write: "our Sr. Manager", "two singles to Cork", "skip the red-eye"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

# What offices are shortened to, before the office itself; else "Sr." is a title, and "Gen." a name.
_RANKS = {
    "sr": "Senior", "snr": "Senior", "jr": "Junior", "jnr": "Junior", "asst": "Assistant", "dy": "Deputy",
    "dep": "Deputy", "addl": "Additional", "gen": "General", "exec": "Executive", "tech": "Technical",
    "assoc": "Associate", "chf": "Chief", "comm": "Commercial",
}  # fmt: skip
_OFFICES = {"mgr": "Manager", "engr": "Engineer", "dir": "Director", "supt": "Superintendent", "supvr": "Supervisor"}
_RANK = rf"(?-i:{'|'.join(name.capitalize() for name in _RANKS)})\.?"
_OFFICE = (
    rf"(?:{'|'.join(_OFFICES)}|manager|engineer|director|officer|executive|secretary|accountant|analyst|consultant"
    r"|technician|advis[eo]r|auditor|scientist|developer|designer|supervisor|superintendent|inspector|commissioner"
    r"|controller|architect|lecturer|editor|producer|researcher|surveyor|chemist|planner|buyer|foreman|nurse)"
)
_SHORT_OFFICE = LatePattern(
    rf"\b(?P<ranks>(?:{_RANK}\s+)+)(?P<office>{_OFFICE})\b\.?|(?<=[a-z] )(?P<alone>(?-i:Mgr|Engr|Supt|Supvr))\b\.?",
    re.IGNORECASE,
)
# Tickets for one way each, where no room is spoken of.
_SINGLES = LatePattern(
    r"\b(?P<count>[2-9]|two|three|four|five|six) singles(?= ?(?:[,.:;]|please\b|pls\b|from\b|to\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_ROOM = LatePattern(r"\b(?:hotel|rooms?|beds?|doubles?|twins?|check-?in)\b", re.IGNORECASE)
_RED_EYE = LatePattern(
    r"\b(?:please |pls |and |so )*(?:scratch|skip|spare me|forget|avoid|ditch|drop|scrap|leave out|never|not)"
    r" (?:the|any|those|all|that) red-?\s?eyes?(?: flights?)?(?: please| pls)?(?=\s*(?:[.,;!]|$))",
    re.IGNORECASE,
)
# "A night on board is to be avoided", "no flight in the night".
_NIGHT_ABOARD = LatePattern(
    r"\b(?:(?:an?|any|the) )?(?:nights? (?:on board|aboard|on (?:the|a) plane|in the air|in flight|on the way|en route"
    r"|under way)|night flights?|overnight flights?|flying (?:overnight|through the night|at night|by night))"
    r" (?:is|are|shall|should|must|has|have|ought)(?: to)?(?: be)? avoided\b"
    r"|\b(?:no|without|avoid(?:ing)?|not) (?:an? |any )?(?:flights?|flying|planes?) (?:in|during|at|through"
    r"|by) (?:the )?"
    r"nights?(?: time)?(?=\s*(?:[.,;!)]|$|please\b|pls\b|if\b|and\b))",
    re.IGNORECASE,
)
_LITTLE = LatePattern(r"\b(?:li'?l|lil'|wee|teeny|itsy|smol) (?=[a-z])", re.IGNORECASE)


def put_short_forms_plainly(text: str) -> str:
    """Return a line of text with what is left out of such words put in."""
    text = _SHORT_OFFICE.sub(_name_office, text)
    if not _ROOM.search(text):
        text = _SINGLES.sub(r"\g<count> one-way tickets", text)
    text = _NIGHT_ABOARD.sub("no overnight flights", text)
    return _LITTLE.sub("", _RED_EYE.sub("no overnight flights", text))


def _name_office(match: re.Match[str]) -> str:
    if match["alone"]:
        return _OFFICES[match["alone"].lower()]
    ranks = [_RANKS[rank.strip(".").lower()] for rank in match["ranks"].split()]
    office = match["office"]
    return " ".join((*ranks, _OFFICES.get(office.lower(), office)))
