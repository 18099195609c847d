"""What travellers say they need not have, or do not mind about: "walking distance isn't important", "I'm not
fussed about the airline". Nothing is asked for by it, and none of it may stand in the way.
"""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.blanks import blank_out

_ADVERBS = (
    r"(?:(?:really|too|that|so|very|overly|terribly|particularly|especially|at all|strictly|absolutely|all that)\s+)*"
)
# Of a hotel, a way back or who travels it is read elsewhere what it means that there is none.
_THING = (
    r"(?<!\bcar )(?<!\bhotel )(?<!\breturn )(?<!\broom )(?<!\bflight )(?<!\btrain )"
    r"(?:(?:the|an?|any|my|our|which|what|whether|having|being|exact|particular|specific)\s+){0,3}"
    r"(?:(?!(?:hotels?|rooms?|accommodation|lodging|class|cabin|returns?|back|flights?|trains?|cars?|one|way|and|but|then|from|to|on|in"
    r"|stops?|connections?|changes?|layovers?|if|unless|not|no|only|more|less|before|after|until|by|at|i|we|is|are|it|that|this)\b)[a-z][a-z'-]*"
    r"(?:[ /](?=[a-z])|\b)){1,4}"
)
_MINDING = (
    r"(?:fussed|bothered|picky|particular|worried|choosy|precious|concerned|fussy|attached|wedded|tied|set|hung up)"
)
_NOT_MINDED = LatePattern(
    r"(?<![\w'])(?:(?:but|and)\s+)?(?:(?:(?:i|we|he|she|they)(?:'m|'re|'s| am| are| is| really)?|(?:i|we) (?:do"
    r"|does))\s+)?"
    rf"(?:not|ain't|isn't|aren't)\s+{_ADVERBS}{_MINDING}\s+(?:about|on|as to|regarding|over|with|to|which|what|by)\s+"
    rf"{_THING}",
    re.IGNORECASE,
)
_UNIMPORTANT = (
    r"(?:important|necessary|essential|needed|required|reqd|critical|crucial|vital|relevant|compulsory|mandatory|wanted|obligatory"
    r"|an? (?:absolute )?(?:must|concern|priority|problem|issue|requirement|deal-?breaker|factor|big deal|worry)"
    r"|of (?:any |no )?(?:great )?importance)"
)
_NEED_NOT = LatePattern(
    rf"(?<![\w'-]){_THING}\s*(?:(?:is|are|'s|would be|need|needs|to be)?\s*not|isn't|aren't)\s+{_ADVERBS}"
    rf"{_UNIMPORTANT}(?![\w-])"
    r"|(?<![\w'-])(?:(?:any|the|local|airport|my|our|public|ground) )*(?:transport(?:ation)?|travel|transfers?"
    r"|pick-?ups?|meals?"
    r"|breakfasts?|parking|insurance|visas?) (?:need not|needn't|need no|(?:does|do) not (?:have|need) to|(?:doesn't"
    r"|don't)"
    r" (?:have|need) to) be (?:arranged|booked|included|considered|organi[sz]ed|provided|reserved"
    r"|taken care of)(?![\w-])"
    rf"|(?<![\w'-]){_THING}\s*(?:is|are|would be)\s+(?:optional|irrelevant|unimportant|immaterial|no (?:problem|issue"
    r"|concern|matter|big deal|deal-?breaker|requirement|must))(?![\w-])",
    re.IGNORECASE,
)
_NO_MATTER = LatePattern(
    rf"(?<![\w'-])(?:{_THING}\s*(?:does not|doesn't|do not|don't|won't|will not)\s+{_ADVERBS}(?:matter|bother me"
    rf"|worry me)"
    rf"(?: (?:much|to me|to us))*"
    rf"|(?:it )?(?:does not|doesn't)\s+{_ADVERBS}matter(?: to (?:me|us))?,? (?:which|what) {_THING}"
    rf"|(?:i|we) (?:do not|don't)\s+{_ADVERBS}(?:care|mind)\s+(?:about\s+|which\s+|what\s+){_THING}"
    rf"|(?:(?:i|we) have )?no (?:real |particular |special |strong )?preferences? (?:for|on|about|as to"
    rf"|regarding|in|with"
    rf" regard to|with|of) {_THING}"
    rf"|(?:with )?no (?:real |particular |special |strong )?preferences?(?=\s*[,.;!?)]|\s*$)"
    r"|no (?:fixed|set|specific|particular|special|strict|firm|definite) (?:times?|timings?|hours?|schedules?|airlines?"
    r"|carriers?|seats?|flights?|hotels?|requirements?|requests?|wishes|needs|demands)"
    rf"|(?:no|not any) (?:need (?:of|for)|interest in) {_THING})(?![\w-])",
    re.IGNORECASE,
)
# What would be liked and nobody sells apart: "parking would be a bonus", "with a pool if possible".
_AMENITY = (
    r"(?:(?:an?|the|some|free|decent|good|fast|indoor|private|on-?site|a bit of)\s+)*"
    r"(?:parking(?: spaces?)?|pools?|swimming pools?|gyms?|fitness (?:room|centre|center)|wi-?fi|internet"
    r"|breakfasts?|balcon(?:y|ies)"
    r"|saunas?|spas?|(?:(?:sea|city|lake|garden|mountain|harbour|river) )?views?|desks?|kettles?|iron(?:ing board)?"
    r"|bath ?tubs?|minibars?|air ?con(?:ditioning)?"
    r"|lounge access|(?:airport )?shuttles?(?: service)?"
    r"|power sockets?|entertainment|exit rows?(?: seats?)?|(?:extra )?legroom|front rows?|upgrades?|late check-?out"
    r"|early check-?in|quiet rooms?|high floors?|kitchen(?:ette)?s?)"
)
_WOULD_BE_NICE = LatePattern(
    rf"(?<![\w'-])(?:(?:and|with|plus|including)\s+)?{_AMENITY}(?: thrown in| included)?\s*,?\s*"
    r"(?:(?:would|wd|might|could|'d)(?: also)? be (?:nice|great|good|lovely|ideal|appreciated|handy|perfect"
    r"|cool|sick|a (?:bonus"
    r"|plus|dream)|welcome|wonderful|fab|sweet|useful)(?:,? but (?:it's |it is )?not (?:an? )?(?:must|essential"
    r"|needed|necessary"
    r"|required))?|if (?:at all |it is |it's )?possible|if (?:you can|available|(?:they|you)(?:'ll| will| can"
    r"|'d)? (?:have|let|do|allow|manage|offer|find)(?: me| us)?"
    r"(?: (?:it|one|any|pick|choose|that|this))*)"
    r"|ideally|preferably"
    r"|is a (?:plus|bonus)|not (?:a must|essential|needed|necessary|required))(?![\w-])",
    re.IGNORECASE,
)
# "Cathay is what we usually fly but any airline will do".
_ANY_WILL_DO = LatePattern(
    r"(?:(?<=[.;!?,] )|\A)[^.;!?,0-9]{2,50}\b(?:usually|normally|generally|mostly|typically|tend to|as a rule|always)\b"
    r"[^.;!?,0-9]{0,40},? (?:but|though) any (?:airline|carrier|of them)(?: at all)? (?:will do|would do"
    r"|is (?:fine|ok|okay"
    r"|good)|works|goes)(?= ?(?:[.,;!]|$))",
    re.IGNORECASE,
)
# A stop that is allowed limits nothing: "via Frankfurt is fine".
_STOP_IS_FINE = LatePattern(
    r"(?<![\w'-])(?:(?:a |one )?(?:stop(?:over)?|connection|change|layover|transit) (?:in|at|through|via)|via|through) "
    r"(?-i:[^\W\d_a-zß-öø-ÿ][\w'’-]*(?: [^\W\d_a-zß-öø-ÿ][\w'’-]*){0,2}),? (?:(?:is|would be|works|will be)(?: also"
    r"| quite)? )?"
    r"(?:fine|ok|okay|acceptable|no problem|possible|good|alright|all right)(?: too| as well| with me| for me"
    r"| by me)*(?![\w-])",
    re.IGNORECASE,
)
# "Non-refundable is ok".
_TERMS_ARE_FINE = LatePattern(
    r"(?<![\w'-])(?:non|not)[- ]?refundable(?: (?:fares?|tickets?|rates?|rooms?|one))?,? (?:(?:is|are|would be"
    r"|will be)(?: also"
    r"| quite| absolutely| perfectly)? )?(?:fine|ok|okay|acceptable|no problem|good|alright|all right)(?: too"
    r"| as well| with me"
    r"| for me| by me)*(?![\w-])",
    re.IGNORECASE,
)
# "Spa town or no spa town": it makes no difference.
_OR_NOT = LatePattern(
    r"(?<![\w'-])(?P<thing>(?!(?:hotel|car|train|flight|return|stop|stops|room|bags?)\b)[a-z][a-z'-]*(?: (?!(?:hotel"
    r"|car|train|flight"
    r"|room|bag)\b)[a-z][a-z'-]*){0,2}) or (?:no|not) (?P=thing)(?![\w-])",
    re.IGNORECASE,
)
# Looked for first: a text without any of these is passed in one pass.
_ANY = LatePattern(
    r"n't\b|\bnot\b|\bno\b|\boptional\b|\birrelevant\b|\bunimportant\b|\bimmaterial\b|\bbe\b|\bif\b|\bideally\b|\bpreferably\b|\bvia\b|\bfine\b|refundable"
    r"|\bbonus\b|\bplus\b",
    re.IGNORECASE,
)


def without_indifference(text: str) -> str:
    """Return a line of text with blanks where it says what need not be had, everything else in its place."""
    text = blank_out(_ANY_WILL_DO, text)
    if not _ANY.search(text):
        return text
    for pattern in (_STOP_IS_FINE, _OR_NOT, _TERMS_ARE_FINE, _WOULD_BE_NICE, _NOT_MINDED, _NEED_NOT, _NO_MATTER):
        text = blank_out(pattern, text)
    return text
