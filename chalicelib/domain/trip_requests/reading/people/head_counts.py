"""How many travel, where words say it by a number: "8 pax", "all three of us", "two tickets", "party of six"; and
groups of which no number is said, or several."""

import re
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT, count_of
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words

_PEOPLE = (
    r"(?:people|persons?|travell?ers?|passengers?|adults?|adts?|adls?|pax|heads|nos\b(?!\.? ?(?:of )?(?:check|bag"
    r"|lugg|bagg|room|night|ticket|seat|suitcase|piece|flight|day|stop))\.?"
    r"|participants|attendees"
    r"|souls|individuals)"
)
# More than anybody sells, and digits of any script: such a count is refused, not passed over.
_ANY = rf"(?:\d{{1,6}}|{COUNT})"
# "a ticket" counts nobody.
_COUNTED = rf"(?!an? (?!dozen|couple)){COUNT}"
_INCLUDING = (
    r"(?:,?\s*\(?(?:incl(?:uding|\.)?|counting|with) (?:me|myself)\)?|,?\s*(?:me"
    r"|myself) included)?(?:\s+(?:in total|in all|altogether|total))?"
)
_AUDIENCE = LatePattern(
    r"\b(?:present\w*|speak\w*|talk\w*|lectur\w*|training\w*|teach\w*|meet\w*|interview\w*|audience|conference|event"
    r"|workshop|seminar"
    r"|hosting|dinner|lunch|session)\b[^.;:,!?]{0,20}$",
    re.IGNORECASE,
)
_LOOK_BACK = 40
_TWO = LatePattern(
    r"\b(?:me|myself|i) (?:plus|\+|and) (?:one|1|another)(?: (?:person|colleague|other|more|guest))?(?="
    r" *(?:[,.;:!)]|$))"
    r"|\ba (?:pair|couple) of us\b|\btravell?ing as two\b"
    r"|\b(?:(?:the )?(?:both|two) of us|us (?:both|two)|we two|us both)\b",
    re.IGNORECASE,
)
_ADJECTIVES = (
    r"(?:(?:economy|business|first|premium|class|return|round|trip|train|rail|air|plane|flight|one|way|one-way"
    r"|open|adult|standard"
    rf"|single|refundable|coach)[\s-]+|{GAP}++\s*){{0,4}}"
)
_TICKETS = LatePattern(
    rf"(?<![\w.,:-])(?P<count>\d{{1,6}}|{_COUNTED})\s?(?P<x>x\s)?{_ADJECTIVES}"
    r"(?P<thing>tickets?|seats?|tkts?|fares)(?![\w-])",
    re.IGNORECASE,
)
_ROOMS = LatePattern(
    rf"\b(?P<count>{_COUNTED}) (?:(?:single|double|twin|hotel|separate|bed) ?){{0,2}}rooms\b(?:\s+(?:each"
    r"|for us))?",
    re.IGNORECASE,
)
_PER_ROOM = LatePattern(r"\bper room\b", re.IGNORECASE)

