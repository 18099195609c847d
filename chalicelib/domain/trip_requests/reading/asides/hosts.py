"""With whom one stays, who puts one up and does not travel: "two nights at my cousin's", "the client puts me up"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.blanks import blank_out

_KIN = (
    r"(?:folks|parents|grandparents|family|relatives|relations|in-laws|friends?|mates?|mum|mom|dad|mother"
    r"|father|brother|sister"
    r"|cousins?|aunt(?:ie)?|uncle|nephew|niece|son|daughter|colleagues?|hosts?)"
)
_WHOSE = (
    r"(?:(?:an?|my|our|his|her|their|some|the)\s+)?(?:(?:old|good|dear|close|school|university|college|former)\s+){0,3}"
)
_HOME = r"(?:house|place|home|flat|apartment)"
_AT_HOME = rf"(?:at {_WHOSE}{_KIN}(?:'s|s')(?: {_HOME})?|(?:at|in) the {_HOME} of {_WHOSE}{_KIN}|by {_WHOSE}{_KIN})"
_STAYS = (
    r"(?:(?:i|we|he|she|they)(?:'ll| will|'m|'re| am| are| is|'s)? )?(?:stay(?:s|ing)?|sleep(?:s|ing)?|crash(?:es|ing)?"
    r"|lodg(?:es?|ing)|put up)"
)
_THERE = r"(?: (?:there|in (?:both|each|all)(?: the)? (?:places?|cities|towns)))?"
_HOSTS = LatePattern(
    r"\b(?:"
    # Where one sleeps, and with whom.
    rf"{_STAYS}(?: there)? (?:with {_WHOSE}{_KIN}|{_AT_HOME}){_THERE}"
    # Behind a number of nights: with whom one is there anyway, or whose house it is.
    rf"|(?<=\bnights )(?:{_AT_HOME}|there with (?:my|his|her|our|their) (?:folks|parents|relatives|in-laws))"
    rf"|(?<=\bnight )(?:{_AT_HOME}|there with (?:my|his|her|our|their) (?:folks|parents|relatives|in-laws))"
    r"|as (?:an? |the )?guests? of (?:the |my |our )?(?-i:[A-Za-z])[\w-]+(?: (?-i:[A-Z])[\w-]+)?"
    rf"|(?:the |my |our |an? )?(?:client|host|customer|company|university|partner|{_KIN})"
    r" (?:puts?|will put|is putting|are putting|is going to put) (?:me|us|him|her|them) up"
    rf"|(?:i am|i'm|we are|we're|i|we) hav(?:e|ing) {_KIN}(?: there)?"
    r")(?![\w'-])",
    re.IGNORECASE,
)


def without_hosts(text: str) -> str:
    """Return a line of text with blanks where it says who gives a bed to whoever travels, all else in its place."""
    return blank_out(_HOSTS, text)
