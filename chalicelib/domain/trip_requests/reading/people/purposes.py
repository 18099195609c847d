"""Why one travels, in the traveller's words: behind a label ("Purpose: site survey"), a verb ("to meet ACME") or "for",
where what follows is an occasion, and no duration, no person and no place."""

import re

from chalicelib.domain.places.resolver import names_city, names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.journeys.place_names import place_at_start
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import words_for_people
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words, is_filler

_LABEL = LatePattern(
    r"\b(?:purpose(?: of (?:the |this |my |our )?(?:journey|travel|trip|visit|mission|stay))?|reason(?: for (?:the "
    r"|this )?(?:journey|travel"
    r"|trip|visit|travelling))?|occasion|business purpose)(?:\s*[:=]\s*|\s+(?:is|was|will be)\s+)(?=\S)"
    r"|(?:\A|(?<=[.;] )|(?<=, ))purpose\s+(?!(?:of|is|and|or|for|was|will)\b)(?=[a-z])",
    re.IGNORECASE,
)
# Where a labelled purpose ends: at a mark, at what was read already, or at the next label.
_LABEL_STOP = LatePattern(
    rf"[{GAP};!?\n]|(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\bProf)(?<!\bNo)\.(?=\s|$)"
    r"|,(?= (?:from|on|flying|leaving|departing|please|with|return|back|cost)\b)"
    r"|\s(?=(?:[A-Z][a-z]+(?: (?:of|for|in|to) [a-z]+| [a-z]+)?:))|$"
)
_VERB = LatePattern(
    r"\b(?:(?:in order )?to (?:visit(?= (?:the|our|my|an?|some|several|two|three|four|five) )|meet|attend|see"
    r"|present|speak|give|join|negotiate|discuss|audit|train|work|support"
    r"|install"
    r"|inspect|sign|close|interview|teach|coach|lead|run|hold|celebrate|help|talk|pitch|sell|demo|repair|review"
    r"|participate|exhibit|moderate|chair|oversee|commission|supervise|testify|consult)"
    r"|(?:will|shall|must|should|have to|i'll|we'll|supposed to) (?:attend|meet|visit the|speak at|present at"
    r"|participate in|take part in)"
    r"|(?:attending|exhibiting at|speaking at|presenting at|headed (?:to|for)(?= (?:the|a|an|our|my)\b)))\b",
    re.IGNORECASE,
)
_VISITED = LatePattern(
    r"(?i:(?:in order )?to visit|(?:will|shall|must|should|have to|i'll|we'll|supposed to) visit) (?:the|our|my|their) "
    r"(?P<city>[^\W\d_a-z][\w'-]+(?: [^\W\d_a-z][\w'-]+)?) (?=[a-z]|HQ\b)"
)
# What others are still to do is no reason to travel: "as the Senate has yet to give its consent".
_OF_OTHERS = LatePattern(
    r"\b(?:(?:has|have|is|are|was|were) (?:yet|still)|still (?:has|have|needs?|wants?)|(?:is|are|was|were) (?:still )?"
    r"(?:expected|supposed|likely|unlikely|about|due|yet|free|unable|asked|required) )\s*$",
    re.IGNORECASE,
)
_OTHERS = LatePattern(
    r"\b(?:the|our|my|their|his|her|its|an?) (?!(?:undersigned|traveller|passenger)\b)(?:[\w'-]+ ){1,4}$|\b(?:it"
    r"|they) $",
    re.IGNORECASE,
)
_DECISION = LatePattern(
    r" (?:me |us |you )?(?:(?:its|their|his|her|the|an?|any|your|our|final|formal|written"
    r"|official) ){0,3}(?:approval|consent"
    r"|permission|go-ahead|green light|blessing|answers?|repl(?:y|ies)|response|decision|feedback|confirmation"
    r"|ok(?:ay)?\b"
    r"|notice|agreement|assent|opinion|word\b)",
    re.IGNORECASE,
)
_LEADS_VERB = LatePattern(
    r"(?:in order )?to |(?:will|shall|must|should|have to|i'll|we'll|supposed to) |headed (?:to|for)", re.IGNORECASE
)
_FOR = LatePattern(
    r"(?<!\bsorry )(?<!\bthanks )(?<!\bthank you )(?<!\bthank )(?<!\bgrateful )(?<!\blooking )(?<!\bsearch )"
    r"(?<!\bsearching )"
    r"(?<!\bneed )(?<!\bask )(?<!\basking )(?<!\bvalid )"
    r"(?<!\bwait )(?<!\bwaiting )(?<!\bexcept )(?<!\bprice )(?<!\brate )(?<!\bbudget )"
    r"(?<!\bone )(?<!\bhome )(?<!\bback )(?<!\btime )\b(?:for|because of|on account of|due to"
    r"|in view of|with regard to|in connection with|on the"
    r" occasion of"
    r"|in the (?:context|framework|course) of|within the framework of|as part of|with a view to|ahead of|on the back of"
    r"|(?:its|it's|it is)(?: for)?)\s+(?=\S)",
    re.IGNORECASE,
)
# Behind these anything is a reason, behind "for" only an occasion.
_SAYS_WHY = LatePattern(r"in connection|on the occasion|in the|within|as part|with a view", re.IGNORECASE)
_STOP = LatePattern(
    r"[¦,.;!?()]|:(?=\s|$)|\s(?=(?:from|to|flying|leaving|departing|staying|please|with hotel|in|at|will|shall"
    r"|must|travels|flies)\b)|$",
    re.IGNORECASE,
)
# Of whom or of how long it is said is no purpose.
_NO_PURPOSE = LatePattern(
    r"(?:me|us|myself|one|him|her|them|you|it|my (?!team|own)|now\b|free\b|the (?:record|undersigned|time being"
    r"|moment|rest|sake|night"
    r"|nights|day|days|week|whole|same|following|intervening|entire|duration|period|first|last|next|below|above"
    r"|above-mentioned|way|love)\b"
    r"|th(?:is|at|ose|ese)\b|all\b|both\b|each\b|every|some\b|any|urgent|example|instance|sure\b|a (?:few|couple"
    r"|day|night|week|while)\b"
    r"|[0-9]|(?:one|two|three|four|five|six|seven|eight|nine|ten) |nights?\b|days?\b|weeks?\b|less\b|more\b|about\b"
    r"|at (?:most|least)"
    r"|a one\b|a (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|quarter|half)\b)",
    re.IGNORECASE,
)
# Occasions and work to travel for; without one of them "for" leads to something else as often.
_OCCASION = LatePattern(
    r"\b(?:meetings?|conferences?|congress(?:es)?|fairs?|expo\w*|shows?|summits?|workshops?|trainings?|seminars?"
    r"|kick-?offs?|audits?"
    r"|visits?|reviews?|interviews?|sites?|installations?|inspections?|weddings?|negotiations?|pitch(?:es)?"
    r"|presentations?|demos?"
    r"|hearings?|conventions?|festivals?|exhibitions?|off-?sites?|retreats?|tenders?|launch(?:es)?|closings?"
    r"|openings?|boards?|projects?"
    r"|courses?|exams?|forums?|symposi\w+|assembl(?:y|ies)|appointments?|events?|part(?:y|ies)|dinners?"
    r"|lunch(?:es)?|funerals?"
    r"|ceremon(?:y|ies)|lectures?|talks?|speech(?:es)?|signings?|deliver(?:y|ies)|tests?|surveys?|depositions?"
    r"|trials?|services?"
    r"|repairs?|maintenance|migrations?|go-?lives?|roll-?outs?|shoots?|filming|match(?:es)?|games?|races?|tours?"
    r"|calls?|sales|business"
    r"|clients?|customers?|suppliers?|acceptance|induction|onboarding|orientation|formation|celebrations?"
    r"|anniversar(?:y|ies)|awards?"
    r"|recruit\w*|sessions?|panels?|hackathons?|sprints?|planning|strategy|roadshow\w*|mission|research|study"
    r"|fieldwork|handover"
    r"|reunions?|takeover|relocation|reception|gala|auction|vernissage|consultations?|arbitration|mediation|graduation"
    r"|defen[cs]e|jury|messe"
    r"|shopping|pilgrimage|surgery|treatment|check-?up|match|final|cup|derby|concert|premiere|investigation"
    r"|commissioning|quarterly"
    r"|annual|close|start)\b",
    re.IGNORECASE,
)
_CODE = LatePattern(r"[A-Z]{3}\b")
_ACRONYM = LatePattern(r"(?:the|our|this) ([A-Z]{2,6})(?: [a-z]+)?")
_PERSON = LatePattern(r"[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?$")
# Whoever travels is no purpose.
_PEOPLE = LatePattern(
    r"\b(?:me|myself|us|i)\b|^(?:\w+ ){0,2}(?:people|persons?|pax|travell?ers?|passengers?|adults?"
    r"|child(?:ren)?|kids?|colleagues?"
    r"|guests?|employees?|engineers?|members?|delegates?|reps?|others?)$",
    re.IGNORECASE,
)
_OF_SOMETHING = LatePattern(r" (?:of|with|for|about|by|between|and) ")
_HEAD_OF = LatePattern(r"(?:[a-z-]+ ){0,2}heads? of (?:[a-z-]+ ?){1,3}")
# What is carried for it: "two bags for the survey gear".
_THING = LatePattern(
    r"\b(?:gear|equipment|samples?|kits?|tools?|materials?|stuff|brochures?|documents?|instruments?|prototypes?"
    r"|machines?|leaflets?"
    r"|laptops?|spares?|banners?)$",
    re.IGNORECASE,
)
_LONGEST_PURPOSE = 200
_LOOK_BACK = 80
_MOST_TRIED = 20


