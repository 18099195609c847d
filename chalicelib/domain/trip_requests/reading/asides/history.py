"""What was, and what is only referred to: plans that no longer hold, mail and contracts of earlier days, numbers of
files and phones. The days and places in it are none of the trip's.
"""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_PRONOUN = (
    r"(?:i|we|it|he|she|they|this|that|the (?:meeting|trip|visit|workshop|date|event|flight|plan)"
    r"|(?:meeting|trip|visit|plan|date)(?:'s)?)"
)
_MOVED = (
    r"(?:moved|shifted|changed|postponed|rescheduled|pushed(?: back)?|brought forward|bumped|switched|preponed|delayed"
    r"|put back|advanced|put off|put forward|bumped up|bumped back|deferred)"
)
_PLANNED = (
    r"(?:asked|booked|planned|wanted|requested|supposed|going|meant|scheduled|set|thinking|intended|hoping|about|due"
    r"|applied)"
)
_WRITING = (
    r"(?:e-?mails?|mails?|letters?|conversations?|contracts?|calls?|meetings?|messages?|decisions?"
    r"|telecons?|discussions?|invitations?|notes?|memos?"
    r"|chats?|quotations?|quotes?|notices?|orders?|agreements?|resolutions?|circulars?|fax(?:es)?"
    r"|communications?|correspondence|requests?)"
)
_PLAN = (
    r"(?:mails?|e-?mails?|messages?|msgs?|texts?|notes?|requests?|reqs?|trips?|bookings?|reservations?|dates?|days?"
    r"|plans?|versions?|quotes?|quotations?|offers?"
    r"|itinerar(?:y|ies)|threads?|sent|said|wrote|asked|earlier|previously|before|above|below)"
)

# What a plan has that may itself be taken back, and where the request goes on.
_PART = r".{0,30}\b(?:return|back|outbound|inbound|homeward|home|hotel|car|train|flight|stay|night|seat|bag)s?\b"
_GO_ON = r",? (?:and|so|but|then|please|pls|book|i need|need|can you|could you|get me|fly|arrange|reserve)\b"

