"""Places and ways that a writer says are no longer meant, or are said in full behind: "SCL-ASU cancelled", "forget
Charlotte", "not Tampere"."""

import re

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern

_NAME = r"[^\W\d_a-zß-öø-ÿ][\w'’]*(?: [^\W\d_a-zß-öø-ÿ][\w'’]*){0,2}"
_JOINT = r"(?:\s?(?:-|->|>|/)\s?| to )"
_ROUTE = rf"(?P<route>{_NAME}(?:{_JOINT}{_NAME}){{0,3}})"
_OFF = (
    r"(?i:(?:(?:(?:is|are|was|were|has been|gets?|got|now|all)\s+)+(?:off|dead|out|not on|not happening)"
    r"|(?:(?:is|are|was|were|has been"
    r"|gets?|got|now|all)\s+)*(?:not (?:needed|required|wanted|valid)|no longer (?:needed|required|wanted|valid"
    r"|on|happening|relevant)"
    r"|cancell?ed|cxld|cxl|scrapped|dropped|void|withdrawn))"
    r"(?:\s+(?:now|any ?more|after all|completely|altogether|please|by me|by us|already))*)"
)
# A sentence of its own, by which a way is no longer wanted.
_CANCELLED = LatePattern(
    rf"(?:\A|(?<=[.;!?:] ))(?:(?i:the|my|our|that|this) )?{_ROUTE}(?i: (?:flights?|trains?|trips?|legs?"
    rf"|bookings?|sectors?"
    rf"|segments?|tickets?|one|part|bit))?,? {_OFF}\s*(?:[.;:!,]+|\s-+\s|\Z)"
)
_FORGOTTEN = LatePattern(
    rf"[,;]?\s*\b(?i:(?:so |and |please |pls |just )*(?:forget|scratch|scrap|skip|drop|never ?mind|ditch|leave out"
    rf"|cancel)(?: about)?)"
    rf" (?:the )?{_ROUTE}(?i: (?:thing|trip|one|bit|part|meeting|plan|leg|flight|idea))?(?=\s*(?:[.;:!,]|\Z|\s-))"
)
_MEANT = (
    r"(?i:(?:(?:i|we) (?:of course )?(?:meant?|wanted|said|want)|it's|it is|that's|should be|should say"
    r"|must be|make (?:it|that)))"
)
# "I meant Taipei not Tampere", "Taipei, not Tampere": the first counts; "not KUL, CGK": the second.
_NOT_THE_OTHER = LatePattern(
    rf"(?:\b{_MEANT} )?(?<![\w'’])(?P<meant>{_NAME}),? (?i:(?:and )?not) (?P<other>{_NAME})(?i: (?:i|we|they) (?:want"
    rf"|need|meant?|said))?(?=\s*(?:[.;:!,)]|\Z))"
)
_BUT_THE_OTHER = LatePattern(
    rf"\b(?i:(?:and )?not) (?P<other>{_NAME})(?:,? but |, ?|; ?)(?P<meant>{_NAME})(?=\s*(?:[.;:!,)]|\Z))"
)
# "Its NOT york its cork", as people write in a chat; what is meant may be said in full behind.
_SMALL = r"[^\W\d_][\w'’]*(?: [^\W\d_][\w'’]*)??"
_TYPED_WRONG = LatePattern(
    r"(?:\b(?:it's|its|it is|that's|thats|sorry|i (?:do |did )?mean(?:t)?|should be),? )?\bnot (?:(?:to|from|in"
    rf"|for) )?(?P<other>{_SMALL})"
    r"(?:,? sorry)?,? (?:(?:but|rather|sorry|obviously|of course),? )*(?:it's|its|it is|i mean(?:t)?|but|should be"
    r"|that's) (?:(?:to|from|in|for) )?"
    rf"(?P<meant>{_SMALL})(?=\s*(?:[.;:!,)¦]|-(?!\w)|\Z|so\b|please\b|pls\b|sorry\b))",
    re.IGNORECASE,
)
# "I have written Hanoi but this is wrong, correct is Hue".
_WRITTEN_WRONG = LatePattern(
    rf"\b(?i:(?:(?:yesterday|earlier|before|last time|in my (?:last|first|previous) (?:e-?mail|mail"
    rf"|message)),? )?(?:i|we)"
    rf"(?: have|'ve| had)? (?:by mistake |mistakenly |wrongly )?(?:written|wrote|said|put|typed|gave|given|asked for"
    rf"|mentioned|entered)(?: (?:to|in|you))?) (?P<other>{_NAME})"
    r"(?i:(?: (?:yesterday|earlier|before|last time|by mistake))?,?(?: but| and| which)? (?:this|that|it"
    r"|which)?(?:'s| is"
    r"| was) (?:wrong|incorrect|not (?:right|correct)|a mistake|an error|my mistake|a typo)[,.;:-]* "
    r"(?:but |the |please )*(?:(?:correct|right)(?: one| city| place| destination)?(?: is|:)|it(?:'s| is| should be|"
    rf" must be)|should be|must be|i mean(?:t)?|make it|read)) (?P<meant>{_NAME})"
)
# A way in short before the days of its slices: "ACC/ADD/KGL: ACC-ADD 1 Apr, ADD-KGL 4 Apr".
_SUMMARY = LatePattern(rf"(?<![\w'’])(?P<route>{_NAME}(?:{_JOINT}{_NAME}){{1,4}})\s?:\s")
# "Hartford to Burlington doesn't work, so Hartford to Buffalo": a way that is not gone, before the one that is.
_NO_GOOD = (
    r"(?i:(?:(?:just|really|simply|sadly|unfortunately|obviously) )*(?:(?:does|do|did|is|are|was|will|would|can"
    r"|has)(?:n't"
    r"| not)|won't|can't|cannot|no)(?: [a-z]+){1,4}"
    r"|(?:is|are|was|looks?|seems?|would be|will be|gets?|got)(?: (?:just|a bit|way|much|really|all|quite|now|already"
    r"|always|such|being))* (?:an? )?(?:too )?(?:(?:real|right|total|proper|bit of an?) )?(?:pain|nightmare|mess"
    r"|faff|far"
    r"|no (?:good|use|go|option|fun)|hopeless|impossible|useless|full|sold out|fully booked|awful|terrible|bad"
    r"|expensive"
    r"|slow|long|dear|complicated|awkward|tricky|out|ruled out|having no [a-z ]{3,20})"
    r"|(?:has|have|had|having|with) no (?:[a-z]+ )?(?:flights?|connections?|trains?|service|seats|planes?)"
    r"|takes? (?:far )?too long|costs? (?:far )?too much)(?i: (?:for (?:me|us)|these days|in winter|in summer"
    r"|at the moment"
    r"|any ?more|on that day|that day))?"
)
_REJECTED = LatePattern(
    rf"(?<![\w'’])(?:(?i:the|from) )?(?P<route>{_NAME}{_JOINT}{_NAME})(?P<state>, {_NAME})?(?i: (?:flight|train|route"
    rf"|connection|leg))?,? {_NO_GOOD}\s*(?:[,;:.]|\s-)*\s*(?i:and |so |hence |therefore |thus |instead |but "
    rf"|please |pls"
    r" |book |make it |i go |i take |i fly |i'll take |we go |let's do |better )+"
    rf"(?=(?i:from )?{_NAME}{_JOINT}{_NAME})"
)
# "HAJ-BLL, not MUC-BLL as keyed before".
_NOT_THE_OTHER_ROUTE = LatePattern(
    rf"(?<=[\w'’]),? (?i:(?:and )?(?:not|instead of|rather than)) (?P<route>{_NAME}{_JOINT}{_NAME})"
    r"(?i:,? (?:as|like) (?:i |we |you )?(?:[a-z]+ ){0,2}(?:keyed|written|wrote|said|booked|sent|typed|stated|mentioned"
    r"|noted|requested|asked|entered|planned|put|had|before|earlier)(?: (?:before|earlier|in|down|by mistake"
    r"|yesterday|it"
    r"|last time|first))*)?(?=\s*(?:[.;:!,)]|\Z|\s-))"
)
# Looked for first: a text without any of them is passed in one pass.
_ANY = LatePattern(
    r"\b(?:not|no longer|cancell?ed|cxld|cxl|scrapped|dropped|void|off|dead|out|withdrawn|forget|scratch|scrap|skip"
    r"|drop|never ?mind"
    r"|ditch|leave out|cancel|wrong|incorrect|mistake|error|typo)\b",
    re.IGNORECASE,
)


