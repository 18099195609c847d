"""What people do for a living, which is told and not asked for: "stage manager here", "I'm a hotel inspector", "we sell
car parts", "our van driver". Words of a trip in it are none of this one."""

import re

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import (
    days_and_times,
    decisive_in_asking,
    negations,
)

_END = r"(?=\s*(?:[.,;:!?()]|\Z|(?:and|so|but|who|which|since|because|as|here|with a|need|needing)\b))"
_WORDS = r"(?:(?-i:[a-z])[a-z'-]*)"
# By what somebody is called who does something, in most lines of work.
_DOER = (
    r"(?:[a-z-]+(?:er|or|ist|ian|sman|woman|smith|wright|herd)"
    r"|consultant|accountant|assistant|attendant|agent|student|superintendent|lieutenant|nurse|vet|surgeon|pilot|chef|cook"
    r"|judge|clerk|coach|guide|paramedic|mechanic|critic|medic|scholar|diplomat|architect|monk|priest|pastor|imam|rabbi"
    r"|prof|postdoc|foreman|fireman|fisherman|cameraman|intern|apprentice|trainee|rep|analyst|tech|roadie|midwife"
    r"|deckhand|stagehand|captain|sergeant|warden|curate|usher|valet|pianist|cellist)s?"
)
# Words that end so and are no work, or that tell how somebody travels.
_NO_DOERS = frozenset((
    "after", "better", "bigger", "brother", "corner", "daughter", "dinner", "earlier", "either", "ever", "father",
    "fewer", "floor", "former", "further", "higher", "holder", "larger", "later", "latter", "letter", "longer",
    "lower", "member", "minor", "mother", "neither", "never", "newer", "number", "older", "order", "other", "over",
    "partner", "rather", "senior", "silver", "sister", "slower", "smaller", "smoker", "sober", "sooner", "summer",
    "supper", "taller", "together", "tourist", "under", "user", "upper", "water", "weather", "winter", "younger",
    "vegetarian", "pensioner", "foreigner", "newcomer", "beginner", "riser", "eater", "sleeper", "sufferer",
    "walker", "lover", "carrier", "flyer", "flier", "traveller", "traveler", "passenger", "commuter", "cardholder",
    "non-smoker", "frequent-flyer", "diabetic", "starter", "error", "quarter", "shorter", "cheaper", "closer",
    "nearer", "faster", "easier", "flexitarian", "pescatarian",
))  # fmt: skip
_WHOSE = r"(?:(?:at|for|of|with|in|from) (?!(?:me|us)\b)(?:(?:the|an?|our|my) )?(?:(?-i:[a-zA-Z])[\w'&-]*[ ]?){1,4}?)?"
_IS_A = LatePattern(
    r"\b(?:(?:i am|i'm|im|we are|we're|she is|she's|he is|he's|they're|they are)"
    rf" (?:(?:just|only|also|actually|currently) )?(?:(?P<article>an?|the|your|our|one of (?:the|your|our)) )?"
    rf"(?P<what>(?:{_WORDS} ){{0,4}}?(?P<doer>{_DOER}))(?P<behind>(?: {_WORDS})?)(?P<whose>\s?{_WHOSE}){_END})",
    re.IGNORECASE,
)
# At the very beginning: "Athletic trainer for the track team here."
_HERE = LatePattern(
    r"\A\W*(?P<who>(?!(?:i|we|my|our|it|he|she|they|there|please|need|just|can|could|is|are|book|get|fly|be|staying)\b)"
    r"(?:[^\W\d_][\w'’&/-]* ){1,8})here(?: again)?(?=\s*(?:[.,;:!]|\Z|[\u2600-\U0001faff]|[-\u2013\u2014] ))[.,;:!]?",
    re.IGNORECASE,
)
_NOT_HERE = LatePattern(
    r"\b(?:i|we|us|me|need\w*|want\w*|book\w*|fly|flights?|trains?|stay\w*|get|to (?:be|go|come|get)|arriv\w*"
    r"|land\w*|leav\w*"
    r"|is|are|was|be|from (?-i:[A-Z])\w+|to (?-i:[A-Z])\w+|no|not|only)\b",
    re.IGNORECASE,
)
# "I work for an airline", "we sell car parts".
_WORKS = LatePattern(
    r"\b(?:i|we) (?:(?:mostly|usually|mainly|currently|also|actually) )?"
    r"(?:work (?:for|at|with|on|as|in) (?!it\b|my own\b)|(?:sell|repair|restore|build|breed|tune|teach|edit|deal in"
    r"|trade in"
    r"|design|manufacture|represent|run|own)(?= ))"
    rf"(?P<what>(?: ?{_WORDS}){{1,6}}){_END}",
    re.IGNORECASE,
)
_NOT_WORK = LatePattern(
    r"\b(?:it|my|own|with|without|from|to|before|after|until|by|both|each|every|late|early|into|out|please|pls|home|back"
    r"|there|around|need|want|two|three|four|five)\b",
    re.IGNORECASE,
)
# How many they are, or that they are several.
_COUNTED = frozenset((
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "both", "group", "team", "party",
    "crew", "couple", "pair", "trio", "bunch", "delegation", "lot", "family", "band",
))  # fmt: skip
# What a vehicle or a room belongs to as a part of a word: "our van driver", "car parts".
_COMPOUND = LatePattern(
    r"(?<![\w-])(?:(?:tour |school |city )?(?:vans?|bus|coach|trucks?|lorry|taxi|cab|tram|train|boat|ferry|ship"
    r"|crane|bike|ski"
    r"|hotel|bed|bag|baggage|luggage|window|airline|railway|airport|dog|cat)"
    r"(?= (?:drivers?|makers?|manufacturers?|factor(?:y|ies)|builders?|engineers?|mechanics?|designers?|inspectors?"
    r"|inspections?|cleaners?|fitters?|handlers?|museums?|restorers?|restoration|breeders?|trainers?|groomers?|magazine"
    r"|industry|association|federation)\b)"
    r"|(?:cars?|train|railway|bus|aircraft|boat|bike)(?= (?:parts|bodies|engines|brakes|wheels|batteries|batter(?:y"
    r"|ies)"
    r"|restoration|restorers?|museums?|magazines?|bodyshop|assembly|factor(?:y|ies)|designers?|salesm[ae]n)\b))",
    re.IGNORECASE,
)