# People of whom it is not said how many they are, or who: one seat is never bought for a team.
_NOT_A_GROUP = (
    r"(?! ?(?:meeting|event|building|lunch|dinner|offsite|off-site|workshop|leader|lead|manager|assistant|call|desk"
    r"|kick-?off|retreat"
    r"|members? (?:is|named)|rate|policy|booking|discount|room|paper|decision|approval|agreed)\w*)"
)
_GROUP_NOUN = (
    r"(?:teams?|groups?|delegations?|crew|family|committee|staff|board(?: of directors)?"
    r"|department(?! of (?-i:[A-Z]))|council|squad"
    r"|folks|guys|lads|girls|boys|ladies|gentlemen|lot|gang|bunch|mob|club|choir|orchestra|ensemble|troupe"
    r"|cohort|intake|crowd|jury"
    r"|sales floor|shop floor|sales force|works council"
    rf"|panel|faculty|management|leadership){_NOT_A_GROUP}"
)
# "The whole lab", "everybody from the office": whoever they are, they are several.
_WHOLE = (
    r"(?:(?:(?:the|our|my|this|that) (?:whole|entire)|(?:the )?(?:whole|all|most|half) of (?:the|our|my))"
    r" (?!(?:of|way|trips?|time|day|week|weekend|month|year|stay|journey|night"
    r"|thing|duration|period|route|morning|afternoon|evening|flight|distance|amount|cost|price|company|world|story"
    r"|event|itinerary|process|bill|point|idea|above|below|following|same|details?|dates?|information|flights?"
    r"|trains?|hotels?|segments?|legs?|fares?)\b)[a-z-]{2,20}(?: (?:floor|team|force|group|lot|staff|crew))?"
    r"|(?:everyone|everybody|all)(?: of us)?,? (?:in|from|of|on|at) (?:the|our|my|this) (?!(?:way|trip|time|day|week"
    r"|stay|journey)\b)[a-z-]{2,20}(?: [a-z-]{2,20})?)"
)
_PLURALS = (
    r"(?:colleagues|co-?workers|interns|engineers|auditors|managers|guests|employees|people|persons|reps"
    r"|sales ?reps|kids|children"
    r"|directors|technicians|trainees|members|delegates|consultants|speakers|students|customers|clients|candidates"
    r"|partners|friends|visitors|hires|applicants|joiners|newcomers|suppliers|volunteers|players|apprentices|graduates"
    r"|executives|officers|experts|lawyers|teachers|doctors|nurses|developers|scientists|inspectors|surveyors)"
)
_ADJ = r"(?:(?!to\b|from\b|in\b|at\b|for\b|with\b|and\b|or\b)[a-z-]+ ){0,2}"
# What else is counted behind "we are": "we are two days late".
_LENGTHS = (
    r"(?:nights?|days?|weeks?|months?|years?|hours?|minutes?|mins|hrs|miles|kilomet(?:re|er)s|stops|stations|blocks"
    r"|rooms|seats|tickets|cars|bags|teams|groups|times|steps|companies|departments|offices)\b"
)
_TOTAL = LatePattern(
    r"(?<![\w.,/-])(?:(?:for|we are|we're|we will be|we shall be|there are|there will be|they are|are|party of"
    r"|group of|grp(?: of)?|team of"
    rf"|all|the|family of|a total of|total of|us|of) ){{0,4}}(?P<count>{_ANY})\s?(?:x\s?)?(?:{_PEOPLE}"
    rf"|of us)(?![\w-]){_INCLUDING}"
    rf"|\b(?:party|group|team|delegation|grp|family|crew)(?: of)? (?P<party>{_ANY})(?![\w/.:-]){_INCLUDING}"
    rf"|\bwe(?: are|'re| will be| shall be)(?: all)? (?P<we>{_ANY})(?=\s*(?:[,.;:!?({GAP}]|$|in total|altogether|all))"
    # "We are two engineers, I and Bob Ray": all of them, whoever asks among them.
    rf"|\bwe(?: are|'re| will be| shall be)(?: all)? (?P<we_are>(?!an? ){COUNT}) {_ADJ}{_PLURALS}(?![\w'-])"
    # "We are two biologists".
    rf"|\bwe(?: are|'re"
    rf"| will be) (?P<by_trade>(?!an? ){COUNT})(?= (?:(?!{_LENGTHS})[a-z-]+ ){{0,2}}(?!{_LENGTHS})[a-z-]{{3,}}s"
    rf"\s*(?:[,.;:!({GAP}]|$|(?:and|from|who|going|travell?ing|flying|on|in|at|for|with)\b))"
    # "1 driver" of a rental car.
    r"|(?<!with )(?P<drivers>\b(?:[1-9]|one|two|three)) drivers?\b(?! (?:side|license|licence))"
    r"|\b(?:number of |no\.? of )?(?:travell?ers|passengers|pax|people|persons"
    rf"|adults)\s*[:=]\s*(?P<labelled>{_ANY})(?![\w/.:-])"
    rf"|\bfor (?P<bare>{COUNT})(?=\s*(?:[,.;!?{GAP}]|$|and\b|with\b|to\b|from\b|in\b|please\b|pls\b))",
    re.IGNORECASE,
)
_REST_OF = r"(?:(?:rest|remainder|others) of (?:the|our|my) )"
_SUM_OF = r"(?:members of (?:the|our|my) )"
# "Me and the gang": whoever is named beside oneself without a name or a role of one person.
_AND_ME = (
    r"(?:me|myself|i|us) (?:and|&|\+|plus|n) (?:(?:all|some|most|a few|half) (?:of )?)?(?:the|my|our|some|those|these)"
    r" (?!(?:dogs?|cats?|pets?|bikes?|bags?|luggage|gear|kit|stuff|laptop|car|suitcases?|usual|same|other"
    r"|tickets?|details"
    r"|dates|flights?|trains?|hotels?|rooms?|papers|documents|samples|boss|others?)\b)"
    r"{adjectives}(?:{groups}|{plurals}|[a-z]{{3,}}s)"
)
_GO = (
    r"(?! (?:needs?|wants?|expects?|likes?|asks?|invites?) (?:me|us|him|her|you)\b)(?! (?:has|have|is|are) (?:now |just"
    r" |already |finally )?(?:asked|invited|told|agreed|approved|decided|confirmed|requested|changed|moved|happy)\b)"
    r"(?= (?:is|are|will|shall|needs?|wants?|travels?|flies|fly|goes|go|has|have|must|should|visits?|attends?"
    r"|leaves?|meets? in|wanna|gonna|get|gets|to (?:fly|travel|go|attend|be)|flying|travell?ing|going|off to"
    r"|departs?|proceeds?)\b)"
)
# What a group has where it travels: "our delegation's flight", "the engineers' tickets".
_OF_ITS_OWN = (
    r"(?:'s|')(?= (?:[a-z-]+ ){0,2}(?:flights?|trips?|tickets?|journeys?|trains?|seats?|bookings?|reservations?"
    r"|rooms|itinerary|transport(?:ation)?|travels?(?! (?:policy|budget|desk|card|account|agent|manager|plans?"
    r"|expenses?))"
    r")\b)"
)
_NO_PEOPLE = (
    r"(?:flights|trains|hotels|days|dates|nights|weeks|months|hours|minutes|times|options|things|items|points|details"
    r"|airlines|carriers|cities|places|legs|trips|meetings|bags|samples|sites|offices|plants|rooms|seats|years|stops"
    r"|cars|boxes|documents|slots|changes|questions|requests|bookings|always|news|sessions|talks|workshops)\b"
)
_SOME = (
    r"(?:two or three|three or four|one or two|four or five|a few|several|some|however many|a bunch|a number"
    r"|a couple|a handful|many|various"
    r"|an? (?:unknown|appropriate|sufficient|suitable) number)(?: of)?(?: the| our| my)? (?:[a-z]+ )?(?:others?"
    r"|people|of us|rooms|seats"
    rf"|tickets|{_PLURALS})"
    r"|each of (?:us|them|you)"
    # "A few of our techs", whatever they are called.
    r"|(?:each|every one|a few|several|some|a couple|a handful|a bunch|a number|many|most|two or three|three or four"
    r"|one or two)(?: more)?"
    rf" of (?:our|my|the|their|his|her|its|these|those) (?:[a-z-]+ )?(?!{_NO_PEOPLE})[a-z]{{3,}}"
    r"(?:s|men|women|people|staff|folk)"
)
_CHILDREN = r"(?:child(?:ren)?|kids?|infants?|bab(?:y|ies)|toddlers?|teen(?:ager)?s?|minors?)"
_UNSURE = (
    # "2 adults and a child": how many places that makes follows from how old the children are.
    rf"{COUNT} (?:adults?|{_PEOPLE}|{_PLURALS}),? (?:and |plus |with |\+ ?|& )?(?:{COUNT} |our |my |the )?{_CHILDREN}"
    r"|(?:(?:maybe|perhaps|about|around|roughly|approx(?:imately|\.)?|circa|probably|some|at least|up to|between"
    rf"|either) {_ANY}"
    rf"(?:(?: ?- ?| to | or | and |, ?(?:maybe |perhaps )){_ANY})?|{_ANY}(?: ?- ?| to | or ){_ANY}) (?:{_PEOPLE}"
    rf"|others?|of us|{_PLURALS})"
    rf"|maybe {COUNT}, ?(?:maybe |or |perhaps ){{1,2}}{COUNT}(?! (?:o'clock|am|pm|days?|nights?))"
)
_NAMES_LATER = (
    r"(?:the )?(?:passenger |traveller )?names?(?: of (?:the )?(?:travell?ers|passengers|participants))?(?: are| is|:)?"
    r" (?:to (?:follow|foll|come)|tb[acd]|to be (?:advised|confirmed|announced)|(?:will|to|shall)(?: then)?"
    r" (?:be (?:shared|sent|provided|given|advised|confirmed|forwarded|announced|supplied|added)|follow))"
    r"(?:,? (?:later|shortly|soon|separately|tomorrow|today|tonight|asap|by e-?mail|in due course"
    r"|(?:on |by |next |this )*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|evening|afternoon|morning)))*"
)
# "The list of delegates will be submitted", "passenger list to follow", "I'll send you everybody's names".
_LISTED = (
    r"(?:travell?ers|passengers|participants|delegates|attendees|guests|members|employees|pax|people|staff|colleagues"
    r"|representatives)"
)
_LIST_LATER = (
    rf"(?:(?:the |a |our )?(?:full |final |complete |detailed )?(?:(?:name|passenger|traveller|pax|participants?"
    rf"|delegates?|guest) list|list of (?:the |all |all the |our )?(?:names(?: of (?:the |all )?{_LISTED})?|{_LISTED}))"
    r",? (?:(?:to|will|shall|is to|would)(?: then| also)? (?:be (?:sent|shared|submitted|provided|forwarded|supplied"
    r"|communicated|confirmed|furnished|given|announced|mailed|e-?mailed|transmitted|attached)|follow|come)"
    r"|(?:is|being) (?:not (?:yet )?(?:final|ready|complete|known)|still open|being (?:drawn up|finali[sz]ed"
    r"|prepared|compiled)))(?: (?:later|shortly|soon|separately|tomorrow|asap|by e-?mail|in due course))*)"
)
_TO_BE_SAID = (
    r"(?:(?:group |party )?size|(?:pax |passenger |traveller )count|head-?count|number of (?:travell?ers"
    r"|passengers|pax|people|guests|participants)|pax"
    r"|no\. of pax)"
    r"(?: is| are)?:? ?(?:tba|tbc|tbd|to be (?:advised|confirmed|announced|defined)|not known|unknown|open)"
    r"|head[- ]?count is still (?:moving|open|growing|changing)|grp mvmt"
    r"|(?:(?:(?:i|we) )?(?:don't|do not|haven't|have not)(?: (?:have|got|know|had))?|no)(?: an?| the| exact| final|"
    r" any| yet"
    r"| firm)* (?:head[- ]?count|numbers|count)(?: of (?:people|travell?ers|pax))?(?: (?:yet|so far|just yet|for now"
    r"|at the moment))?"
    rf"|{_NAMES_LATER}|{_LIST_LATER}"
)
_GROUP = LatePattern(
    rf"(?<![\w'-])(?:(?:(?:for|with|and|plus|accompanied by|book|send|fly|get|getting|sending|flying|booking"
    rf"|bringing|moving|taking|us -) |(?<=: )|(?<=\. )|^)"
    rf"(?:(?:the|our|my|a|whole|all) ){{1,2}}(?:{_SUM_OF}|{_REST_OF})?{_ADJ}(?:{_GROUP_NOUN}|{_PLURALS})\b"
    rf"|(?:team|group|grp|party|batch|delegation|crew|bunch|lot) of (?!(?:{_ANY}))(?:the |our |my )?{_ADJ}{_PLURALS}"
    rf"|\bwith family\b|\b(?:for |us |we )?(?:all of us|us lot)\b|\bwe(?: are|'re) (?:a|an) (?:\w+ )?(?:group"
    rf"|team|party|delegation)\b"
    rf"|\bfor (?!(?:the|our|my|a|an|one|this|that|any|no|some)\b){_ADJ}(?:team|group|delegation|crew|committee"
    rf"|department"
    rf"|division|squad|faculty){_NOT_A_GROUP}(?=\s*(?:[,.;{GAP}]|$|(?:from|to|in|at|on|of|travel|go|fly)\w*\b))"
    rf"|\bfor staff\b|\b{_SUM_OF}{_ADJ}{_GROUP_NOUN}"
    rf"|(?:(?:all|most|some)(?: of)? )?(?:(?:the|our|my|a|all|several) ){_ADJ}(?:{_GROUP_NOUN}|{_PLURALS})"
    rf"(?: (?:of|from|in) (?:the |our |my )?[a-z]+(?: [a-z]+)?)?{_GO}"
    rf"|(?:the|our|my) (?:[a-z]+ )?(?!others\b|numbers\b|matters\b|papers\b|orders\b|members\b"
    rf"|offers\b)[a-z]{{3,}}(?:ers|ors|ists|ians|men|women){_GO}"
    rf"|(?:everyone|everybody|all of us|we all|all){_GO}"
    rf"|(?:(?<=[.:!] )|^){_ADJ}(?:leadership|management|staff|faculty|personnel|crew){_NOT_A_GROUP}{_GO}"
    rf"|{_AND_ME.format(adjectives=_ADJ, groups=_GROUP_NOUN, plurals=_PLURALS)}"
    rf"|(?:the|our|my|this|that) {_ADJ}(?:{_GROUP_NOUN}|{_PLURALS}){_OF_ITS_OWN}"
    rf"|(?<=[,;:] ){_ADJ}(?:members|delegates|colleagues|engineers|auditors|managers|directors|technicians"
    rf"|consultants|trainees|participants|attendees|reps)(?=\s*(?:[,;.{GAP}]|$))"
    rf"|(?:\b(?:for|with|and|book|send|fly|get|put|bring|take|move|fit) {_WHOLE}|{_WHOLE}{_GO}))(?![\w'-])",
    re.IGNORECASE,
)
_UNCERTAIN = LatePattern(rf"(?<![\w'-])(?:{_SOME}|{_UNSURE}|{_TO_BE_SAID})(?![\w'-])", re.IGNORECASE)