def take_labelled_purpose(words: Words) -> str | None:
    """Return the purpose that stands behind a label, taken out of `words`."""
    match = words.search(_LABEL)
    stop = _LABEL_STOP.search(words.text, match.end()) if match else None
    if match is None or stop is None:
        return None
    purpose = words.text[match.end() : stop.start()].strip(f" ,{GAP}")[:_LONGEST_PURPOSE].strip()
    if not purpose:
        return None
    words.blank(match.start(), stop.start())
    return purpose


def read_purpose(words: Words) -> str | None:
    """Take "for the sales kickoff" or "to meet ACME" out of `words`; what follows "for" and is a place is none."""
    for match, _ in zip(_VERB.finditer(words.text), range(_MOST_TRIED), strict=False):
        if _is_destination(words.text, match) or _is_done_by_others(words.text, match):
            continue
        lead = _LEADS_VERB.match(match[0])
        start = match.start() + (len(lead[0]) if lead else 0)
        if purpose := _purpose(words, match.start(), start, match.end()):
            return purpose
    for match, _ in zip(_FOR.finditer(words.text), range(_MOST_TRIED), strict=False):
        rest = words.text[match.end() : match.end() + _LONGEST_PURPOSE]
        code = _CODE.match(rest)
        if rest.startswith(GAP) or _NO_PURPOSE.match(rest) or (code and names_place(code[0])):
            continue
        if place_at_start(rest, names_city):
            continue
        is_occasion = _SAYS_WHY.match(match[0]) is None
        if purpose := _purpose(words, match.start(), match.end(), match.end(), is_occasion=is_occasion):
            return purpose
    return None