_PATTERNS = r"""
\b{pronoun}(?:'s| has| have| had| got| was| were| is| are)?(?: been| just| now)* {moved} (?:from
  |off) [^.,;:!?\n]{1,60}[.,;:]
(?:(?<=\A)|(?<=[.!?\n] )|(?<=\n))[^.!?:\n]{3,60}\b(?:cancell?ed|called off|dropped|scrapped|fell through|fallen
   through|is off)\b
  [^.!?:\n]{0,40}?[,;-]? (?:so|and|hence) (?:please |pls )?(?:scratch|forget|drop|ignore|scrap|skip|bin|never mind)
   (?:that|it|this)
  (?: one| trip| request| booking)?[.!;]
\b(?:originally|initially|previously|earlier|before|at first),? (?:it|this|that|we|i|the \w+)(?: was| were
  | had(?: been)?| wanted| asked)[^.;:!?\n]{1,80}?(?:[,;]|\bbut\b|\.(?=\s*now\b))\s*(?:but )?(?:now\b|so\b)?[:,]?
\b(?:the|our|my|that|this|your|usual) (?:(?!\b(?:i|we)\b)[^.,;:!?0-9\n]){1,60}\b(?:is|are|was|were|seems?)(?: all
  | now| already
  | completely| fully| sadly| totally| always)* (?:full|sold out|booked out|booked up|fully booked|overbooked
  |unavailable
  |not available|no longer available|closed)(?: up| then| on those days| again)?(?=\s*(?:[.,;!]|-|$|(?:so|and|but
  |because|as|since)\b))
\b(?:pursuant|further|according|subject|in accordance|in line|with reference|in reference
  |reference) (?:is made )?(?:to|with)
   (?:(?:the|our|your|this|my) )?(?:\w+ ){0,2}(?:no|nr|number|ref|reference|#)\.?:? ?[\w/-]*[0-9][\w./-]*(?:,|(?=\s))
\b(?:i|we|it|they|he|she) (?:had |have |was |were )?(?:(?:originally|initially|previously|first
  |earlier) )?{planned} [^.;:!?\n]{1,80}?,? but (?:[^.,;:!?\n]{1,60}, )?(?:so |now |then )+(?:we take|i take
  |let's (?:take|make it|go with)|make it|please|it's|it is)?[:,]?
(?:\b(?:prev(?:ious)?|old|earlier|last|first|former|trailing|my|the) ){1,3}(?:req(?:uest)?|booking|plan|mail|e-?mail
  |message|trip|version|reservation)s? (?:is |was |has been |are |stands? |may |please |be |pls )*(?:cxld|cxl|cancelled
  |canceled|ignored|disregarded|void|obsolete|off|superseded|withdrawn|no longer valid
  |not valid(?: any ?more)?)(?: as [^.,;:!?\n]{1,60})?[.,;:]?
\b(?:pls |please |kindly |you can |can you )*(?:disregard|ignore|forget|scrap|scratch
  |never mind)(?: about)? (?:(?:the|my|all|any|those|what|everything|that|our|his|her
  |anything) )?(?:(?!{part})[^.!?;:,\n]{1,50} )??(?!{part}){plan}\b(?! (?:from (?!this|yesterday|today|earlier|last)
  |to)\b)(?:(?!{go_on})[^.!?;:,\n]){0,50}[.,;:!]?
\b(?:(?:the|my|our|his|her|their|those|these|any|all|\w+'s) )?(?:old )?(?:dates?|details?|days?|plans?|itinerary
  |mails?|messages?|request
  |version|times?|flights?) (?:(?:below|above|underneath|quoted|attached|in (?:the|my|his
  |her) [a-z -]{1,30}) )?(?:is|are|was|were) (?:now |all )?(?:old
  |wrong|outdated|out of date|obsolete|no longer valid|not valid(?: any ?more)?|incorrect|superseded
  |void)(?:,? (?:so |and )?(?:please
   |pls )?(?:ignore|disregard|forget|skip) (?:it|them|that|those|this))?[.;]
\b(?:the|my|our|that|this) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|[0-9]{1,2}(?:st|nd|rd|th))(?:'s)?
   (?:thing|one|meeting|call|trip|flight|workshop|date|appointment|visit|slot|session|plan)
  (?:'s| has| was| got| is| had)?(?: now| just| been| to be)* {moved}(?! (?:to|from|until|till)\b)[.,;:]?
\b(?:my|our|the|that) (?:trip|journey|booking|flight)(?:'s| is| has been| got)? (?:off|cancelled
  |canceled)[.!,;] *(?:so |please )?(?:cancel|scrap|bin|forget
  |ignore) (?:that|it)(?: one)?[.!;,]?(?: new one(?: instead)?:?)?
\binstead of (?:flying|coming|going|returning|leaving|travell?ing|departing)(?: (?:back|home
  |out))?(?: on)? (?:the )?(?:[0-9][^,.;:\n]{2,20}?
  |\w+day) (?:i|we)(?:'d| would)? (?:like|want|need|have|prefer|will|shall|'ll)(?: to)? (?:stay
  |remain)(?: there)? (?:[a-z0-9]+ )?(?:days?
  |nights?|weeks?) (?:longer|more)[.,;:] ?
\b(?:this|the following|here) (?:mail |message |one )?(?:replaces|supersedes|overrides|cancels) (?:everything|all
  |what|my|the|any)\b[^.!?;:\n]{0,80}[.!;:]?
(?:\bi )?\b(?:with (?:reference|regard)|in (?:reference|reply|response|relation)|referring|refer|reference
  |further|pursuant|subsequent|re|following up) (?:is made )?to (?:your|our|my|the|his|her|their
  |this)(?: \w+){0,2} {writing}\b(?: (?:of|on|dated|from|with|by
  |no\.?) [^,.;:()\n]{1,50}?)?(?:\s*\([^()\n]{0,120}\))?(?:,? which (?:\w+\s){0,3}
  (?:disregard|ignore|(?:is|are) (?:now )?(?:void|obsolete|withdrawn))(?: \w+)?(?=,))?(?:,| and (?:confirm
  |state|wish to state|inform you) that
  | i (?=would|need|request)|(?=\.))
\b(?:following|after|as per|per|according to) (?:your|our|my|the|his|her|their)(?: \w+){0,2} {writing}(?: (?:of
  |on|dated|from|with) [^,.;:()\n]{1,50}?)?(?:,| i (?=confirm|would|wish|request|need|hereby|now))
\b(?:the|my|our|that|your) [^.!?;:\n]{0,80}\bis no longer (?:relevant|valid|needed|current|correct
  |of interest)[^.!?;:\n]{0,20}[.!;]?
\([^()\n]{0,60}\bseparate (?:mail|request|message|e-mail|booking)\b[^()\n]{0,40}\)
\b(?:(?:i|we)(?:'m| am|'ll be| will be| are)? |(?<!\bis )(?<!'s )(?<!\bwas ))(?:out of (?:the )?office
  |on (?:(?:annual|parental|sick
  |maternity) )?leave|on (?:vacation|holiday))\b(?:(?!{go_on})[^.!?\n]){0,120}(?:[.!]|,(?={go_on}))
\b(?:the )?(?:tender|contract|order|project|deal)(?:'s)? (?:value|volume|worth|amount) (?:is|of
  |was) (?:(?:rs|approx|ca)\. ?)?(?:[^.,;!?\n]|[.,](?=[0-9])){1,40}(?:[.,;]|$)
\b(?:hence|thus|therefore)(?: the| its)? urgency\b
\b(?:the )?last (?:time|trip|year|month|week),? (?:i|we|you|they|he|she) (?:had|got|took|flew|sat|stayed|were
  |was|went|booked
  |gave|put|ended up|used|paid)\b(?:(?!\b(?:and|but|so)\b)[^.,;:!?\n\u2600-\U0001faff]){1,60}[.,;:!]?
\b(?:my|our|the|his|her|their)(?: \w+){0,2} (?:flights?|trains?|trips?|meetings?|bookings?|itinerary
  |plans?)(?: home| back| out| there)? (?:got
  |was|were|is|are|has been|have been|just got|has|have)(?: just| now| been| sadly| unfortunately)* (?:cancell?ed|cxld
  |scrapped|changed|axed|pulled|bumped)(?: on (?:me|us)| again| today| yesterday| last minute)?(?=\s*(?:[.;:!]|$
  |and\b|so\b))
\b(?:travel |trip |mission |journey )?(?:authori[sz]ation|order|requisition|request)
   (?:no\.? |nr\.? )?[0-9]{1,6}/[0-9]{2,6}(?![/.]?[0-9])
\b(?:request|ref(?:erence)?|ticket|case|form|memo|file|doc(?:ument)?|employee|emp|staff|invoice|job|mission order
  |travel order|work order|order|requisition|notice|circular)\.?(?: (?:id|no|nr|number|code)\.?
  | ?#)+:? ?[\w./-]*[0-9][\w/-]*(?:\.(?=\s|$))?
\b(?:ref|reference|case|ticket)(?:\.?:|\.)? ?(?=#?[0-9])#?[0-9]{4,}
\b(?:ref|reference|case|ticket)\.?: ?[\w./-]*[0-9][\w/-]*
\bref(?:erence|erring)? (?:to )?(?:my|your|our|his|her) (?:{writing}|msgs?|texts?)\b[^,.;!?\n]{0,40}[,.;]?
\b(?:fqtv|ffp|ff|frequent fl[iy]er)(?: (?:no|number|nr)\.?)?:? ?(?-i:[A-Z0-9]{2}) ?[0-9]{5,}
\bpo (?:no\.? ?)?[0-9]{4,}
\b(?:vat|tax|gst|iban|duns)(?: id| no\.?| number)?:? ?[a-z]{0,2} ?[0-9][0-9 ]{5,}
\b(?:i|we)(?:'d| had)? (?:originally|first|initially|earlier|previously) (?:said|wrote|asked for
  |thought(?: of)?) [^.;,)!?\n]{1,60}
\bform [a-z]{0,3}-?[0-9]{1,4}\b
\b(?:call|phone|mobile|tel|reach|whatsapp|cell)\.?(?: no\.?| number)?(?: is)?(?: me| us| him
  | her)?(?: at| on)?:? ?\+?[0-9][0-9 ()/-]{5,}[0-9]
\+[0-9][0-9 ()/-]{6,}[0-9]
<?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?
\bhttps?://[^\s]+|\bwww\.[^\s]+
"""
_MONTH_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
# "the meeting was moved from the 10th to the 17th": the 17th counts, unless the trip's days follow.
_DAY = LatePattern(
    r"\b(?:[0-9]{1,2}(?:st|nd|rd|th)|[0-9]{1,2} ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* [0-9]{1,2}|[0-9]{1,4}[./-][0-9]{1,2}|\w+day)\b",
    re.IGNORECASE,
)
# ... also of what stands at the beginning of a clause: "shooting schedule got preponed from 20 to 17 March".
_WHAT_MOVED = (
    r"(?:(?<=\A)|(?<=[.!?;:,\n] )|(?<=\n))(?!(?:i|we|my|our) (?:flights?|trains?|hotel|car|room)\b)"
    r"[a-z][a-z'-]* (?:(?-i:[a-z])[a-z'-]* ){0,4}?(?:has|have|had|got|was|were|is|are|gets?)"
)
_MOVED_TO = LatePattern(
    rf"(?:\b{_PRONOUN}(?:'s| has| have| had| got| was| were| is| are)?|{_WHAT_MOVED})"
    rf"(?: been| just| now| again| being)* {_MOVED} (?:from|off)"
    rf" [^.,;:!?\n]{{1,40}}? to ((?:the )?[0-9][^.,;:!?\n]{{0,25}}|{_MONTH_NAME} [0-9][^.,;:!?\n]{{0,20}}"
    r"|\w+day[^.,;:!?\n]{0,20})[.,;:]",
    re.IGNORECASE,
)
# "Forget Monday: it is Tuesday 19 January": the days that hold are said behind.
_DAY_FORGOTTEN = LatePattern(
    r"\b(?:please |pls |but |so )*(?:forget|ignore|disregard|scrap|scratch|never mind)(?: about)? (?:the )?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|[0-9]{1,2}(?:st|nd|rd|th))(?: (?:thing|date|plan|flight"
    r"|then))?\s?[:;,.!-]",
    re.IGNORECASE,
)
# "Earlier it was Oslo to Rome on 25 March, now it should be 23 March": the way holds, the day does not.
_NAME = r"(?-i:[^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*){0,2})"
_ROUTE_HOLDS = LatePattern(
    r"\b(?:originally|initially|previously|earlier|before|at first),? (?:it|this|that|the (?:trip|plan|booking))"
    rf" (?:was|had been) (?P<way>(?:from )?{_NAME} (?:to"
    rf"|-) {_NAME}),? (?:on )?(?:the )?[0-9][^,.;:!?\n]{{0,25}}[,;.]? (?:but "
    r"|and )?now (?:it )?(?:should be|is|has to be|must be|needs to be|shall be)(?: on)?(?= (?:the )?[0-9])",
    re.IGNORECASE,
)
_NAMES = {
    "{pronoun}": _PRONOUN,
    "{moved}": _MOVED,
    "{planned}": _PLANNED,
    "{writing}": _WRITING,
    "{plan}": _PLAN,
    "{part}": _PART,
    "{go_on}": _GO_ON,
}


