"""Whether something must be so or would only be liked, by the words around it."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import Strength

# A word such as "preferred" that a comma follows is about what stands before it: "LATAM preferred, one stop at most".
_WISH_BEFORE = LatePattern(
    r"\b(?:prefer(?:ably|s)?|preferred(?!\s*[,/)])|ideally|(?:would|i'd|we'd|he'd|she'd|they'd)(?: \w+)? "
    r"(?:like|love|prefer|rather)|rather have|would be (?:nice|great|good)|likes?|loves?|fond of|hopefully"
    r"|if possible(?!\s*[,/)])"
    r"|if you can(?!\s*[,/)])|try to|wishes)\b[^.;!?]*$"
    # "If it is possible, direct flight": at the beginning of a sentence it is of what follows.
    r"|^\s*(?:and |but )?if (?:it's |that's |(?:it |that |this )?(?:is |be |was )?)(?:at all )?possible\b,?[^.;!?,]*$",
    re.IGNORECASE,
)
# "If that exists", "if they still do it", "if the price is ok": what may not be had is only wished for.
_THEY = r"(?:it|that|they|those|these|there|one|such(?: an?)? (?:thing|flight|seat|room|train|option)s?)"
_MONEY = r"(?:(?:the|its|their) )?(?:budget|policy|money|price|fare|cost|rate|schedule|timing|time|timetable)s?"
_IS = r"(?:'s|'re| is| are| isn't| aren't| is not| are not| looks?| seems?)"
_BEARABLE = (
    r"(?:ok(?:ay)?|fine|good|right|alright|all right|reasonable|acceptable|decent|sensible|fair|affordable|bearable"
    r"|silly|mad|crazy|insane|steep|high|dear|expensive|pric(?:e)?y|costly|bad|ridiculous|daft|outrageous|extortionate"
    r"|bonkers|exorbitant|astronomical|much|too much)"
)
CAN_BE_HAD = (
    rf"if (?:{_THEY}(?: (?:still|really|actually|even|also|all|do|does))* (?:exists?|runs?|operates?|go(?:es)?"
    r"|fl(?:y|ies)|do(?:es)?|serves?|covers?|sells?|offers?)"
    r"(?: (?:it|that|this|there|them|one|any|such a thing|(?:the|that|this) (?:route|leg|flight|sector|way)"
    r"|on (?:that|this|the) (?:day|route)|those|these))?(?=\s*(?:[.,;:!?)]|\Z))"
    rf"|(?:{_THEY}|{_MONEY}){_IS}(?: (?:too|so|that|very|completely|totally|not|wildly|at all|still|really))* "
    rf"{_BEARABLE}(?: (?:money|expensive|priced|prices?))?)"
)
_POSSIBLE = (
    rf"(?:{CAN_BE_HAD}|"
    r"if (?:at all |it is |it's |is |this is |that's )?(?:possible|avoidable|you can(?: (?:help|avoid"
    r"|manage|swing|do|get) (?:it|that|them|one))?|available|offered"
    r"|allowed|feasible|free|they have (?:one|it"
    r"|them|any)"
    r"|there(?: is|'s|s| are)(?: any| one| a| still)?(?: one| some| space| room| seats?| left| free| choice"
    r"| option)*"
    r"|(?:it|that|one|they)(?:'s| is| are)? (?:possible|available|offered|not (?:too |crazy )?expensive)"
    r"|(?:it|one|that|this|they|any)(?: one)? (?:can|could|may|might) (?:still |at all )?be (?:had|done|found|got"
    r"|arranged"
    r"|managed|helped|made|booked)|(?:it|one|that|this) can work|its? (?:is )?(?:possible|available)|you find (?:one"
    r"|any)|it works|nothing else"
    r"|(?:they|you|we)(?:'ve| have)?(?: got| can get| can find)? (?:any |some )?(?:it|them|one|that|this|seats?"
    r"|space|room"
    r"|availability|a seat)"
    r"|(?:the )?(?:budget|policy|money|price|fares?|schedule|timings?|times?)(?: will| would)? (?:allows?"
    r"|permits?|runs? to it"
    r"|stretch(?:es)?|works?|fits?"
    r"|is right)))"
)
# "Would be preferable", "will be much appreciated", "is a plus".
_LIKED = (
    r"(?:(?:(?:would|will|might) be|is|are)(?: (?:an?|most|much|very|highly|greatly|really|so|always|also|just|more"
    r"|absolutely))* (?:preferable|preferred|appreciated|welcomed?|desirable|desired|plus|bonus|advantage"
    r"|advantageous|nice-to-have)|would be(?: (?:an?|most|much|very|really|so|just|absolutely|super|even|rather"
    r"|pretty))*"
    r" (?:nice|nicer|great|good|lovely|ideal|handy|perfect|ace|fab|fabulous|brilliant|best|better|convenient|helpful"
    r"|useful|dream|treat|wonderful|fantastic|cool|sweet|amazing|awesome|grand|excellent|superb|magic|delightful))"
)
_WISH_BEHIND = LatePattern(
    rf"^[^.;!?,]{{0,20}}?,?\s*\b(?:{_POSSIBLE}|preferred|preferably|pref|{_LIKED}"
    r"|ideally"
    r"|where possible|when possible|wherever possible|whenever possible|as a preference|nice to have)\b",
    re.IGNORECASE,
)
_MUST_BEFORE = LatePattern(
    r"\b(?:must(?: be| have)?|has to|have to|only|strictly|exclusively|solely|needs? to|need)\b[^.;!?,]{0,30}$",
    re.IGNORECASE,
)
_MUST_BEHIND = LatePattern(
    r"^[^.;!?,]{0,12}?\b(?:only|required|(?:is|are|be) (?:a )?must|a must|mandatory|compulsory|essential|necessary"
    r"|obligatory"
    r"|please,? no exceptions)\b",
    re.IGNORECASE,
)
# What may stand behind a wish and belongs to it.
STRENGTH_BEHIND = (
    r"(?:\s*(?:\(\s*)?(?:only|required|is required|compulsory|mandatory|obligatory|(?:is"
    r"|are) (?:(?:an? )?(?:absolute )?must|mandatory"
    r"|essential|compulsory"
    rf"|necessary)|a must|must|preferred|preferably|pref|please|pls|plz|{_POSSIBLE}|where(?:ver)? possible"
    rf"|when(?:ever)? possible|throughout"
    rf"|{_LIKED}|if you'd be so good|i beg(?: you)?"
    r"|no exceptions)(?:\s*\))?(?![\w-])){0,4}"
)
_LOOK_BACK = 45
# "Direct is not mandatory", "1st class not reqd": what is named is not asked for.
NOT_NEEDED = LatePattern(
    r"(?: flights?| seats?)?,?\s+(?:(?:is|are|would be|need)? ?not|isn't|aren't)(?: (?:really|strictly|absolutely|be))?"
    r" (?:mandatory|needed|required|reqd|req|necessary|essential|compulsory|obligatory|an? (?:absolute )?"
    r"(?:must|(?:pre-?)?condition|requirement|necessity|priority|deal[ -]?breaker)|important|critical|crucial|vital"
    r"|wanted)(?![\w-])",
    re.IGNORECASE,
)


def strength_of(text: str, match: re.Match[str], usual: Strength) -> Strength:
    """Return how much what `match` asks for is meant: as the words right around it say, else as `usual`."""
    return strength_at(text, match.start(), match.end(), usual)


def strength_at(text: str, start: int, end: int, usual: Strength) -> Strength:
    """Return how much what stands at `start` to `end` is meant."""
    begin = max(text.rfind(mark, 0, start) for mark in ".;!?") + 1
    before = text[max(begin, start - _LOOK_BACK) : start]
    behind = text[end : end + _LOOK_BACK]
    if _WISH_BEHIND.search(behind) or _WISH_BEFORE.search(before):
        return Strength.WISH
    if _MUST_BEHIND.search(behind) or _MUST_BEFORE.search(before):
        return Strength.MUST
    return usual


def strength_within(text: str, start: int, end: int, usual: Strength) -> Strength:
    """Return how much what stands at `start` to `end`, words of its strength included, is meant."""
    said = text[start:end]
    if _INSISTS.search(said):
        return Strength.MUST
    if _PREFERS.search(said):
        return Strength.WISH
    return strength_at(text, start, end, usual)


_INSISTS = LatePattern(
    r"\b(?:only|exclusively|solely|required|must|mandatory|compulsory|essential|necessary|obligatory|has to be"
    r"|no exceptions)\b",
    re.IGNORECASE,
)
_PREFERS = LatePattern(
    r"\b(?:prefer|pref|preferred|preferably|preferable|ideally|hopefully|if|would be|appreciated|welcome|desirable"
    r"|desired|plus|bonus|where(?:ver)? possible"
    r"|when(?:ever)? possible|like|rather)\b",
    re.IGNORECASE,
)