_BESIDES_ME = LatePattern(
    rf"(?:\b(?:me|myself)(?: ?(?:\+|&)|,? (?:plus|and))|{GAP} ?(?:\+|plus)) ?(?:another )?$", re.IGNORECASE
)
_OF_ALL = LatePattern(r"\b(?:us|total|all|altogether|incl\w*|counting|included)\b", re.IGNORECASE)


class HeadCount(NamedTuple):
    """How many travel, None where no number is said; not certain where several are."""

    total: int | None
    is_certain: bool


def take_head_count(words: Words) -> HeadCount:
    """Return how many are said to travel, taken out of `words`. As many rooms as people say nothing more."""
    found = [_count_in(match) for match in _take_totals(words)]
    found += [2 for _ in words.take_all(_TWO)]
    tickets = {count_of(match["count"]) for match in _take_tickets(words)}
    counts = set(found) or tickets
    if found and tickets and max(tickets) > max(found):
        counts |= tickets
    return HeadCount(min(counts, default=None), is_certain=len(counts) <= 1)


def _take_totals(words: Words) -> list[re.Match[str]]:
    """Return what counts people who travel, taken out of `words`: not those to whom one speaks."""
    found = [
        match
        for match in _TOTAL.finditer(words.text)
        if not _AUDIENCE.search(words.text[max(0, match.start() - _LOOK_BACK) : match.start()])
    ]
    for match in found:
        words.blank(*match.span())
    return found