def _make_patterns() -> tuple[LatePattern, ...]:
    patterns = _PATTERNS.replace("\n  ", "")
    for name, meaning in _NAMES.items():
        patterns = patterns.replace(name, meaning)
    return tuple(LatePattern(each, re.IGNORECASE) for each in patterns.split("\n") if each)


_HISTORY = _make_patterns()


# What is wanted or not is no memory, whatever is told as the reason: "not Delta, they lost my bag".
_SAYS_WISH = LatePattern(
    r"\s*(?:(?:and|but|so|please|pls|just) )*(?:not|no|never|none|only|nothing|anything but|any|avoid|direct|non-?stop"
    r"|window|aisle|business|economy|premium|first|coach|hotel|room|car|train)\b|.*\bnot (?:them|him|her|that one"
    r"|again)\b",
    re.IGNORECASE,
)
_REASON = LatePattern(
    r"\s*[,(-]+\s*(?:(?:because|since|as|cos|cuz|coz) )?(?:they|it|he|she|that one) |\s+(?:because|since|as|cos|cuz"
    r"|coz) (?:they|it|he|she|that one) ",
    re.IGNORECASE,
)
# Sentences about the past, in which nothing is asked for: "we met in Lisbon last year", "approval was given on Monday".
_SENTENCE = LatePattern(r"(?:[^.!?;\n]++|\.(?=[^\s.]))++[.!?;]*")
_SUBJECT = LatePattern(
    r"\s*(?:(?:and|but|so|yes|well|fyi|also|actually|sadly|unfortunately|yesterday|last \w+),? )*"
    r"(?:i|we|he|she|they|it|you|my|our|his|her|their|your|the|this|that|there|both|everybody|nobody"
    r"|approval|permission"
    r"|(?-i:[A-Z][a-z]+))\b",
    re.IGNORECASE,
)
_PAST = LatePattern(
    r"\b(?:was|were|had|did|met|went|came|(?<!['’]ve )(?<!have )(?<!has )got|said|told|wrote|called|spoke|saw|gave"
    r"|took|won|lost|sent"
    r"|heard|signed|visited"
    r"|stayed|enjoyed|worked|happened|has (?:already )?(?:been |given |signed )?\w+ed)\b",
    re.IGNORECASE,
)
_NAMED_LATER = LatePattern(r"(?<=[a-z,] )[^\W\d_a-zß-öø-ÿ]\w+|[0-9]")
_NOT_PAST = LatePattern(
    r":|\b(?:is|are|am|be|will|now|please|pls|need\w*|want\w*|wish\w*|requir\w*|must|book\w*|reserv\w*|arrang\w*|should"
    r"|shall|prefer\w*|would|could|can|may|might|like|rather|travel\w*|fly\w*|flies|join\w*|depart\w*|arriv\w*"
    r"|return\w*|coming|going|leav\w*|supposed|asked|planned|to (?:go|come|be)|from [^.]{1,40} to|hope|move\w*|shift\w*"
    r"|chang\w*|postpone\w*|resched\w*|we were \w+|enough|nothing|avoid"
    r"|not? (?:before|after|earlier|later)|let|but|tickets?|travell?ers?|passengers?"
    r"|(?:been|was|were) (?:invited|selected|nominated|appointed|chosen|commissioned|summoned|requested"
    r"|expected|scheduled)\b"
    r"(?!.*\b(?:last|ago|then|at the time|yesterday)\b)|for (?-i:[A-Z])\w+)\b|['’](?:m|re|ll|d)\b",
    re.IGNORECASE,
)


