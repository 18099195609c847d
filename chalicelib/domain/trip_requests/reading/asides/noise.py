"""What surrounds a request in a mail or a chat and is no part of it: quoted mail, signatures, greetings, notes to
whoever reads it. None of it is ever read as a wish, and no order in it changes a policy, a price or an approval."""

import re
from functools import cache

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.asides.history import without_history
from chalicelib.domain.trip_requests.reading.asides.injected_orders import without_orders
from chalicelib.domain.trip_requests.reading.asides.mail import find_request
from chalicelib.domain.trip_requests.reading.asides.own_rides import without_own_travel
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import (
    always_decisive,
    days_and_times,
    negations,
    times_in_asking,
)

_DROPPED = LatePattern(
    r"[^.!?\n]{0,60}\b(?:was|were) (?:going|planning|about) to (?:say|book|ask|take|go)\b[^.!?\n]{0,150}?"
    r"\b(?:so |but )?(?:let's|let us) (?:make it|go with|say|do)\b|\b(?:forget|ignore|disregard|scratch) (?:the"
    r"|my|all|those|what)"
    r" [^.!?:,\n]{0,40}(?:below|above|earlier|before|previous mail)\b[,.:;]?",
    re.IGNORECASE,
)
# Looked for first: a text without any of them is passed in one pass.
_MAY_BE_DROPPED = LatePattern(
    r"\b(?:(?:was|were) (?:going|planning|about) to|forget|ignore|disregard|scratch)\b", re.IGNORECASE
)
_ASIDE = LatePattern(
    r"\bas (?:per|discussed|agreed|mentioned|promised|(?-i:[A-Z][a-z]+) (?:told|said|mentioned|wrote|asked)"
    r"|(?:we|i|you) (?:discussed|agreed|said|spoke)|the boss says)\b(?:[^,.;:\n]|(?<=Mr|Ms|Dr)\."
    r"|(?<=Mrs)\.){0,60}?(?=[,;:\n]|(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)\.|$| (?:i|we"
    r"|please|pls|plz|kindly|can|could|now)\b)"
    r"|\bfurther to (?:our|my|your)\b[^,.;:\n]{0,60}(?=[,.;:\n]|$)|\bthanks a (?:bunch|lot|million|ton)\b"
    r"|\b(?:i|we)(?:'ll| will)? (?:take|catch|go by) (?:the |a )?(?:train|bus|boat|ferry"
    r"|coach) (?:in )?between(?: (?:them|the two))?\b"
    r"|\b(?:i|we)(?:'ll| will)? reach (?-i:[A-Z]\w+) by (?:train|bus|boat|ferry|coach|car)\b"
    r"|\b(?:i|we|he|she|they)(?:'ll|'m|'re| will| am| are| is)?(?: be)? (?:stay(?:s|ing)?|put up|lodg(?:e|es|ing)"
    r"|accommodated)"
    r" (?:with|at|in) (?:the |an? |my |our |his |her |your )?(?:(?:client|company|office|firm|customer|host"
    r"|university|institute"
    r"|campus|govt|government|army|college|friend|brother|sister|cousin|uncle|aunt|parent|colleague)(?:'s|s'|s)? ){1,2}"
    r"(?:guest ?house|quarters|flat|apartment|house|home|place|hostel|villa|residence|accommodation|premises)\b"
    r"|\b(?:i|we)(?:'ll|'m|'re| will| am| are)? (?:stay(?:ing)?|carry on|continue|drive on|travel on"
    r"|crash(?:ing)?|lodg(?:e|ing)"
    r"|sleep(?:ing)?) (?:with|at) (?:family|friends|relatives|(?:my|a) [a-z']+(?: [a-z]+)?)\b"
    r"|\bnothing else(?: (?:is |will be )?(?:needed|required|necessary|to (?:book|arrange)))?\b"
    # How one gets home, by what nobody sells.
    r"|\b(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will| shall)? (?:be )?(?:tak(?:es?|ing)"
    r"|catch(?:es|ing)?|gets?|getting"
    r"|rid(?:es?|ing)|hopp?(?:ing)? on) (?:the |a |an |my |our )?(?:overnight |night |early |late "
    r"|last )?(?:bus|coach|ferry|boat|minibus|taxi"
    r"|cab|uber|shuttle|lift) (?:back|home)(?: (?:with \w+|from there|after(?:wards)?|again|anyway"
    r"|instead))*(?=\s*(?:[.,;!)\n]|\Z))"
    r"|\b(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will| shall)? (?:be )?(?:com(?:es?|ing)"
    r"|go(?:es|ing)?|travel(?:s|l?ing)?|gets?|getting"
    r"|heads?|heading) (?:back|home) (?:by|on|with|in) (?:the |a |an |my |our )?(?:bus|coach|ferry|boat"
    r"|minibus|taxi|cab|uber|shuttle|car"
    r"|lift)(?: (?:with \w+|from there|after(?:wards)?|again|anyway|instead))*(?=\s*(?:[.,;!)\n]|\Z))"
    r"|\b(?:(?:i|we)(?:'ll be|'m|'re| am| are|'ll| will| shall be| will be| shall)? )?driv(?:e|ing) (?:back|home)"
    r"(?: with (?:an? |my |the |one of (?:my|the|our) )?\w+)?\b"
    # "I'll make my own way home from there".
    r"|\b(?:and |but )?(?:(?:i|we|he|she|they)(?:'ll|'m|'re| will| shall| can| am"
    r"| are)?(?: be)? )?(?:then )?(?:mak(?:e|ing)"
    r"|find(?:ing)?|sort(?:ing)?(?: out)?|see(?:ing)? to|arrang(?:e|ing)|get(?:ting)?|com(?:e|ing)|go(?:ing)?"
    r"|travel(?:l?ing)?)"
    r" (?:my|our|his|her|their) own (?:way|travel|transport|journey|trip|arrangements) (?:back |to get )?(?:home|back)"
    r"(?: (?:again|afterwards?|after that|from (?:there|here|then on|(?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?))))*"
    r"(?=\s*(?:[.,;!)\n]|\Z|so\b|and\b))"
    r"|\b(?:(?:i|we)(?:'ve|'m|'re|'ll| am| are| have| will)? )?(?:got|get|getting|have|tak(?:e|ing)"
    r"|catch(?:ing)?) a (?:lift|ride)"
    r"(?: (?:back|home|there))?(?: (?:with|w) \w+)?\b"
    r"|\b(?:(?:i|we)(?:'ll| will|'m|'re| am| are)? )?(?:driv(?:e|ing)|going by (?:car|bus|road)|by (?:car|bus"
    r"|road)|train)"
    r" (?:in )?between (?:the two|them|those|these|(?:the )?(?:cities|places))\b|\(?\bdriving in between\b\)?"
    r"|\bin between(?:,)? (?:i|we)(?:'ll|'m|'re| am| are| will)? (?:go|going|travel|travelling|drive"
    r"|driving|move) by (?:road|car|bus"
    r"|train|boat|ferry|myself|ourselves)\b"
    r"|\b(?:i|we)(?:'ll| will)? (?:get|make|find|travel|go|move|sort)(?: myself| ourselves| (?:my"
    r"|our)(?: own)? way)? between"
    r" (?:the two|them|those)\b"
    r"|\b(?:i|we)(?:'ve|'ll| have| will)?(?: already)? (?:sort(?:ed)?|arranged?|organi[sz]ed?|found|made"
    r"|make|find) (?:my|our) own way"
    r" (?:to|from)(?: (?-i:[A-Z])\w+)?"
    r"|\b(?:i|we)(?:'ll| will| can| shall) (?:then |also )?(?:send|share|forward|e-?mail|provide|supply|let you"
    r" have) (?:you |over |across"
    r" |through )*(?:the |a |all |their |my )*(?:[a-z]+ ){0,2}?(?:roster|list|names|details|documents|info\w*"
    r"|particulars|headcount|passports"
    r"|copies|agenda|invite|form)\b(?-i:(?: (?!(?:so|and|but|please|book)\b)(?:[a-z'-]+|EOD|COB|EOW"
    r"|[A-Z][a-z]+day)){0,6})"
    # How one gets around between the airport and the town, which one does by oneself.
    r"|\b(?:i|we)(?:'ll| will| can| could|'d)? (?:just |always |then )?(?:take|get|grab|hail|catch|share|use"
    r"|book) (?:an? |the |my |our )?"
    r"(?:taxi|cab|uber|lyft|bus|tram|metro|shuttle|s-bahn|underground|tube)(?: (?:from|to|at|into) (?:the"
    r" )?(?:airport|station|hotel|office"
    r"|town|city|cent(?:re|er)|there))*(?: there| myself| on my own)?(?=\s*(?:[.,;!)\n]|\Z|and\b|so\b))"
    r"|\b(?:(?:the |my |our |a )?(?:[a-z]+ )?|(?-i:[A-Z][a-z]+) )(?:will |can |is going to )?(?:picks?"
    r"|collects?|meets?|fetch(?:es)?|drives?)"
    r" (?:me|us)(?: up)?(?: (?:at|from|to) (?:the )?(?:airport|station|hotel|office|arrivals"
    r"|there))*(?=\s*(?:[.,;!)\n]|\Z|and\b|so\b))"
    r"|\b(?:i|we)(?:'ll| will| can)? (?:make|find) (?:my|our) own way (?:from|to) (?:the )?(?:airport|station"
    r"|hotel|office|town)\b"
    r"|\b(?:i'm|i am|we're|we are) (?:currently |just |still |now )?(?:on|in) (?:a|the|my) (?:train|plane|bus"
    r"|car|taxi|tram|call|meeting)"
    r"(?=\s*(?:[.,;!)\n]|\Z|so\b|now\b|right now\b|at the moment\b|sorry\b|and (?:can't|have|may|might)\b))"
    # By when the booking is to be made.
    r"|\b(?:issue|ticket|book|confirm|send|reply|respond|hold|do)(?: (?:it|them|the tickets?|this|these|that|me"
    r"|us))* (?:still )?(?:today"
    r"|tonight|tomorrow|by tomorrow|this (?:morning|afternoon|week))(?=\s*(?:[.!\n]|,? (?:please|pls|if)|\Z))"
    r"|\bno preferences? (?:on|for|about|as to) (?:the )?cabin\b",
    re.IGNORECASE,
)
# Where whoever writes is while writing: "typing this in a taxi", "sent from the train", "stuck at the airport, so".
_WRITES = (
    r"(?:(?:(?:voice[- ]?)?(?:writing|typing|dictating|texting|calling|messaging|e-?mailing|phoning|ringing|sending"
    r"|speaking|asking|sent|written|typed|dictated|thumb-typed))"
    r"(?: (?:this|it|that|these|you|to you|a message|all this|everything))*)"
)
_IS_STUCK = (
    r"(?:(?:(?<=i'm )|(?<=i am )|(?<=we're )|(?<=we are )|(?<=currently )|(?<=still )|(?<=just )|(?<=[.;!?,] )|(?<=^))"
    r"(?:stuck|sitting|sat|standing|waiting))"
)
_WHERE_ONE_WRITES = LatePattern(
    r"(?:\b(?:i'm|i am|we're|we are|me|just|currently|still|now|sorry),? )*\b"
    rf"(?:(?:{_WRITES}|{_IS_STUCK}) (?:from|in|on|at|inside|aboard|off)"
    r"(?: (?:the|a|an|my|our|this|back of|back seat of|a moving|a very|another|some))*"
    r"(?: (?:moving|packed|crowded|noisy|slow|delayed|bumpy|busy|rental|hire|company|airport|departure|train|taxi|bus"
    r"|waiting|hotel|long|boring|endless))*"
    r" (?:trains?|bus|coach|cars?|taxi|cab|uber|plane|flight|tram|metro|subway|ferry|boat|airport|station|platform"
    r"|lounge|gate|queue|traffic(?: jam)?|jam|road|motorway|highway|meetings?|calls?|phone|mobile|cell|tablet|ipad"
    r"|iphone|sofa|bed|lobby|office|home|car park|parking lot|waiting room|kitchen|rank|stop|park)"
    r"(?: (?:home|to work|into work|right now|now|at the moment|again|atm))*"
    r"(?: (?:with|without) (?:no |bad |poor |terrible |patchy |slow |dodgy |awful |spotty )*(?:wi-?fi|signal|reception"
    r"|internet|network|coverage|battery|laptop|keyboard))?"
    rf"|{_WRITES} (?:while|whilst|as)(?P<doing>(?: (?:i'm|i am|i))?(?-i:(?: (?!(?:and|so|but|need|please)\b)"
    r"[a-z'-]+){1,5})))"
    r"(?=\s*(?:[.,;:!?)\n-]|\Z|\b(?:so|and|but|sorry|excuse|hence|because|need|can|could|please|pls)\b))",
    re.IGNORECASE,
)
# "I'll send you the names": whoever they are, they travel.
_SENDS_NAMES = LatePattern(
    r"\b(?:i|we)(?:'ll| will| can| shall) (?:then |also )?(?:send|share|forward|e-?mail|provide|supply|submit|give"
    r"|let you have) (?:you |over |across |through )*(?:the |a |all |their |full |everybody's |everyone's )*"
    r"(?:(?:(?:passengers?|travell?ers?|participants?|pax|delegates?|guests?)'? )?names(?! of (?:the |our |all )*"
    r"(?!travell|passeng|particip|delegat|attend|guest|people|staff|pax|colleag)[a-z])"
    r"|(?:passenger|traveller|pax|name|guest|participants?|delegates?) list|list of (?:the |all |our )*(?:names"
    r"|travell?ers|passengers|participants|delegates|attendees|guests|people|staff|pax|colleagues))\b"
    r"(?-i:(?: (?!(?:so|and|but|please|book)\b)(?:[a-z'-]+|EOD|COB|EOW|[A-Z][a-z]+day)){0,6})",
    re.IGNORECASE,
)
_NAMES_FOLLOW = "names to follow"
# On what grounds one asks, up to the comma behind: nothing is wanted in it, unless it has a number.
_GROUNDS = LatePattern(
    r"(?:\A|(?<=[.\n])|(?<=[.\n] ))(?:in (?:accordance|line|compliance) with|subsequent to|pursuant to"
    r"|further to|owing to|with reference to|in view of|on account of|in my (?:capacity|role|function) as|following"
    r"|with the (?:approval|consent|permission|agreement|authorisation|authorization|blessing|support) of|by order of"
    r"|on the (?:instructions?|orders?|advice|recommendation) of|upon)\b[^,.;:\n0-9]{1,80}?(?:,| (?=(?:i|we)"
    r" (?:hereby |kindly )?(?:request|ask|wish|would|require|need|apply)\b))",
    re.IGNORECASE,
)
# "Pursuant to contract no. 44/2027,".
_NUMBERED_GROUNDS = LatePattern(
    r"(?:\A|(?<=[.\n])|(?<=[.\n] ))(?:pursuant to|in accordance with|in line with|under|as per|according to"
    r"|with reference to"
    r"|further to|on the basis of|re|ref\.?:?)(?: the| our| your)? [^,.;:\n0-9]{0,60}?(?:no\.?|nr\.?|number"
    r"|#) ?[A-Z0-9][\w/-]*"
    r"(?: (?:of|dated) [^,.;:\n]{3,30})?,",
    re.IGNORECASE,
)
_ITEM = LatePattern(r"^[ \t]*(?:[0-9]{1,2}[.)]|[*•])[ \t]+", re.MULTILINE)
_POSTSCRIPT = LatePattern(r"(?:^|(?<=[.!?] ))[ \t]*P\.?[ ]?P?\.?[ ]?S\b[.:,]*[ \t]*", re.MULTILINE)
_PARAGRAPH = LatePattern(r"(?<=[^\s.!?,:;])\s*\n\s*\n\s*")
# A line of a form is a sentence: "Outward: 9 November, arrival by 16:00" before "Return: ...".
_FORM_LINE = LatePattern(r"(?<=[^\s.!?,:;-])[ \t]*\n(?=[ \t]*[A-Z][A-Za-z/ ]{2,24}:[ \t])")
_NOTHING = " . "


def without_noise(text: str) -> str:
    """Return `text` without what is no part of the request, in one line; paragraphs, and the lines of a form, end as
    sentences do."""
    text = find_request(without_orders(text))
    text = without_own_travel(without_history(text))
    if _MAY_BE_DROPPED.search(text):
        text = _DROPPED.sub(_NOTHING, text)
    text = _WHERE_ONE_WRITES.sub(_without_writer, _SENDS_NAMES.sub(_NAMES_FOLLOW, text))
    text = _ITEM.sub("; ", _ASIDE.sub("", _GROUNDS.sub("", _NUMBERED_GROUNDS.sub("", _POSTSCRIPT.sub("", text)))))
    return _FORM_LINE.sub(". ", _PARAGRAPH.sub(". ", text))


def _without_writer(match: re.Match[str]) -> str:
    """Return nothing for where somebody writes and what they do meanwhile; the words themselves where one of them may
    be of the trip: "two people"."""
    doing = (match["doing"] or "").lower().split()
    return match[0] if any(word in _of_a_trip() for word in doing) else ""


@cache
def _of_a_trip() -> frozenset[str]:
    return always_decisive() | days_and_times() | times_in_asking() | negations()
