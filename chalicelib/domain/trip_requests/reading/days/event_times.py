"""When something begins for which one travels: "as the site inspection is starting at 11". It is the reason for a time
that is wanted, and says nothing beside it."""

import re
from collections.abc import Sequence

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.clock_times import TIME
from chalicelib.domain.trip_requests.reading.text.words import Words

_OCCASION = (
    r"(?:meetings?|conferences?|appointments?|calls?|events?|presentations?|workshops?|interviews?|seminars?"
    r"|kick-?offs?"
    r"|dinners?|lunch|hearings?|exams?|trainings?|sessions?|inspections?|visits?|audits?|weddings?|ceremony|ceremonies"
    r"|tours?|lectures?|class(?:es)?|courses?|matches|match|games?|shows?|exhibitions?|fairs?|trials?|talks?|reviews?"
    r"|demos?|demonstrations?|installations?|surveys?|work|shifts?|service|mass|funerals?|court|panels?|plenary|summit"
    r"|opening|closing|reception|performance|rehearsals?|surgery|operation|consultation|registration|handover|induction"
    r"|briefing|negotiations?|signing|gala|party|concert|festival|congress|symposium|board|kickoff)"
)
_EVENT_TIME = LatePattern(
    r"(?:\b(?:as|because|since|for|cos|cuz|coz|and|but|the reason is|reason being)\b:? )?(?:\b(?:the|my|our|his"
    r"|her|their|a|an|this"
    r"|that|first|main|actual) )*\b(?:(?!(?:from|to|on|in|at|the|and|by|as|because|since|for|before|after"
    r"|flights?|trains?|hotel|home|back"
    rf"|return)\b)(?-i:[a-z])[\w'-]*[ -]){{0,3}}?{_OCCASION}"
    r"(?: itself)?(?:'s| is| are| was| will)?(?: (?:be|only|supposed to|scheduled|due|planned|set|going to|to))*"
    r"(?: (?:start|begin|commence|kick|open|end|finish|run|last|take place|conclude)(?:s|ing|ning|es)?(?: off)?)?"
    rf"(?: (?:sharp|only|precisely|exactly|promptly|right|again))*(?: (?:at|from|by|for|around|until|till))? {TIME}"
    r"(?: (?:sharp|only|that (?:same )?(?:day|morning|afternoon|evening)|(?:on )?the same day|precisely|exactly"
    r"|there|local"
    r" time))*(?=\s*(?:[.,;!)]|$|and\b|so\b))",
    re.IGNORECASE,
)
_SENTENCE_ENDS = LatePattern(r"[.;!?](?=\s|$)")


def take_event_times(words: Words, windows: Sequence[int]) -> None:
    """Take what is said of when something begins, where the same sentence, or the one before, says when one has to be
    there; `windows` are where in the text that is."""
    for match in list(_EVENT_TIME.finditer(words.text)) if windows else ():
        ends = [end.start() for end in _SENTENCE_ENDS.finditer(words.text, 0, match.start())]
        begin = ends[-2] if len(ends) > 1 else 0
        end = _SENTENCE_ENDS.search(words.text, match.end())
        if any(begin <= start < (end.start() if end else len(words.text)) for start in windows):
            words.blank(*match.span())