def without_withdrawn_places(text: str) -> str:
    """Return a line of text without the places that it says are not meant, where they are said nowhere else in it."""
    text = _SUMMARY.sub(lambda match: " " if _is_said_again(match) else match[0], text)
    text = _REJECTED.sub(lambda match: "" if _is_gone_otherwise(match) else match[0], text)
    if not _ANY.search(text):
        return text
    text = _NOT_THE_OTHER_ROUTE.sub(lambda match: "" if _are_places(match["route"]) else match[0], text)
    text = _CANCELLED.sub(lambda match: "" if _are_places(match["route"]) else match[0], text)
    text = _FORGOTTEN.sub(lambda match: "" if _is_only_here(match, match["route"]) else match[0], text)
    text = _WRITTEN_WRONG.sub(lambda match: f"to {match['meant']}" if _is_right(match) else match[0], text)
    text = _settle_typed_wrong(text)
    return _BUT_THE_OTHER.sub(_keep_meant, _NOT_THE_OTHER.sub(_keep_meant, text))


def _settle_typed_wrong(text: str) -> str:
    """Return a text without the sentence by which one place is meant and not another: the one that is meant is said
    elsewhere, or stands from now on where the other did."""
    match = _TYPED_WRONG.search(text)
    if match is None or not (names_place(match["other"]) and names_place(match["meant"])):
        return text
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    others = re.findall(rf"\b{re.escape(match['other'])}\b", rest, re.IGNORECASE)
    if re.search(rf"\b{re.escape(match['meant'])}\b", rest, re.IGNORECASE):
        return text if others else rest
    return re.sub(rf"\b{re.escape(others[0])}\b", match["meant"], rest) if len(others) == 1 else text


def _are_places(route: str) -> bool:
    return all(names_place(name.strip()) for name in re.split(_JOINT, route))


def _is_gone_otherwise(match: re.Match[str]) -> bool:
    """Return whether the way behind one that is rejected starts or ends where that does, so that it stands for it."""
    behind = match.string[match.end() :]
    start, end = (name.strip() for name in re.split(_JOINT, match["route"])[:2])
    return names_place(start) and (behind.startswith((start, f"from {start}")) or f"to {end}" in behind[:80])


def _is_said_again(summary: re.Match[str]) -> bool:
    """Return whether each place of a way is named once more behind it."""
    behind = summary.string[summary.end() :]
    names = [name.strip() for name in re.split(_JOINT, summary["route"])]
    return all(name in behind for name in names) and _are_places(summary["route"])


def _is_only_here(match: re.Match[str], route: str) -> bool:
    return _are_places(route) and match.string.count(route) == 1


def _is_right(match: re.Match[str]) -> bool:
    return names_place(match["meant"]) and _is_only_here(match, match["other"])


def _keep_meant(match: re.Match[str]) -> str:
    return match["meant"] if _is_right(match) else match[0]
