"""What people say of themselves, of their mistakes, and of what is to be done once all is booked: turns of phrase that
tell of nothing which a trip has, each a kind with its words left open; and which offer one takes, whose days
are said."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.blanks import blank_out

_MESSAGE = (
    r"(?:e-?mails?|mails?|messages?|msgs?|requests?|texts?|notes?|forms?|posts?|ones?|lines?|dates?|bookings?|orders?)"
)
_EARLIER = r"(?:last|previous|first|earlier|former|other|original|recent|initial|preceding|prior|above|below)"
_MISTAKE = (
    r"(?:mistakes?|errors?|confusion|mix-?ups?|typos?|slips?|mess(?:-?up)?|troubles?|inconvenience|bother|hassle"
    r"|misunderstanding|muddle|hiccup|botch|bungle|faff|oversight|mishap|blunder|chaos|fuss|spam|noise|double"
    r"|back[- ]and[- ]forth)"
)
_IS = r"(?:i'm|i am|we're|we are|he's|she's|he is|she is|(?:me|my|our) being)"
_KIND = (
    r"(?:person|people|human|humans|bird|type|guy|girl|gal|lad|man|woman|owl|riser|lark|creature|being|animal|kind"
    r"|sort|soul|fella|bloke|dude)"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_DAY = rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)? ?(?:of )?{_MONTH}"
# Patterns, one a line.
_PATTERNS = rf"""
(?:(?:i|we) )?(?:(?:please|kindly|very|so|do|must|sincerely|really) )*(?:apologi[sz]e|excuse|pardon|forgive|sorry
  |apologies|ignore)(?: (?:me|us))?,?(?: (?:for|about|of))? (?:(?:the|my|our|a|an|this|that|any|all|small|little|silly
  |stupid|slight|last|previous) )*{_MISTAKE}(?: (?:in|with|on|of|from) (?:(?:the|my|our|this) )?(?:{_EARLIER} )?
  {_MESSAGE})?(?: (?:before|earlier|yesterday|just now|above|below|there))?
(?:there (?:is|was)|there's|(?:i|we)(?:'ve| have)?(?: made| found| spotted| noticed)?) (?:(?:an?|the|my|one|some|small
  |little|silly|stupid) )+{_MISTAKE} (?:in|with|on) (?:(?:the|my|our|this) )?(?:{_EARLIER} )?{_MESSAGE}
the following,? (?:please|pls)
(?:neither|none|either|both|all) of us (?:really )?(?:minds?|cares?|bothers?)(?: (?:about )?(?:what|which|the|when|at
  |much|either)(?: (?:exact )?(?:times?|airlines?|seats?|carriers?|flights?|one|all|way))?)?(?= ?(?:[.,;!)]|$))
(?:(?:gst|vat|tax|proper|original|company) )+(?:invoices?|bills?|receipts?)(?: (?:is|are|will be|also|pls|please|must
  |reqd|required|needed|mandatory|compulsory|to be (?:shared|sent|provided)))*(?= ?(?:[.,;!)]|$))
(?:it|that|this|the (?:trip|flight|meeting|date)) (?:used to be|was (?:to be|going to be|planned for|meant to be))
   (?:on )?(?:the )?{_NUMBER}(?: (?:of )?{_MONTH})?,?(?: (?:but|and|so))?(?= now\b)
{_IS} (?:no|not an?|not much of an?|an?|more of an?) (?:night owl|morning person|early bird|early riser|big fan)
(?:otherwise|or else|if not|failing that|else),? (?:(?:{_IS}|it's|it is) )?(?:(?:really|too|that|so|honestly) )*(?:not
  |n't)(?: (?:too|that|so|very|really|at all))* (?:fussed|bothered|picky|fussy|particular|worried|choosy|an issue
  |a problem|important)(?= ?(?:[.,;!)]|$))
(?:otherwise|or else|if not|failing that|else),? (?:(?:i|we) (?:(?:really|honestly) )?(?:don't|do not) (?:mind|care)
  (?: (?:which|who|what|at all|much|either way))?|(?:any|anyone|anything|whichever|whatever|whoever)(?: (?:one|airline
  |carrier|flight|train|hotel|seat|other|else))?(?:'s| is| are| you)? ?(?:cheap(?:er|est)?|quick(?:er|est)|available
  |best|free|there|going|fine|ok|okay|good|will do|would do|works|like|find|have|get)?)(?= ?(?:[.,;!)]|$))
(?:(?:tktg|ticketing|tickets?|tkts?|booking|payment|option|issuance|issue) (?:dead-?line|time[- ]?limit|limit)|ttl)
  (?:'s| is| was| of|:)?(?: (?:on|by|the|this|next))* (?:tomorrow|today|tonight|{_WEEKDAY}|{_NUMBER}(?: of)? ?{_MONTH}
  |{_MONTH} {_NUMBER})(?: (?:at |by )?(?:noon|midday|eod|cob|[0-9]{{1,2}}(?:[:.]?[0-9]{{2}})? ?(?:am|pm|hrs|h)?))?
