"""How people are written in a request: by name, by title, by what they are to whoever asks, or only counted."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.people.traveller_names import FAMILY_FIRST, NAME_WORD, PARTICLE
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT

_TITLE = (
    r"(?-i:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Madame|Dame|Capt|Captain|Encik|Puan|Tuan|Datuk|Herr"
    r"|Frau|Sr|Sra"
    r"|Se\u00f1ora?|madame|monsieur|mister|frau|herr|se\u00f1ora?|signora|signor|Mme|Monsieur|Eng|Engr|Shri|Smt|Sri|Rev|Lt|Col|Judge|Ambassador)\b\.?)"
)
TITLES = rf"(?:{_TITLE}\s*){{1,3}}"
_INITIALS = r"(?-i:(?:[A-Z]\.\s?){1,3})"
_FULL = (
    rf"(?:{FAMILY_FIRST}|{_INITIALS}{NAME_WORD}(?: {NAME_WORD}){{0,2}}"
    rf"|{NAME_WORD}(?:(?: {PARTICLE}){{0,3}} {NAME_WORD}){{1,5}})"
)
ROLES = (
    r"(?:partner|wife|husband|spouse|son|daughter|boss|chef|chief|colleague|co-?worker|teammate|interpreter"
    r"|translator|assistant"
    r"|secretary|manager|supervisor|director|managing director|MD|CEO|CFO|CTO|COO|VP|vice president|president"
    r"|chairman|chairwoman"
    r"|engineer|chief engineer|technician|consultant|intern|trainee|guest|client|customer|lawyer|auditor|speaker"
    r"|candidate"
    r"|friend|brother|sister|mother|father|PA|deputy|sis|bro|mum|mom|dad|mate|cousin|aunt|uncle|nephew|niece|fianc\u00e9e?|fiancee?"
    r"|girlfriend|boyfriend|hubby|missus|flatmate|roommate|neighbour|neighbor|in-law)"
)
# "For a client meeting" is for nobody.
_NO_EVENT = (
    r"(?! (?:meetings?|visits?|events?|workshops?|sites?|offices?|dinner|lunch|calls?|appointments?"
    r"|presentations?|reviews?|pitch"
    r"|projects?|audits?|conferences?|trainings?|trips?|demos?|kick-?offs?|days?|summits?|hearings?|sessions?|premises|plant"
    r"|interviews?|negotiations?|relations|forum|advisory|account|panel)\b)"
)
# "I and colleague Mr Lee": of these it is said without "my" as well.
_PEERS = r"(?:colleague|co-?worker|teammate|boss|partner|wife|husband|assistant|intern|trainee|deputy)"
_MANY = (
    r"(?:colleagues?|co-?workers?|others?|team ?mates?|engineers?|interns?|staff|members?|employees?|guests?|kids?"
    r"|child(?:ren)?"
    r"|technicians?|managers?|reps?|sales ?reps?|students?|candidates?|consultants?|auditors?|directors?|friends?"
    r"|clients?|customers?"
    r"|trainees?|speakers?|delegates?|lawyers?|developers?|scientists?|doctors?|nurses?|assistants?)"
)
_OWNED = r"(?:(?:my|our|his|her|their|other|more|the|new|junior|senior|young)\s+){0,3}"
ITEM = LatePattern(
    r"(?<![\w'-])(?:(?P<me>(?:myself|me|self|my person|(?-i:I)(?!'))(?:\s*\([^()]{2,40}\))?)(?![\w'-])"
    r"|(?P<gds>(?-i:[A-Z][A-Z'-]+/[A-Z]+(?: [A-Z]+)?? (?:MR|MRS|MS|MISS|DR))"
    r"|(?<=PAX )(?-i:[A-Z]{2,}(?: [A-Z]{2,}){1,3} (?:MR|MRS|MS|MISS|DR)))(?!\w)"
    rf"|(?P<many>{_OWNED}(?P<count>{COUNT})\s+(?:of\s+)?{_OWNED}{_MANY}(?:\s+of (?:the|my|our|his|her"
    rf"|their) \w+)?)(?![\w'-]){_NO_EVENT}"
    r"|(?P<role>(?:(?:my|our|his|her|its|their|the|an?)\s+(?:(?:new|own|line|senior|junior|direct|dear"
    rf"|other)\s+)?|(?={_PEERS}\s+(?:{TITLES}{NAME_WORD}|{_FULL})))"
    rf"{ROLES}(?:[ -]{ROLES}){{0,2}}(?![\w'-]){_NO_EVENT})"
    rf"(?:(?:,\s*|\s+|\s*\()(?P<named>{TITLES}{NAME_WORD}(?: {NAME_WORD}){{0,3}}|{_FULL})\)?)?"
    rf"|(?P<titled>{TITLES}(?:{_FULL}|{NAME_WORD}))"
    rf"|(?P<full>{_FULL})"
    rf"|(?P<first>{NAME_WORD}))",
    re.IGNORECASE,
)
