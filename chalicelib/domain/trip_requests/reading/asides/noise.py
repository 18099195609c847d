"""What surrounds a request in a mail or a chat and is no part of it: quoted mail, signatures, greetings, notes to
whoever reads it. None of it is ever read as a wish, and no order in it changes a policy, a price or an approval."""

import re

from chalicelib.domain.trip_requests.reading.asides.history import without_history
from chalicelib.domain.trip_requests.reading.asides.injected_orders import without_orders
from chalicelib.domain.trip_requests.reading.asides.mail import find_request

_DROPPED = re.compile(
    r"[^.!?\n]{0,60}\b(?:was|were) (?:going|planning|about) to (?:say|book|ask|take|go)\b[^.!?\n]{0,150}?"
    r"\b(?:so |but )?(?:let's|let us) (?:make it|go with|say|do)\b|\b(?:forget|ignore|disregard|scratch) (?:the"
    r"|my|all|those|what)"
    r" [^.!?:,\n]{0,40}(?:below|above|earlier|before|previous mail)\b[,.:;]?",
    re.IGNORECASE,
)
# Looked for first: a text without any of them is passed in one pass.
_MAY_BE_DROPPED = re.compile(
    r"\b(?:(?:was|were) (?:going|planning|about) to|forget|ignore|disregard|scratch)\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r"\bas (?:per|discussed|agreed|mentioned|promised|(?-i:[A-Z][a-z]+) (?:told|said|mentioned|wrote|asked)"
    r"|(?:we|i|you) (?:discussed|agreed|said|spoke)|the boss says)\b[^,.;:\n]{0,60}(?=[,.;:\n]|$)"
    r"|\bfurther to (?:our|my|your)\b[^,.;:\n]{0,60}(?=[,.;:\n]|$)|\bthanks a (?:bunch|lot|million|ton)\b"
    r"|\b(?:i|we)(?:'ll| will)? (?:come|drive|travel|go|get there|arrive)(?: there| back| home)?"
    r" (?:with|in|by) (?:(?:my|our) (?:own )?|own )car\b"
    r"|\b(?:i|we)(?:'ll| will)? (?:take|catch|go by) (?:the |a )?(?:train|bus|boat|ferry"
    r"|coach) (?:in )?between(?: (?:them|the two))?\b"
    r"|\b(?:i|we)(?:'ll| will)? reach (?-i:[A-Z]\w+) by (?:train|bus|boat|ferry|coach|car)\b"
    r"|\b(?:i|we)(?:'ll|'m|'re| will| am| are)? (?:stay(?:ing)?|carry on|continue|drive on|travel on"
    r"|crash(?:ing)?|lodg(?:e|ing)"
    r"|sleep(?:ing)?) (?:with|at) (?:family|friends|relatives|(?:my|a) [a-z']+(?: [a-z]+)?)\b|\bnothing else\b"
    r"|\b(?:(?:i|we)(?:'ll be|'m|'re| am| are|'ll| will)? )?driv(?:e|ing) (?:back|home)(?: with \w+)?\b"
    r"|\b(?:(?:i|we)(?:'ve|'m|'re|'ll| am| are| have| will)? )?(?:got|get|getting|have|tak(?:e|ing)"
    r"|catch(?:ing)?) a (?:lift|ride)"
    r"(?: (?:back|home|there))?(?: (?:with|w) \w+)?\b"
    r"|\bin between(?:,)? (?:i|we)(?:'ll|'m|'re| am| are| will)? (?:go|going|travel|travelling|drive"
    r"|driving|move) by (?:road|car|bus"
    r"|train|boat|ferry|myself|ourselves)\b"
    r"|\b(?:i|we)(?:'ll| will)? (?:get|make|find|travel|go|move|sort)(?: myself| ourselves| (?:my"
    r"|our)(?: own)? way)? between"
    r" (?:the two|them|those)\b"
    r"|\b(?:i|we)(?:'ve|'ll| have| will)?(?: already)? (?:sort(?:ed)?|arranged?|organi[sz]ed?|found|made"
    r"|make|find) (?:my|our) own way"
    r" (?:to|from)(?: (?-i:[A-Z])\w+)?"
    r"|\bno preferences? (?:on|for|about|as to) (?:the )?cabin\b",
    re.IGNORECASE,
)
# On what grounds one asks, up to the comma behind: nothing is wanted in it, unless it has a number.
_GROUNDS = re.compile(
    r"(?:\A|(?<=[.\n])|(?<=[.\n] ))(?:in (?:accordance|line|compliance) with|subsequent to|pursuant to"
    r"|further to|owing to|with reference to|in view of|on account of)\b[^,.;:\n0-9]{1,80},",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^[ \t]*(?:[0-9]{1,2}[.)]|[*•])[ \t]+", re.MULTILINE)
_POSTSCRIPT = re.compile(r"(?:^|(?<=[.!?] ))[ \t]*P\.?[ ]?P?\.?[ ]?S\b[.:,]*[ \t]*", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?<=[^\s.!?,:;])\s*\n\s*\n\s*")
_NOTHING = " . "


def without_noise(text: str) -> str:
    """Return `text` without what is no part of the request, in one line; paragraphs end as sentences do."""
    text = find_request(without_orders(text))
    text = without_history(text)
    if _MAY_BE_DROPPED.search(text):
        text = _DROPPED.sub(_NOTHING, text)
    text = _ITEM.sub("; ", _ASIDE.sub("", _GROUNDS.sub("", _POSTSCRIPT.sub("", text))))
    return _PARAGRAPH.sub(". ", text)