def _take_tickets(words: Words) -> list[re.Match[str]]:
    """Return what counts tickets, taken out of `words`; of what they are, "rail tickets", is left to be read."""
    found = list(_TICKETS.finditer(words.text))
    for match in found:
        for name in ("count", "x", "thing"):
            if match[name]:
                words.blank(*match.span(name))
    return found


def take_uncertain_count(words: Words) -> str | None:
    """Return the words that say more than one number of people, or that it is not known, taken out of `words`."""
    found = words.take_all(_UNCERTAIN)
    return found[0][0].strip() if found else None


def take_group(words: Words) -> str | None:
    """Return the words for people of whom it is not said how many they are, taken out of `words`."""
    found = words.take(_GROUP)
    return found[0].strip() if found else None


def take_rooms(words: Words, travellers: int) -> int | None:
    """Return how many rooms are asked for, where that is not one for each of the `travellers`; rooms that are one for
    each are taken out of `words`."""
    match = words.search(_ROOMS)
    if match is None:
        return None
    rooms = count_of(match["count"])
    if rooms != travellers:
        return rooms
    words.take_all(_ROOMS)
    words.take_all(_PER_ROOM)
    return None


def _count_in(match: re.Match[str]) -> int:
    """Return how many are counted, with the requester beside whom they are: "me plus two people" are three."""
    said = next(
        match[name]
        for name in ("count", "party", "we", "we_are", "by_trade", "drivers", "labelled", "bare")
        if match[name]
    )
    are_besides = _BESIDES_ME.search(match.string[: match.start()]) and not _OF_ALL.search(match[0])
    return count_of(said) + bool(are_besides)
