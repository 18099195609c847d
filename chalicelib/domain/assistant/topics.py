"""What a message asks for: the policy, something of one's own, or something to be done; read by rules from its words.

A question that asks what is allowed is about the policy even where it speaks of "my flight"; so what is one's own is
asked by words that hardly stand in such a question: "when do I fly", "is my booking approved", "what waits for me".
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from chalicelib.domain.assistant.stems import fold


class Topic(StrEnum):
    """What a message asks for."""

    HELP = "help"
    NEXT_TRIP = "next_trip"
    TRIPS = "trips"
    BOOKINGS = "bookings"
    APPROVALS = "approvals"
    DOCUMENTS = "documents"
    BUDGET = "budget"
    CANCELLATION = "cancellation"
    TRIP_REQUEST = "trip_request"
    POLICY = "policy"


_WORDS = {
    "<polite>": r"^(?:please |hi |hello |hey |ok |okay |so )*",
    "<one>": r"(?:my|our|this|that|the)(?: (?:next|last|upcoming|current|latest|whole))?",
    "<trip>": r"(?:business )?(?:trips?|journeys?|travels?|bookings?|reservations?|flights?|hotels?|trains?|requests?"
    r"|tickets?|car)",
    "<paper>": r"(?:passports?|visas?|documents?|papers|id card)",
}
# A pattern a line, of folded words without contractions; an indented line goes on with the one above. They are tried
# in their order, and the first that is found says what is asked for.
_PATTERNS: tuple[tuple[Topic, str], ...] = (
    (
        Topic.HELP,
        r"""
^(?:help|hello|hi|hey|good (?:morning|afternoon|evening)|hallo|guten tag|bonjour|hola)[ !.?]*$
\bwhat (?:can|do) you (?:do|know|answer)\b|\bwho are you\b|\bhow can you help\b|\bwas kannst du\b
\b(?:que peux tu faire|que puedes hacer)\b
""",
    ),
    (
        Topic.APPROVALS,
        r"""
\b(?:i|we) (?:still )?(?:have to|need to|must|should|can|am to|am supposed to|could) (?:still )?(?:approve|decide
    |sign off)\b(?! for)
\b(?:do|must|should|can|may) i (?:still )?(?:have to |need to )?(?:approve|decide on)\b(?! (?:my|a|an)\b)
\b(?:waits?|waiting|pending|left|open|outstanding|requests?|there|anything
    |something) (?:is )?(?:for me )?(?:to approve|for my (?:approval|decision|ok|okay|sign off))\b
