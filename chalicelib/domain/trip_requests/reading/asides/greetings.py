"""How a message opens, in the languages in which colleagues greet each other: whom it greets, and who writes."""

import re

from chalicelib.domain.places.resolver import names_city
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.airlines import find_airlines
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_everyday

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
_GREETING = LatePattern(
    rf"\A\s*(?:{_HELLO})\b(?:[ \t]+(?!(?:from|to|can|could|please|pls|i|we|my|need|book|get|a|an|the)\b)"
    r"[^\W\d_][\w.'-]*){0,5}(?:[ \t]*(?:[,!.:]|\n|\Z)|[ \t]+[-\u2013\u2014]+[ \t]|(?=\s*[\u2600-\U0001faff]))",
    re.IGNORECASE,
)
_READERS = LatePattern(
    r"\A\s*(?:sir(?: ji)?|madam|ma'am|(?:dear )?(?:team|travel(?: team| desk)?|desk|all|folks|chaps|guys|colleagues"
    r"|everyone|bookings|reservations|mate|boss))(?:[ \t]*[,!:]|[ \t]*\n)",
    re.IGNORECASE,
)
_NAMED = LatePattern(
    r"\A\s*([^\W\d_a-zß-öø-ÿ][\w'-]+),[ \t]*(?:mate,|\n|(?=(?:please|pls|can|could|would|will|i|i'd|we|I|I'd|I'm"
    r"|We|see|thanks|thank"
    r"|sorry|just|as|for|my|hi|hello|any)\b)"
    r"|(?=[^\W\d_a-zß-öø-ÿ][\w'-]+(?: [^\W\d_a-zß-öø-ÿ][\w'-]+){0,3} (?:to|->?|>) [^\W\d_a-zß-öø-ÿ]))"
)
# "Leo," on a line of its own, which no city has.
_ON_A_LINE = LatePattern(r"\A\s*[^\W\d_a-zß-öø-ÿ][\w'-]+,[ \t]*\n")
_THANKED = LatePattern(
    r"\A\s*(?i:(?:many )?thanks|thank you|thx|cheers|ok(?:ay)?|perfect|great|sorry)(?i: (?:so|very) much| a lot)?,?"
    r"[ \t]+([^\W\d_a-zß-öø-ÿ][\w'-]+)[ \t]*[.,!\n]"
)
_INTRODUCED = LatePattern(
    r"(?:\A|(?<=[.,!\n] )|(?<=\n))\s*(?:(?:[^\W\d_a-zß-öø-ÿ][\w'-]+ ){1,2}(?:here|this side)"
    r"|here (?:is )?[^\W\d_a-zß-öø-ÿ][\w'-]+"
    r"|(?:i am|i'm|I am|I'm|it is|it's|It's|It is|this is|This is|my name is"
    r"|My name is) [^\W\d_a-zß-öø-ÿ][\w'-]+(?: [^\W\d_a-zß-öø-ÿ][\w'-]+)? from (?:the "
    r"|our )?[\w'-]+ (?:office|team"
    r"|department|branch|side|unit|factory|plant|works|lab|site|desk)"
    r"|[Mm]yself [^\W\d_a-zß-öø-ÿ][\w'-]+(?: [^\W\d_a-zß-öø-ÿ][\w'-]+)?"
    r"|this is [^\W\d_a-zß-öø-ÿ][\w'-]+(?: again)?)(?:,[^.,\n]{0,60}(?=[.\n])|(?=[,.!\n]))"
)


# "Brad from sales."
_FROM_A_TEAM = LatePattern(
    r"\A\s*([^\W\d_a-zß-öø-ÿ][\w'-]+(?: [^\W\d_a-zß-öø-ÿ][\w'-]+)?) from (?:the |our )?(?:[A-Z]{2,4}|[a-z]+)"
    r"(?: team| department| office| desk| side)?(?: here)?[.!\n]"
)


# Names of people besides, which are no days and no bill where somebody is asked.
_PEOPLE_TOO = frozenset(("bill", "april", "may", "june", "august", "summer"))


def _may_read(name: str) -> bool:
    """Return whether a word before a comma can be the name of whoever is asked: "Trains, please" are trains."""
    is_decisive = name.lower() in all_decisive() - _PEOPLE_TOO
    return not (is_decisive or is_everyday(name) or names_city(name) or any(find_airlines(name)))


def without_greeting(text: str) -> str:
    """Return a message without its greeting and the name of who writes."""
    for _ in range(2):  # "Hello team," and "Shane, mate,"
        text = _READERS.sub("", _GREETING.sub("", text))
        named = _NAMED.match(text)
        if named and (_may_read(named[1]) or _ON_A_LINE.match(text)):
            text = text[named.end() :]
    thanked = _THANKED.match(text)
    if thanked and not names_city(thanked[1]):
        text = text[thanked.end() :]
    introduced = _FROM_A_TEAM.match(text)
    if introduced and not names_city(introduced[1]):
        text = text[introduced.end() :]
    return _INTRODUCED.sub("", text)