def _is_destination(text: str, verb: re.Match[str]) -> bool:
    """Return whether a visit names the city where one goes, which is said nowhere else: "to visit the Pisa plant"."""
    visited = _VISITED.match(text, verb.start())
    return visited is not None and names_city(visited["city"]) and text.count(visited["city"]) == 1


def _is_done_by_others(text: str, verb: re.Match[str]) -> bool:
    """Return whether a verb is of what somebody who is waited for has to do: "the board has yet to discuss it"."""
    before = text[max(0, verb.start() - _LOOK_BACK) : verb.start()]
    waits = _OF_OTHERS.search(before)
    is_of_others = waits is not None and _OTHERS.search(before[: waits.start()]) is not None
    return is_of_others or (verb[0].lower().endswith("give") and _DECISION.match(text, verb.end()) is not None)


def _is_acronym(purpose: str) -> bool:
    """Return whether an event is called by its letters, "the QBR", that are no airport's."""
    found = _ACRONYM.fullmatch(purpose)
    return found is not None and not names_place(found[1])


def _is_somebody(purpose: str) -> bool:
    """Return whether what is said to be the reason is somebody: "our project manager", "the head of sales"."""
    whole = purpose.lower()
    is_one = whole.split()[-1] in words_for_people() and _OF_SOMETHING.search(whole) is None
    return is_one or _HEAD_OF.fullmatch(whole) is not None


def _purpose(words: Words, start: int, text_start: int, search_from: int, *, is_occasion: bool = False) -> str | None:
    """Return the purpose that starts at `text_start`, taken out of `words`; None when the words name a person or
    nothing, or no occasion where they must."""
    for stop in _STOP.finditer(words.text, search_from, search_from + _LONGEST_PURPOSE):
        rest = words.text[stop.end() : stop.end() + _LONGEST_PURPOSE]
        if re.match(r"(?:in|at|to)\b", rest, re.IGNORECASE) and not place_at_start(rest[2:].lstrip(), names_city):
            continue
        purpose = words.text[text_start : stop.start()].strip(f" {GAP}")[:_LONGEST_PURPOSE].strip()
        if (
            not purpose
            or _PERSON.match(purpose)
            or _PEOPLE.search(purpose)
            or all(is_filler(word) for word in purpose.split())
            or (" " not in purpose and not is_occasion and _VERB.fullmatch(f"to {purpose}"))
            or _THING.search(purpose)
            or (is_occasion and not (_OCCASION.search(purpose) or _is_acronym(purpose)))
            or (is_occasion and _is_somebody(purpose))
        ):
            return None
        words.blank(start, stop.start())
        return purpose
    return None