def without_history(text: str) -> str:
    """Return `text` without what was and what is only referred to."""
    text = _MOVED_TO.sub(lambda match: " " if _DAY.search(match.string, match.end()) else f" on {match[1]}", text)
    text = _DAY_FORGOTTEN.sub(lambda match: " " if _DAY.search(match.string, match.end()) else match[0], text)
    text = _ROUTE_HOLDS.sub(lambda match: f"{match['way']} on", text)
    for pattern in _HISTORY:
        text = pattern.sub(" ", text)
    now = _SENTENCE.sub(lambda match: _without_past(match[0]), text)
    return now if _DAY.search(now) else text


def _without_past(sentence: str) -> str:
    """Return a sentence; nothing for one of the past, and of what is wished for, or not, no reason of the past."""
    if not _SAYS_WISH.match(sentence):
        return "" if _is_past(sentence) else sentence
    reason = _REASON.search(sentence)
    if reason and _PAST.search(sentence, reason.start()) and not _NOT_PAST.search(sentence, reason.end()):
        return f"{sentence[: reason.start()]}. "
    return sentence


def _is_past(sentence: str) -> bool:
    bears_on_places_or_days = _DAY.search(sentence) or _NAMED_LATER.search(sentence)
    return bool(
        bears_on_places_or_days
        and _SUBJECT.match(sentence)
        and _PAST.search(sentence)
        and not _NOT_PAST.search(sentence)
    )
