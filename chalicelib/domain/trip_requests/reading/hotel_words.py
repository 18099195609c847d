"""Words for a hotel, and for one that is not to be booked: declined, had already, or given by somebody else."""

import re

from chalicelib.domain.trip_requests.reading.words import Words

_NOUN = (
    r"(?:hotels?|accommodation|accomodation|lodging|rooms?|(?:place|somewhere|anywhere) to (?:stay|sleep)"
    r"|overnight stay|bed)"
)
_SKIP = (
    r"(?:skip (?:that|it|the hotel)|no need|not needed|forget (?:that|it)|scratch that|drop (?:that|it)"
    r"|leave (?:that|it) out|never ?mind|cancel that)"
)
# That one has it, and not that one may have it.
_OWN = (
    r"(?:already have|(?<!can )(?<!could )(?<!may )(?<!should )(?<!must )(?:i|we)(?:'ve| have)? (?:already )?"
    r"(?:have|got|booked|arranged))"
)
_NO_HOTEL = re.compile(
    r"\b(?:(?:no|without(?: an?)?|don't (?:need|want|require|book)(?: an?| any| the)?|do not (?:need|want|require"
    r"|book)(?: an?| any| the)?"
    r"|(?:shall|will|would|should) not (?:need|require|want)(?: an?| any| the)?|won't need(?: an?| any| the)?"
    r"|not? need(?: an?| any)?(?: of)?"
    rf"|instead of (?:a |the )?) ?{_NOUN}(?: (?:is |are )?(?:needed|required|necessary|reqd|wanted|please|for me))?"
    rf"|{_NOUN}(?: (?:is|are|will be))? (?:not|un) ?(?:needed|required|necessary|reqd|wanted|nec)"
    rf"|(?:the |my |our )?{_NOUN} (?:i|we) (?:have|got|booked|arranged|took)(?: already)?|{_OWN} (?:a |an |the "
    rf"|my |our )?{_NOUN}(?: already| booked)?"
    rf"|(?:have|got) (?:the |my |a )?{_NOUN} already|{_NOUN} (?:is|has been|already) (?:already )?(?:booked"
    r"|arranged|sorted|taken care of|covered|paid)"
    r"|(?:i'm|i am|we're|we are|i'll be|i will be|i will|i'll|we'll) (?:crashing|staying|sleeping|stay|crash"
    r"|sleep) (?:at|with) (?:my|our|a|the)"
    r" (?!hotel)[\w']+(?: [\w']+)??(?:'s)?(?: (?:place|house|flat|home))?)(?![\w-])",
    re.IGNORECASE,
)
# A hotel that is asked for and taken back in the next sentence: "Hotel near the port? Skip that, friends host me."
_TAKEN_BACK = re.compile(
    rf"\b(?:an? |the )?(?:hotel|room|accommodation)\b[^.;!?¦]{{0,60}}[?.]\s*(?:no,? |well,? "
    rf"|actually,? )?{_SKIP}\b",
    re.IGNORECASE,
)
HOTEL = re.compile(
    r"\b(?:(?:and|with|plus|including|book|need|reserve|want) )*(?:an? |the |any |one |some |my |1 )?(?:(?:ac"
    r"|single|double|decent|nice|simple|quiet|good|cheap) )?"
    r"(?:hotels?(?: rooms?| stay| accommodation)?|accomm?odations?|lodgings?|room(?! (?:rate|price|service|per|a"
    r"|each)\b)|(?:some)?where to (?:stay|sleep)"
    r"|places? to (?:stay|sleep)|beds?|stay(?=\s*:))(?![\w-])",
    re.IGNORECASE,
)


def take_refused_hotel(words: Words) -> bool:
    """Return whether the words decline a hotel, or take it back; what says so is taken out of them."""
    declined = words.take_all(_NO_HOTEL)
    return bool(words.take_all(_TAKEN_BACK) or declined)


def find_rooms(words: Words) -> list[int]:
    """Return where words for several rooms end; they stay in the text, for how many they are may say who travels."""
    return [match.end() for match in _ROOMS.finditer(words.text)]


_ROOMS = re.compile(r"\brooms\b(?! (?:rates?|service)\b)", re.IGNORECASE)
