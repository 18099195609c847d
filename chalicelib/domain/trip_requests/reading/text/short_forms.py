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


_RIDES = r"(?:trains?|planes?|flights?|ferry|ferries|bus(?:es)?|coach(?:es)?|taxis?|cars?|boats?)"
_ROOMS = r"(?:rooms?|beds?|cars?|seats?|tickets?|bags?|hotels?|flights?|trains?|returns?)"
_UNNEEDED = r"(?:called for|needed|required|wanted|necessary|requested|asked for|desired)"
_TIME = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})? ?[ap]\.?m\b\.?|(?:[01]?[0-9]|2[0-3])[:.h][0-5][0-9]|noon|midday)"
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|1[01]|[1-9])(?![0-9:.])"
# In order: what is written on the left is read as what stands on the right.
_PLAIN = tuple(
    (LatePattern(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        # What is wanted, and not the other: "train not plane".
        ((r"\b(by )?(trains?|rail),?(?: (?:please|pls),?)? (?:and |but )?not (?:by )?(?:the |a )?"
        r"(?:planes?|flights?|air|flying)\b"),
         r"\1\2"),
        ((r"\b(by )?(planes?|flights?|air),?(?: (?:please|pls),?)? (?:and |but )?not (?:by )?(?:the |a )?(?:trains?"
        r"|rail)\b"), r"\1\2"),
        ((rf"\b(?:the |an? )?{_RIDES} (?:is|are|was|would be) (?:of )?no (?:use|good|help|option)(?: (?:to"
        rf"|for) (?:me|us|him|her"
         r"|them|anybody|anyone))?(?=\s*(?:[.,;!)]|$|so\b|and\b|but\b))"), " "),
        # What is not needed.
        (rf"\bneither (?:the |an? )?({_ROOMS}) nor (?:the |an? )?({_ROOMS}) (?:is|are|will be|would be) {_UNNEEDED}\b",
         r"no \1, no \2 needed"),
        ((rf"\b(?:two|three|four|several|separate|[2-9]) (?:{_ROOMS}) (?:aren't|are not|isn't|is not|won't be"
        rf"|will not be)"
         rf" {_UNNEEDED},? (?:just|only|but) (?:one|a single one)\b(?: (?:for|will do|is enough))?(?: me| us)?"), " "),
        ((r"\breturn(?: (?:trip|journey|flight|leg))? (?:by|with|on|in) (?:(?:the|my|our"
        r"|a) )?(?:[a-z]+ ){0,2}[a-z]+,? (?:so )?"
         rf"not {_UNNEEDED}(?=\s*(?:[.,;!)]|$))"), "no return needed"),
        # "The 2 pm flight or later" is not before it, "first thing, say before eight" is of the morning.
        ((rf"\b(?:by|with|on|at|from|take|take the)? ?(?:the |an? )?({_TIME}) (?:flight|train|one|departure)? ?(?:or"
        rf"|and) (?:later"
         r"|after(?:wards)?|thereafter|onwards?)\b(?! than)"), r"departing not before \1"),
        ((rf"\b(?:by|with|on|at|take|take the)? ?(?:the |an? )?({_TIME}) (?:flight|train|one"
        rf"|departure)? ?or (?:earlier|before)\b"
         r"(?! than)"), r"departing not after \1"),
        ((rf"\bfirst thing(?: in the morning)?(?:,? (?:if (?:you can|possible|poss)|please|pls|ideally))*[, ]+(?:say"
        rf"|so|like"
         rf"|meaning|i mean)?,? ?(before|by|around) ({_NUMBER})(?: o'clock)?(?=\s*(?:[.,;!)]|$|and\b))"), r"\1 \2 am"),
        # "Something we can cancel if need be".
        (
            (r"\b(?:(?:and|but|preferably|ideally) )?(?:something|one|ones|a (?:room|rate|fare|ticket|flight)"
            r"|tickets|fares)"
            r" (?:that |which )?(?:i|we|you|they|he|she) (?:can|could|may)(?: still| also)? cancel(?: it| them| again)?"
            r"(?: (?:if|in case|should|when|without|for free|any ?time|at no cost|free of charge"
            r"|up to)[^.,;!?0-9]{0,60})?"
            r"(?=\s*(?:[.,;!?)]|$))"),
            "refundable",
        ),
        # "The aisle for everybody" is the aisle.
        ((r"\b(aisles?|windows?|aisle seats?|window seats?) for (?:everybody|everyone|each(?: of us| person)?"
        r"|all(?: of us)?"
         r"|both(?: of us)?)\b"), r"\1"),
        (r"\bsegs?\b\.?(?= [a-z])", "segments"),
        (r"\bmotor[- ]?(?:cars?|vehicle)\b", "rental car"),
    )
)  # fmt: skip
# "In business for go, in economy for return".
_FOR_GO = LatePattern(r"\bfor (?:the )?(?:go|going)\b(?=\s*(?:[,.;/]|and\b|$))", re.IGNORECASE)
_FOR_RETURN = LatePattern(r"\bfor (?:the )?(?:return|back|coming back)\b(?=\s*(?:[,.;/]|and\b|$))", re.IGNORECASE)


def put_short_forms_plainly(text: str) -> str:
    """Return a line of text with what is left out of such words put in."""
    text = _SHORT_OFFICE.sub(_name_office, text)
    if not _ROOM.search(text):
        text = _SINGLES.sub(r"\g<count> one-way tickets", text)
    for pattern, plain in _PLAIN:
        text = pattern.sub(plain, text)
    if _FOR_GO.search(text):
        text = _FOR_RETURN.sub("on the way back", _FOR_GO.sub("on the way out", text))
    text = _NIGHT_ABOARD.sub("no overnight flights", text)
    return _LITTLE.sub("", _RED_EYE.sub("no overnight flights", text))


def _name_office(match: re.Match[str]) -> str:
    if match["alone"]:
        return _OFFICES[match["alone"].lower()]
    ranks = [_RANKS[rank.strip(".").lower()] for rank in match["ranks"].split()]
    office = match["office"]
    return " ".join((*ranks, _OFFICES.get(office.lower(), office)))