def without_trades(text: str) -> str:
    """Return a line of text with blanks where it says what people do for a living, everything else in its place."""
    text = _HERE.sub(_blank_who, text, 1)
    text = _IS_A.sub(_blank_doer, text)
    text = _WORKS.sub(_blank_work, text)
    return _COMPOUND.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank_who(match: re.Match[str]) -> str:
    who = match["who"]
    is_harmless = _NOT_HERE.search(who) is None and not any(
        names_place(word) for word in who.split() if word[0].isupper()
    )
    return _blank(match) if is_harmless else match[0]


def _blank_doer(match: re.Match[str]) -> str:
    """Blank what somebody is, unless it tells of how they travel: without an article only "tuner of pianos" is meant,
    and who are several."""
    doer, words, whose = match["doer"].lower(), match["what"].lower().split(), match["whose"].lower().split()
    is_one = match["article"] or match["whose"].strip() or doer.endswith("s")
    is_meant = is_one and not {doer, doer.removesuffix("s")} & _NO_DOERS and not match["behind"].strip()
    matters = _may_matter(words) or _may_matter(whose) or not decisive_in_asking().isdisjoint(whose)
    return _blank(match) if is_meant and not matters else match[0]


def _blank_work(match: re.Match[str]) -> str:
    what = match["what"]
    matters = _NOT_WORK.search(what) or _may_matter(what.lower().split())
    return match[0] if matters else _blank(match)


def _may_matter(words: list[str]) -> bool:
    return any(word in days_and_times() or word in negations() or word in _COUNTED for word in words)
