"""Rides that travellers arrange for themselves: they are told, and not to be booked ("back with the night train, you
don't have to search it")."""

import re

_BY = r"\b(?:by|with|on|in|take|taking|catch|per) (?:the |a |my |our )?"
_RIDE = r"(?:[\w-]+ )?(?:train|trains|bus|coach|car|taxi|ferry|boat|ave|tgv|ice|flight|plane|uber|bike)\b"
_NO_NEED = (
    r"(?:(?:you|nobody) (?:don't|do not|needn't|need not|must not|has|have)(?: have| need)?(?: to)? (?:search|book"
    r"|look for|arrange|buy)"
    r"(?: (?:it|that|this|anything))?|no need to (?:search|book|look for|arrange|buy)(?: (?:it|that|this))?"
    r"|(?:that|which|this)(?: one)? (?:i|we)(?:'ll| will| have|'ve)? (?:buy|book|arrange|pay|organi[sz]e|got|bought"
    r"|booked|arranged)(?: for)?"
    r"(?: it)?(?: (?:alone|myself|self|ourselves|on my own|on our own|separately|already|privately))+)"
)
# The ride, and what says that it is their own; neither has a comma in it.
_OWN_RIDE = re.compile(rf"{_BY}{_RIDE}[^.;:!?,¦]{{0,30}},?\s*{_NO_NEED}", re.IGNORECASE)
_ENDS_OF_CLAUSES = ".;:!?,¦"


def without_own_rides(text: str) -> str:
    """Return a line of text without the clauses about rides that are not to be booked."""
    for ride in reversed(list(_OWN_RIDE.finditer(text))):
        start = max(text.rfind(end, 0, ride.start()) for end in _ENDS_OF_CLAUSES) + 1
        text = text[:start] + text[ride.end() :]
    return text
