"""Days and times of something else than travel: by when an answer is wanted, what was last week, what comes again and
again, and when a document ends."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.words import GAP

_BEFORE = rf"(?:[\s{GAP}]+(?:on\s+)?(?:the\s+)?)"
_WANTED = (
    r"(?:confirm|reply|revert|respond|answer|let (?:me|us) know|get back to (?:me|us)|send|advise|inform|tell (?:me|us)"
    r"|issued?|ticketed?|approved?|decide[ds]?|hold|held|options?|quotes?|deadline(?: is)?)"
)
# The words before a day or a time by which an answer is wanted; both say nothing of the journey.
DEADLINE = LatePattern(
    rf"\b{_WANTED}\b[^.;:!?\n]{{0,40}}?(?P<by>\b(?:by|before|until|till|latest|no later than){_BEFORE}?)$",
    re.IGNORECASE,
)
# "The client decides tomorrow", "names follow by Monday": when others do something.
_DECIDES = (
    r"(?:(?:client|customer|boss|manager|director|board|host|they|he|she|it|team|committee|names?|lists?|details?"
    r"|passports?"
    r"|rest|confirmation|visa|approval|roster)(?:'ll| will| to| shall| should)? (?:be )?(?:decides?|confirms?"
    r"|tells? (?:me|us)"
    r"|lets? (?:me|us) know|answers?|repl(?:y|ies)|says?|approves?|follows?|comes?|arrives? by mail|sent|provided"
    r"|shared|advised"
    r"|confirmed|decided|announced|signs?|votes?)(?: (?:by|on|before|until|until|latest|later|it|this|only))*)"
)
# "I will know tomorrow": when whoever asks says more.
_ANNOUNCES = (
    r"(?:(?:i|we)(?:'ll| will| shall| can) (?:only )?(?:know|tell(?: you)?|inform(?: you)?|confirm|decide|say"
    r"|find out|hear|learn"
    r"|let you know|get back to you|come back to you|advise|send (?:it|them|this)|give (?:it|them))(?: (?:it|this"
    r"|that|more"
    r"|you|by|on|until|only|then))*)"
)
# "Ticket by Friday please", "tktg time limit tomorrow": when desks are to issue what is booked.
_ISSUED = (
    r"(?:(?:e-?)?(?:ticket|tkt)s?(?:ing)?|tktg|pnrs?|vouchers?|payment|booking|option|hold)"
    r"(?: (?:is|are|was|to|be|issued|needed|required|reqd|wanted|due|in hand|ready|confirmed|done|only|please|pls))*"
)
_LIMIT = r"(?:dead-?line|time[- ]?limit|due date|ttl|tat|tl)"
TICKETED = LatePattern(
    rf"\b(?:{_ISSUED} (?:by|before|until|till|latest|no later than)|(?:{_ISSUED} )?{_LIMIT}(?:'s| is| was| of|:)?)"
    rf"(?P<by>{_BEFORE}?)$",
    re.IGNORECASE,
)
_SPEAKS = LatePattern(rf"\b(?:{_WANTED}|{_DECIDES}|{_ANNOUNCES}|{_ISSUED}|{_LIMIT}|last|this past)\b", re.IGNORECASE)
OF_OTHERS = LatePattern(rf"\b(?:{_DECIDES}|{_ANNOUNCES})(?P<by>{_BEFORE}?)$", re.IGNORECASE)
PAST = LatePattern(r"(?P<by>\b(?:last|this past)\s+)$", re.IGNORECASE)
# The words before a day that is none of the journey, but may matter all the same.
_OTHER = LatePattern(
    rf"\b(?:except(?: for| on)?|excluding|other than|apart from|but not|not|never|no|every|each|any"
    rf"|bank holiday){_BEFORE}?$"
    r"|\b(?:born|dob|d\.o\.b\.?|date of birth|passport|visa|birthday|expir\w+|valid)\b[^.;!?\n]{0,30}$",
    re.IGNORECASE,
)
_OWNED = LatePattern(r"'s?\b(?! (?:flights?|trains?|trip))|'(?= )", re.IGNORECASE)
_LOOK_BACK = 200  # the longest of these with a good many words in it that were read
_ROUND_THE_CLOCK = LatePattern(r"24/7\b")


def may_speak_of_deadlines(text: str) -> bool:
    """Return whether any word of deadlines or of what is past is in a text, which most have none of."""
    return _SPEAKS.search(text) is not None


def is_of_travel(text: str, start: int, end: int) -> bool:
    """Return whether a day at `start` to `end` of the text may be one of the journey."""
    begin = max(start - _LOOK_BACK, 0)
    if any(pattern.search(text, begin, start) for pattern in (DEADLINE, OF_OTHERS, TICKETED, PAST, _OTHER)):
        return False
    return not (_OWNED.match(text, end) or _ROUND_THE_CLOCK.match(text, start))


def begin_of_deadline(text: str, start: int) -> int | None:
    """Return where the words begin by which a day or a time at `start` is a deadline, or past; None where it is
    neither."""
    begin = max(start - _LOOK_BACK, 0)
    patterns = (DEADLINE, OF_OTHERS, TICKETED, PAST)
    match = next((found for pattern in patterns if (found := pattern.search(text, begin, start))), None)
    return match.start("by") if match else None