\b(?:waits?|waiting|pending) (?:for|on) (?:me|my (?:approval|decision|ok|okay|sign off|answer))\b
\b(?:pending|open|outstanding|waiting|my) (?:approvals|approval (?:requests?|tasks?|inbox))\b
\b(?:needs?|requires?|want|wants|awaits?|awaiting) my (?:approval|decision|ok|okay|sign off)\b
\b(?:my|the|approval) inbox\b
^(?:show |list |see )?(?:me )?(?:my |open |pending |the )?approvals?[ ?.!]*$
\bneeds? my attention\b
\bwas (?:muss|soll|kann) ich (?:noch )?genehmigen\b|\bauf meine (?:genehmigung|freigabe)\b
\b(?:dois je|j'ai a|a) approuver\b|\bmon approbation\b|\b(?:tengo que|debo) aprobar\b
""",
    ),
    (
        Topic.DOCUMENTS,
        r"""
\b(?:my|our|do i have(?: a| any)?|have i) (?:\w+ )?<paper>\b.*\b(?:expir\w*|valid|run out|runs out|renew\w*
    |uploaded|on file|soon|stored|still good)
\b(?:expir\w*|renew\w*|run out|runs out|valid|uploaded|on file|stored)\b.*\b<paper>\b(?=.*\b(?:my|mine|i|me)\b
    |[^a-z]*$)
\b(?:list|show|see|which|what)\b.*\bmy (?:\w+ )?<paper>\b(?!.*\b(?:need|required|allowed)\b)
\b(?:what|which|any|list|show)(?: of)?(?: my)? <paper> (?:do i have|have i|of mine|expir\w*)
^(?:my )?(?:passports?|visas?|travel documents)(?: expiry| expiration)?(?: date)?[ ?.!]*$
\b(?:passport|visa) expir\w*
\bmein(?:e)? (?:reisepass|pass|visum|dokumente)\b.*\b(?:ab|gultig|lauft|abgelaufen)\b
\bmon (?:passeport|visa)\b.*\b(?:expire|valable|valide)\b|\bmi (?:pasaporte|visado)\b.*\b(?:caduca|vence|valido)\b
    |\b(?:expire|caduca|vence)\b.*\b(?:mon passeport|mi pasaporte)\b
""",
    ),
    (
        Topic.BUDGET,
        r"""
\bbudgets?\b.*\b(?:left|remain\w*|available|spent|used|used up|status|reserved|over)\b
\b(?:left|remain\w*|available|how much(?: of)?|rest)\b.*\b(?:of|in|on|from) (?:my|our|the|this) (?:\w+ )?(?:budget
    |cost cent(?:er|re))\b
\b(?:show|what is|how is|see) (?:me )?(?:my|our|the) (?:\w+ )?budget\b|\bbudget (?:left|remaining)\b
\bhow much (?:money |budget )(?:is|do i|do we|does \w+) (?:have |still )*(?:left|remain)
^(?:my |our |the )?(?:travel )?budget[ ?.!]*$
\bbudget\b.*\b(?:ubrig|noch|verbraucht|rest\w*)\b|\b(?:reste|disponible|queda|quedan)\b.*\b(?:budget|presupuesto)\b
""",
    ),
    (
        Topic.CANCELLATION,
        r"""
<polite>(?:(?:can|could|would|will) you (?:please )?)?(?:cancel|call off|drop) (?:<one> |it\b|all )?
^cancel[ .!]*$
\bi (?:want|would like|need|wish|have) to (?:cancel|call off) (?:<one> |it\b)
<polite>can i (?:still )?(?:cancel|call off) (?:my|our|this|that) (?:next )?<trip>\b
\b(?:storniere|stornieren sie) |\bmeine \w+ stornieren\b|^annule[zr]? (?:mon|ma|mes)\b|^cancela (?:mi|mis)\b
""",
    ),
    (
        Topic.BOOKINGS,
        r"""
\b(?:status|state|progress) (?:of|on|for) <one> <trip>\b|\b<trip> status\b
\b(?:is|was|has|did|have|are|were|will) (?:<one>) <trip>\b.*\b(?:approved|confirmed|booked|bought|declined|rejected
    |through|paid|ready|cancelled|planned|expired|purchased|get approved|waiting|done|ok|okay)\b
\bwhat (?:has |is |was )?(?:happened|happening|up|wrong|going on|become)\b.*\b<one> <trip>\b
\b(?:did|has|have) (?!to\b)\w+(?: \w+)? (?:approved?|declined?|rejected?|decided? on|signed off) (?:on )?<one> <trip>\b
\bmon (?:voyage|vol) est (?:il )?(?:approuve|confirme)\b|\besta (?:aprobado|confirmado) mi (?:viaje|vuelo)\b
\bwhere (?:is|are) <one> (?:bookings?|requests?|reservations?)\b
\bwhy (?:is|was|has|did|are|were) <one> <trip>\b
\b(?:list|show|see|view|what are|which are|find|get|give)\b.*\b(?:my|our) (?:\w+ )?(?:bookings|requests
    |reservations)\b
\b(?:bookings|requests|reservations) (?:do i have|have i made|of mine|are mine)\b|\b(?:do i have
    |are there) (?:any )?(?:\w+ )?(?:bookings|requests|reservations)\b
\b(?:waits?|waiting|pending) (?:for|on) my (?:selection|choice)\b|\b(?:options|offers) (?:do i have|can i choose)\b
    |\bstatus mein\w+\b|\bist meine (?:buchung|reise)\b.*\bgenehmigt\b|\bbkg_[0-9a-z]{26}\b
""",
    ),
    (
        Topic.NEXT_TRIP,
        r"""
\bwhere (?:am|will|are) (?:i|we)\b(?!.*\b(?:allowed|entitled|supposed)\b)
\bhow (?:do|am|will|are) (?:i|we) (?:get|getting|go|going|travel\w*) (?:there|back|home|home again)\b
\bwhen (?:do|must|should) i (?:need to |have to )?(?:leave|depart|be at the (?:airport|station))\b
""",
    ),
    (
        Topic.TRIP_REQUEST,
        r"""
<polite>(?:(?:can|could|would|will) you (?:please )?)?(?:book|reserve|arrange|plan|organi[sz]e|find|get|request
    |search)(?: for)?(?: me| us)? (?:a |an |another |some |the )?(?:\w+ ){0,3}?(?:trip|journey|flights?|hotel|train
    |car|room|ticket|stay)\b(?!.*\b(?:limit|allowed|policy|may i|can i|class)\b)
<polite>(?:i )?(?:need|want|would like|have) (?:a |an |to (?:book|reserve|fly|go|travel|be|visit))(?:.*\b(?:trip|flight
    |hotel|train|car|room|to|in)\b)(?!.*\b(?:limit|allowed|policy|may i|can i|class)\b)
^(?:buche|buchen sie|ich brauche ein\w*|reserve[zr]?|je voudrais|necesito|quiero) .*\b(?:flug|hotel|zug|reise|vol
    |voyage|train|vuelo|viaje|tren)\b
""",
    ),
    (
        Topic.POLICY,
        r"""
\b(?:(?:may|can|could|might) (?:i|we|you|they|one|employees|travellers)|(?:am|are) (?:i|we) (?:allowed|entitled
    |eligible|supposed|covered|insured)|is it (?:ok|okay|allowed|permitted|possible)|(?:must|should|shall) (?:i|we)
    |(?:do|does|will|would) (?:i|we|you|the company|they) (?:have to|need|needs|pay|cover|reimburse|refund|get
    |allow|require)|what if|what happens|who (?:pays|covers|approves|decides|has to|needs to|must)|how (?:much|many
    |long|early|far|late|soon)\b.*\b(?:may|can|should|allowed|before|in advance|cost|spend|reimbursed)|limits?
    |maximum|polic(?:y|ies)|rules?|per diem|reimburs\w*|allowed|permitted|entitled|eligible|darf|durfen|puis je
    |peut on|puedo|se puede)\b
""",
    ),
    (
        Topic.TRIP_REQUEST,
        r"""
<polite>i (?:need|want|would like|have) (?:a |an |to (?:book|reserve|fly|go|travel|be|visit))(?:.*\b(?:trip|flight
    |hotel|train|car|room|to|in)\b)
""",
    ),
    (
        Topic.TRIPS,
        r"""
\b(?:list|show|see|view|what|which|how many|give|find|get)\b.*\b(?:my|our) (?:\w+ )?(?:trips|travels|journeys
    |flights)\b|\b(?:trips|journeys|flights) (?:do i have|have i|am i)\b
^(?:my )?(?:(?:all|upcoming|past|planned|future) )?(?:my )?(?:trips|journeys)[ ?.!]*$
^(?:my|our) (?:\w+ )?(?:trips|journeys|flights) (?:in|to|on|this|next|for|from|until|during)\b
\b(?:my|our) (?:last|latest|previous|past|former) (?:trips?|journeys?|flights?)\b|\bwhere (?:did i go|have i been
    |was i)\b|\bdo i have (?:any )?(?:\w+ )?(?:trips|flights|journeys)\b|\bmeine reisen\b|\bmes voyages\b
    |\bmis viajes\b
""",
    ),
    (
        Topic.NEXT_TRIP,
        r"""
\b(?:when|where|what time|which day|what day|what date)\b.*\b(?:do|am|will|is|are|does|did) (?:i|we|my
    |our)\b.*\b(?:fly\w*|leav\w*|travel\w*|go|going|depart\w*|trip|flight|back|return\w*|arriv\w*|land\w*|stay\w*
    |sleep\w*|start\w*|check in|check out|hotel|train|take off|end|off)\b
\b(?:on|in) my (?:itinerary|schedule|agenda)\b
\bdo i have (?:a|any|another) (?:\w+ )?(?:trip|flight|journey|train|hotel)s?\b(?!.*\b(?:limit|allowance|choice)\b)
\b(?:any|my|which) (?:trips|flights|journeys) (?:coming up|planned|ahead|soon|left)\b
\b(?:my|our|the) (?:next|upcoming|coming|following) (?:business )?(?:trip|flight|journey|travel|hotel|train
    |booking)\b|\bnext (?:trip|flight|journey)\b
\b(?:which|what) (?:hotel|flight|train|airport|airline|room|car|terminal) (?:am|do|will|is|are)\b
\b(?:what is|what are|show|show me|see|where is|when is|give me|tell me) (?:about )?(?:my|our) (?:business )?(?:trip
    |itinerary|schedule|flight|hotel|train|travel plans?|plans?|flight number|journey)\b
\b(?:meine|mein) (?:nachste\w*) (?:reise|flug|dienstreise)\b|\bwann (?:fliege|fahre|reise|bin) ich\b
    |\bwohin (?:fliege|fahre|reise|gehe) ich\b|\bmon prochain (?:voyage|vol)\b
    |\bquand (?:est ce que )?(?:je )?(?:pars|part|vole)\b|\bmi proximo (?:viaje|vuelo)\b|\bcuando (?:viajo|vuelo
    |salgo)\b
""",
    ),
)


def _read_patterns() -> Iterator[tuple[Topic, re.Pattern[str]]]:
    for topic, listed in _PATTERNS:
        for pattern in listed.replace("\n    ", "").strip().splitlines():
            whole = pattern
            for word, meant in _WORDS.items():
                whole = whole.replace(word, meant)
            yield topic, re.compile(whole)


@cache
def _compiled() -> tuple[tuple[Topic, re.Pattern[str]], ...]:
    return tuple(_read_patterns())


_CONTRACTED = (
    (re.compile(r"\b(what|when|where|who|how|that|there|it|he|she)'s\b"), r"\1 is"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\bi've\b"), "i have"),
    (re.compile(r"\bi'll\b"), "i will"),
    (re.compile(r"\bi'd\b"), "i would"),
    (re.compile(r"\b(do|does|is|are|did|was|have|has|must|should|would|could)n't\b"), r"\1"),
    (re.compile(r"\bcan't\b"), "can"),
    (re.compile(r"(?<!\w)[-–,]+|[-–,]+(?!\w)|(?<=je|ce|tu|on)-|(?<=\w)-(?=(?:je|tu|on|ce|moi)\b)"), " "),
    (re.compile(r"\s+"), " "),
)
_FOLLOW_UP = re.compile(
    r"^(?:and|or|but|what about|how about|also|same for|und|oder|was ist mit|et|y|e)\b(?!.*\b(?:my|i)\b)"
)
_LONGEST_FOLLOW_UP = 8  # words
_LONGEST_READ = 300  # characters: who asks for something of theirs says so at once


def read_topic(message: str) -> Topic:
    """Return what a message asks for; the policy where nothing says something else."""
    plain = _plain(message)
    return next((topic for topic, pattern in _compiled() if pattern.search(plain)), Topic.POLICY)


def is_follow_up(message: str) -> bool:
    """Return whether a message goes on from the one before: "and in London?"."""
    plain = _plain(message)
    return len(plain.split()) <= _LONGEST_FOLLOW_UP and _FOLLOW_UP.search(plain) is not None


def speaks_of(message: str, names: Iterable[str]) -> bool:
    """Return whether a message names one of these places, or one of the words that a name is made of."""
    said = set(re.findall(r"[^\W_]{3,}", fold(message)))
    return any(said.intersection(re.findall(r"[^\W_]{3,}", fold(name))) for name in names)


def _plain(message: str) -> str:
    plain = fold(message[:_LONGEST_READ])
    for pattern, instead in _CONTRACTED:
        plain = pattern.sub(instead, plain)
    return plain.strip()
