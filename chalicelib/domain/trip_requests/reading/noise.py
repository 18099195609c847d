"""What surrounds a request in a mail or a chat and is no part of it: quoted mail, signatures, greetings, notes to
whoever reads it. None of it is ever read as a wish, and no order in it changes a policy, a price or an approval."""

import re

from chalicelib.domain.places.resolver import names_city
from chalicelib.domain.trip_requests.reading.history import without_history
from chalicelib.domain.trip_requests.reading.injected_orders import without_orders
from chalicelib.domain.trip_requests.reading.mail import find_request

_HELLO = (
    r"dear|hi+|hello|hey+|hiya|heya|howdy|yo|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|respected"
    r"|greetings|esteemed|to whom it may concern|g'day|hej|hei|hallo|bonjour|salut|ciao|hola|ol[áa]|oi"
    r"|moin(?: moin)?|servus|sala+m|assalamu alaikum|namaste|namaskar"
    r"|talofa|kia ora|aloha|merhaba"
    r"|gr[üu]ezi|tere|sveiki|shalom"
    r"|sawasdee|konnichiwa|ahoj|cze[śs][ćc]|dzie[ńn] dobry|dobrý den|szia|privet"
    r"|guten (?:tag|morgen|abend)|god (?:dag|morgen|morgon)"
    r"|buen[oa]s (?:d[íi]as|tardes)|buongiorno|bom dia|boa tarde|goede(?:morgen|middag|ndag)|sehr geehrte\w*"
)
_GREETING = re.compile(
    rf"\A\s*(?:{_HELLO})\b(?:[ \t]+(?!(?:from|to|can|could|please|pls|i|we|my|need|book|get|a|an|the)\b)"
    r"[^\W\d_][\w.'-]*){0,5}[ \t]*(?:[,!.:]|\n|\Z)",
    re.IGNORECASE,
)
_READERS = re.compile(
    r"\A\s*(?:sir(?: ji)?|madam|ma'am|(?:dear )?(?:team|travel(?: team| desk)?|desk|all|folks|chaps|guys|colleagues"
    r"|everyone|bookings|reservations|mate|boss))(?:[ \t]*[,!:]|[ \t]*\n)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\A\s*([^\W\d_a-zß-öø-ÿ][\w'-]+),[ \t]*(?:mate,|\n|(?=(?:please|pls|can|could|would|will|i|i'd|we|see|thanks|thank"
    r"|sorry|just|as|for|my|hi|hello|any)\b))"
)
_INTRODUCED = re.compile(
    r"(?:\A|(?<=[.,!\n] )|(?<=\n))\s*(?:(?:[^\W\d_a-zß-öø-ÿ][\w'-]+ ){1,2}(?:here|this side)"
    r"|here (?:is )?[^\W\d_a-zß-öø-ÿ][\w'-]+"
    r"|(?:i am|i'm|I am|I'm|my name is"
    r"|My name is) [^\W\d_a-zß-öø-ÿ][\w'-]+(?: [^\W\d_a-zß-öø-ÿ][\w'-]+)? from (?:the "
    r"|our )?[\w'-]+ (?:office|team"
    r"|department|branch|side|unit)"
    r"|this is [^\W\d_a-zß-öø-ÿ][\w'-]+(?: again)?)(?:,[^.,\n]{0,60}(?=[.\n])|(?=[,.!\n]))"
)
_DROPPED = re.compile(
    r"[^.!?\n]{0,60}\b(?:was|were) (?:going|planning|about) to (?:say|book|ask|take|go)\b[^.!?\n]{0,150}?"
    r"\b(?:so |but )?(?:let's|let us) (?:make it|go with|say|do)\b|\b(?:forget|ignore|disregard|scratch) (?:the"
    r"|my|all|those|what)"
    r" [^.!?:,\n]{0,40}(?:below|above|earlier|before|previous mail)\b[,.:;]?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\bas (?:per|discussed|agreed|mentioned|promised|(?-i:[A-Z][a-z]+) (?:told|said|mentioned|wrote|asked)"
    r"|(?:we|i|you) (?:discussed|agreed|said|spoke)|the boss says)\b[^,.;:\n]{0,60}(?=[,.;:\n]|$)"
    r"|\bfurther to (?:our|my|your)\b[^,.;:\n]{0,60}(?=[,.;:\n]|$)|\bthanks a (?:bunch|lot|million|ton)\b"
    r"|\b(?:i|we)(?:'ll| will)? (?:come|drive|travel|go|get there|arrive) (?:there )?(?:with|in|by) (?:my"
    r"|our) (?:own )?car\b"
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
_ITEM = re.compile(r"^[ \t]*(?:[0-9]{1,2}[.)]|[*•])[ \t]+", re.MULTILINE)
_POSTSCRIPT = re.compile(r"(?:^|(?<=[.!?] ))[ \t]*P\.?[ ]?P?\.?[ ]?S\b[.:,]*[ \t]*", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?<=[^\s.!?,:;])\s*\n\s*\n\s*")
_NOTHING = " . "


def without_noise(text: str) -> str:
    """Return `text` without what is no part of the request, in one line; paragraphs end as sentences do."""
    text = _without_greeting(find_request(without_orders(text)))
    text = _DROPPED.sub(_NOTHING, without_history(text))
    text = _ITEM.sub("; ", _ASIDE.sub("", _POSTSCRIPT.sub("", text)))
    return _PARAGRAPH.sub(". ", text)


def _without_greeting(text: str) -> str:
    for _ in range(2):  # "Hello team," and "Shane, mate,"
        text = _READERS.sub("", _GREETING.sub("", text))
        named = _NAMED.match(text)
        if named and not names_city(named[1]):
            text = text[named.end() :]
    return _INTRODUCED.sub("", text)
