"""Words for a hotel, and for one that is not to be booked: declined, had already, or given by somebody else."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT
from chalicelib.domain.trip_requests.reading.text.words import Words

_NOUN = (
    r"(?:hotels?|accommodation|accomodation|lodging|rooms?|(?:place|somewhere|anywhere) to (?:stay|sleep)"
    r"|overnight stay|bed)"
)
# What may stand between a hotel and where it is: "hotel also reqd in", "a room to be booked for me at".
ASKED_BEHIND = (
    r"(?:only|also|too|as well|needed|required|reqd|requested|wanted|preferred|arranged|booked|reserved|organi[sz]ed"
    r"|located|situated|somewhere|preferably|ideally|please|pls|kindly|to be|(?:will|would|should|must|may|shall"
    r"|can) be"
    r"|has to be|for (?:me|us|him|her|them|both|all)|is|are|yes)"
)
_SKIP = (
    r"(?:skip (?:that|it|the hotel)|no need|not needed|forget (?:that|it)|scratch that|drop (?:that|it)"
    r"|leave (?:that|it) out|never ?mind|cancel that)"
)
_DECLINED = (
    r"(?:no|without(?: an?| any)?|(?:don't|doesn't|didn't|won't|wouldn't) (?:need|want|require|book)(?: an?| any| the)?"
    r"|(?:do|does|shall|will|would|should) not (?:need|require|want|book)(?: an?| any| the)?"
    r"|no need (?:of|for)(?: an?| any| the)?|instead of (?:a|the))"
)
_NEEDED = r"(?:needed|required|necessary|reqd|wanted|nec)"
_HAVE = (
    r"(?<!can )(?<!could )(?<!may )(?<!should )(?<!must )(?<!shall )(?<!might )(?:i|we)(?:'ve| have)? (?:already )?"
    r"(?:have|got|booked|arranged|sorted)"
)
_NO_HOTEL = LatePattern(
    rf"\b(?:{_DECLINED} {_NOUN}(?: (?:is |are )?{_NEEDED}| this time| please| for me)?"
    rf"|(?:the |my |our )?{_NOUN},? (?:'s |is |are |will be |has been |have been |gets |was )?(?:not {_NEEDED}"
    rf"|un{_NEEDED}"
    r"|(?:being |already |all |also |kindly )*(?:booked|arranged|sorted(?: out)?|taken care of|organi[sz]ed|covered"
    r"|paid(?: for)?|provided|offered|reserved|fixed|handled|looked after|dealt with)(?: already)?"
    r"(?: (?:by|through|via|on the part of) [^.,;:!?\n]{1,40})?"
    r"|(?:i|we) (?:already )?(?:have|got|booked)(?: already)?"
    r"|(?:i|we)(?:'ve| have) (?:already )?(?:booked|got|arranged|sorted))"
    rf"|{_HAVE} (?:an? |my |our |the )?{_NOUN}(?: already)?"
    r"|(?:i|we)(?:'ll| will| shall| can|'m going to)? (?:sort(?: out)?|book|arrange|find|organi[sz]e|take care"
    r" of|see to|handle)"
    rf" (?:(?:my|our) (?:own )?|the ){_NOUN}(?: (?:myself|ourselves|separately|later))*)(?![\w-])"
    rf"|\b(?:(?:my|our|the|their|his|her|its) [a-z]+(?: [a-z]+)?|they|he|she|hosts?|organi[sz]ers?)(?:'ll| will"
    rf"| has| have"
    r"|'ve|'s| is| are)? (?:already )?(?:tak(?:e|es|ing|en) care of|see(?:s|ing)? to|look(?:s|ing)? after"
    r"|provid(?:es?|ing|ed)|arrang(?:es?|ing|ed)"
    r"|organi[sz](?:es?|ing|ed)|pay(?:s|ing)? for|paid for|covers?|covering|sort(?:s|ed|ing)?(?: out)?"
    r"|book(?:s|ed|ing)|handl(?:es?|ing|ed)|offer(?:s|ing|ed)?) (?:the |my |our |an? )?"
    rf"{_NOUN}(?! (?:near|in|at|for|close|by)\b)(?![\w-])"
    rf"|(?-i:[Hh]otel|[Aa]ccommodation)\s*[:=]\s*(?:none|nil|n/a|own|self[- ]arranged)(?![\w-])"
    r"|\b(?:i'm|i am|we're|we are|i'll be|i will be|i will|i'll|we'll) (?:crashing|staying|sleeping|stay|crash|sleep)"
    r" (?:at|with|in) (?:(?:my|our|a|the|an) (?!hotel|room|city|town|cent)|(?=(?:company|guest|friends?|family"
    r"|relatives)\b))[\w']+(?: [\w']+)??(?:'s)?(?: (?:place|(?:guest ?)?house|flat|home|apartment|villa))?(?![\w-])",
    re.IGNORECASE,
)
# A hotel that is asked for and taken back in the next sentence: "Hotel near the port? Skip that, friends host me."
_TAKEN_BACK = LatePattern(
    r"\b(?:an? |the )?(?:hotel|room|accommodation)\b[^.;!?¦]{0,60}[?.]\s*(?:no,? |well,? |actually,? )?"
    + _SKIP
    + r"\b",
    re.IGNORECASE,
)
HOTEL = LatePattern(
    r"\b(?:(?:and|with|plus|including|book|need|reserve|want) ){0,4}(?:an? |the |any |one |some |my |1 )?"
    r"(?:(?:ac|single|double|twin|hotel|decent|nice|simple|quiet|good|cheap) )?"
    r"(?:hotels?(?: rooms?| stay| accommodation)?|accomm?odations?|lodgings?"
    r"|(?<!meeting )(?<!class )(?<!bath )room(?! (?:rate|price|service|per|a|each)\b)"
    r"|(?:some)?where to (?:stay|sleep|crash)"
    r"|(?:place|bed|somewhere) to (?:stay|sleep|crash)|places? to (?:stay|sleep)"
    r"|(?<!flat )(?<!flat-)(?<!for )(?<!in )(?<!to )(?<!the kids )beds?(?! on board)"
    r"|(?:establishment|property)(?= (?:of|with|near|in|at|close)\b)"
    r"|stay(?=\s*:| (?:required|needed)\b)|(?-i:Stay)(?= (?:in|at|near|nr|by|close)\b))(?![\w-])",
    re.IGNORECASE,
)


def take_refused_hotel(words: Words) -> bool:
    """Return whether the words decline a hotel, or take it back; what says so is taken out of them."""
    declined = [match for match in _NO_HOTEL.finditer(words.text) if not _is_to_be_sorted(words.text, match)]
    for match in declined:
        words.blank(*match.span())
    return bool(words.take_all(_TAKEN_BACK) or declined)


def _is_to_be_sorted(text: str, match: re.Match[str]) -> bool:
    """Return whether somebody is asked to arrange the hotel: "could I get a hotel sorted"."""
    return _DONE.search(match[0]) is not None and _TO_GET.search(text[: match.start()][-40:]) is not None


_DONE = LatePattern(r"^(?:the |my |our )?\w+ (?:sorted|arranged|booked|organi[sz]ed|reserved|fixed)\b", re.IGNORECASE)
_TO_GET = LatePattern(r"\b(?:get|have|want|need|like)(?: (?:an?|the|my))?(?: \w+)?\s*$", re.IGNORECASE)


def find_rooms(words: Words) -> list[int]:
    """Return where words for several rooms end; counted rooms stay in the text, for how many they are says who travels
    as well."""
    rooms = list(_ROOMS.finditer(words.text))
    for match in rooms:
        if not _COUNTED.search(words.text[: match.start()]):
            words.blank(*match.span())
    return [match.end() for match in rooms]


_ROOMS = LatePattern(r"(?<!meeting )(?<!class )(?<!bath )\brooms\b(?! (?:rates?|service)\b)", re.IGNORECASE)
_COUNTED = LatePattern(
    rf"\b(?:{COUNT}|number of|some|several|few|many|separate|single|double|twin|bed)\s+$", re.IGNORECASE
)