(?:could|can|would|will|might) (?:(?:somebody|someone|anybody|anyone|one of you|any of you|you guys|u guys|you lot
  |yous|y'all|the (?:travel )?(?:team|desk))(?: (?:there|here|kind|lovely|nice))?)(?: (?:people|folks|souls?))?
  (?=,? (?:please |pls |kindly |possibly |maybe )*(?:help|sort|book|arrange|get|find|organi[sz]e|look|check|reserve|fix
  |set|put)\b)
{_IS}(?: (?:really|just|so|honestly|definitely|clearly|probably|simply))* (?:not|no|never)(?: (?:really|exactly|quite))?
   (?:(?:an?|much of an?|the|your) )?(?:(?:big|great|huge|good|keen|typical) )*(?:morning|mornings|early|evening|night
  |late-?night|afternoon|breakfast|monday|before-coffee|pre-coffee|5 ?am|6 ?am|rise-and-shine) {_KIND}
(?:(?<=\A)|(?<=[.;/] ))(?:(?-i:NEW|REV|REVISED|UPD|UPDATED|URGENT|RUSH|PLS|REQ|RQST|KINDLY) ){{0,2}}(?-i:RES|RESV|RSVN
  |BKG|BOOKING|booking|RESERVATION|REQ|RQST|REQUEST|TKT|TRIP|ITIN|ITINERARY|TRVL|TRAVEL)(?-i: REQ| RQST| REQUEST| NEW)?
  (?= ?[:;,]|\. | / | - )
(?:(?:let's|let us|i'll|we'll|i|we|please|pls|yes|ok|okay) (?:please )?(?:do|take|go (?:for|with)|choose|pick|want
  |prefer|would like|book|have) )?(?:the )?(?:option|variant|version|alternative|proposal|choice|variation|offer|quote
  |routing)
   (?:no\.? ?|number |nr\.? )?(?-i:[A-D]|[1-4])(?: it is| then| please| pls| is (?:fine|good|ok|best|better))*
  (?= ?[:.;,!-].{{0,200}}{_DAY})
(?:and )?(?:before|in case|if) (?:(?:you|u|anybody|anyone|somebody|someone|they) (?:ask|asks|wonder|wonders|say anything
  |were wondering|are wondering|think to ask|comment|comments|must know|really must know)|you're wondering)
(?:(?:i|we|he|she|they|who) )?(?:has|have|had|got|'s got|'ve got) (?:about |like |literally |easily )?(?:an? |some )?
  (?:million|zillion|billion|gazillion|ton|tonne|bunch|pile|heap|load|loads|lots|tons|thousand|trillion)s?
  (?: of)? (?:(?:air|frequent flyer|bonus|loyalty) )?(?:miles|points)
  (?: (?:there|with (?:them|it|that)|already|to burn))?
(?:they|we|the two|both|these two) (?:share|have) (?:nothing|no (?:budget|booking|surname))(?: in common)?
no (?:animals?|livestock|cargo|freight|samples|weapons|dangerous goods|hazmat|liquids|lithium batteries|tools|equipment
  |gear|instruments?|paperwork|speeches|fuss|bells and whistles)(?: (?:on board|this time|with (?:me|us|it)))?
  (?= ?(?:[.,;!)]|$))
(?:(?:the|my|our|a|an) )?(?:[a-z]+ )?(?:ship|vessel|boat|barge|convoy|shipment|cargo|delivery|container|truck|lorry
  |parts?|client|customer|harvest|project|weather|snow|ice) (?:is|are|was|were|runs|'s)(?: (?:running|coming|again|now
  |still|always|very|so|rather|a bit|all))*
   (?:late|delayed|early|overdue|stuck|held up|behind schedule|ahead of schedule
  |in (?:dry )?dock|broken(?: down)?|aground)(?= ?(?:[.,;!)]|$|so\b|and\b))
(?:(?:the|our|my) )?(?:[a-z]+ ){{0,2}}(?:federation|club|company|client|university|institute|ministry|union|association
  |customer|employer|sponsor|festival|museum|hosts?|organi[sz]ers?|publisher|school|state|firm|academy|foundation|boss
  |department|council|theatre|theater|church|hospital|insurance) (?:will |would |is going to )?(?:pays?|paying)
  (?: (?:for )?(?:(?:the|my|our|all|this|both|these) )*(?:tickets?|trips?|travel|costs?|flights?|expenses|fares?|hotel
  |everything|it|all))?(?= ?(?:[.,;!)]|$|for (?:me|us|both|all)\b|so\b|and\b))
"""


def _make_pattern() -> LatePattern:
    patterns = "|".join(each for each in _PATTERNS.replace("\n  ", "").split("\n") if each)
    return LatePattern(rf"(?<![\w'])(?:{patterns})(?![\w'])", re.IGNORECASE)


_SAYING = _make_pattern()


def without_sayings(text: str) -> str:
    """Return `text` with blanks where such turns of phrase stand, everything else in its place."""
    return blank_out(_SAYING, text)
