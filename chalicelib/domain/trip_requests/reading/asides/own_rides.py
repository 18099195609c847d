"""Rides that travellers arrange for themselves: they are told, and not to be booked ("back with the night train, you
don't have to search it")."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.asides.own_flights import go_on_from_own_flight
from chalicelib.domain.trip_requests.reading.blanks import CAPITALISED

_BY = r"\b(?:by|with|on|in|take|taking|catch|per) (?:the |a |my |our )?"
_RIDE = r"(?:[\w-]+ )?(?:train|trains|bus|coach|car|taxi|ferry|boat|ave|tgv|ice|flight|plane|uber|bike)\b"
_NO_NEED = (
    r"(?:(?:you|nobody) (?:don't|do not|needn't|need not|must not|has|have)(?: have| need)?(?: to)? (?:search|book"
    r"|look for|arrange|buy)"
    r"(?: (?:it|that|this|anything))?|no need to (?:search|book|look for|arrange|buy)(?: (?:it|that|this))?"
    r"|(?:that|which|this)(?: one)? (?:i|we)(?:'ll| will| have|'ve)? (?:buy|book|arrange|pay|organi[sz]e|got|bought"
    r"|booked|arranged)(?: for)?"
    r"(?: it)?(?: (?:alone|myself|self|ourselves|on my own|on our own|separately|already|privately))+)"
)
_OWN = LatePattern(_NO_NEED, re.IGNORECASE)
_RIDDEN = LatePattern(_BY + _RIDE, re.IGNORECASE)
# "The car is sorted", "my colleague has the car": none is to be rented.
_CAR = r"(?:(?:the|a|an|my|our|his|her|their|own|rental|hire|company) ){1,4}car\b"
_CAR_IS_HAD = LatePattern(
    rf"\b(?:{_CAR}(?: rental| hire)?|car(?: rental| hire)?) (?:is|has been)(?: already)? (?:sorted|booked|arranged"
    r"|covered|done|taken care of)\b"
    rf"|\b(?:(?:my|our|the) (?:colleague|client|host|partner|friend)|he|she|they) (?:already )?(?:has|have|brings?)"
    rf"(?: got)? {_CAR}(?: already| there)?"
    rf"|\b(?:i|we) (?:already have|have already got|already got) {_CAR}",
    re.IGNORECASE,
)
# "The transfer between Bari and Lecce will be made by own means", "we come by our own car".
_OWN_MEANS = (
    r"(?:myself|ourselves|himself|herself|themselves|(?:by|with|in|using|on|under|at) (?:(?:my|our|his|her|their|the"
    r"|an?) )?own (?:private )?(?:means|arrangements?"
    r"|cars?|vehicles?|transport(?:ation)?|bikes?|steam|expense)|privately|independently|by (?:myself|ourselves"
    r"|himself|herself|themselves)|on (?:my|our|his|her|their) own)"
)
_NAME = r"(?-i:[^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*){0,2})"
_WENT_BY_OWN_MEANS = LatePattern(
    rf"\b(?:(?:and )?(?:the )?(?:onward |local )?(?:transfers?|transport(?:ation)?|journey|travel|trip|leg|way|distance"
    rf"|stretch|part|bit|hop|drive)(?: in)?(?: (?:between|from|in between)(?: {_NAME} (?:and|to) {_NAME}"
    rf"| (?:the two|them|these|those)(?: cities| places| towns)?)?)?"
    r"|(?:between|from) " + _NAME + r" (?:and|to) " + _NAME + r")"
    r"(?:,? (?:i|we|he|she|they|which|this|that|it|to|will|shall|is|are|be|being|can|'ll|going|made|done|covered"
    r"|arranged"
    r"|organi[sz]ed|travelled|handled|undertaken|make|do|cover|arrange|organi[sz]e|travel|handle|go|move|drive"
    r"|sort(?: out)?|sorted(?: out)?|figure out|manage)\b){1,6}"
    rf" {_OWN_MEANS}(?: only)?"
    r"|\b(?:i|we|he|she|they|(?:the )?(?:travell?ers?|guests?|passengers?|pax|clients?))(?:'ll"
    r"| will)? (?:sorts?(?: out)?"
    r"|does|do|makes?|covers?|handles?|arranges?|organi[sz]es?|books?|goes|travels?|takes? care of"
    r"|looks? after) (?:the )?"
    rf"(?:(?:transfer|bit|leg|stretch|way|part|journey) )?(?:(?:from|between) )?{_NAME} ?(?:-|to|and"
    rf"|/) ?{_NAME} {_OWN_MEANS}"
    rf"|\b(?:up ?to|till|until) {_NAME},? (?:i|we)(?:'ll| will)? (?:reach|come|get(?: there)?|arrive|manage"
    rf"|travel|drive|go)"
    rf" {_OWN_MEANS}(?: only)?"
    r"|\b(?:i|we|he|she|they|(?:the )?(?:travell?ers?|guests?|passengers?|pax|colleagues?))(?:'ll| will| shall| would)?"
    r"(?: be)? (?:com(?:e|es|ing)|travel(?:s|l?ing)?|driv(?:e|es|ing)|arriv(?:e|es|ing)|go(?:es|ing)?|reach(?:es|ing)?"
    r"|get(?:s|ting)? there)(?: (?:there|here|over|down|up|along|back|home))*"
    r" (?:by|with|in|using) (?:(?:(?:my|our|his|her|their|the) )?own (?:car|vehicle|van|means|transport|arrangements?)"
    r"|(?:my|our) car)\b",
    re.IGNORECASE,
)
# "Going to take the bus from lima to cusco myself": what nobody sells, and somebody does by themselves.
_TAKEN_BY_ONESELF = LatePattern(
    r"\(?(?:\b(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will)? )?\b(?:(?:going to|planning to|will|gonna)"
    r" )?(?:take|taking"
    r"|catch|catching|get|getting|hop on|hopping on|ride|riding) (?:the |a |an )?(?:\w+ )?(?:bus|coach|ferry|boat"
    r"|taxi|cab|train|minibus|shuttle)"
    r" (?:from|between) [^\W\d][\w' -]{1,25} (?:to|and) [^\W\d][\w' -]{1,25}?,? (?:by )?"
    r"(?:myself|ourselves|on my own|on our own|separately|privately)\b[\s,]*\)?",
    re.IGNORECASE,
)
# "The flights are done, Lotte booked them last week".
_BY_WHOM = LatePattern(
    r"(?P<had>\b(?:flights?|trains?|tickets?|transport|travel|seats)(?: (?:is|are|was|were|has been|have been))?"
    r"(?: (?:all|already|both|now))* (?:done|booked|sorted|arranged|bought|taken care of|in place|confirmed"
    r"|ticketed|paid"
    rf"|settled|covered|fixed)(?: already)?),? (?:(?:and|as) )?{_NAME}(?: has| have)?(?: already)?"
    r" (?:booked|bought|arranged|sorted|did|done|organi[sz]ed|issued|paid)(?: for)? (?:them|it|those|that)"
    r"(?: (?:already|yesterday|last (?:week|month|night)|this (?:morning|week)|earlier|for (?:me|us)|on "
    r"(?:mon|tues|wednes|thurs|fri)day))*(?=\s*(?:[.,;!]|\Z|but\b|so\b|and\b))",
    re.IGNORECASE,
)
# "Already got my ferry": rides that are had.
_OTHER_RIDE = r"(?:ferry|boat|bus|coach|shuttle|taxi|cab|minibus|lift|ride|transfer|car|van|train)"
_RIDE_IS_HAD = LatePattern(
    rf"\b(?:(?:i|we)(?:'ve| have)? )?already (?:got|have|booked|bought|sorted|arranged|paid for) (?:my|our|an?"
    rf"|the|my own) "
    rf"{_OTHER_RIDE}(?: tickets?| booked| sorted)*(?=\s*(?:[.,;!)]|\Z|so\b|and\b|but\b))",
    re.IGNORECASE,
)
# "Lima to Cusco bus I have already booked".
_BOOKED_RIDE = LatePattern(
    r"\b(?:(?:the|my|our|an?) )?(?:(?-i:[^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*){0,2}) ?(?:to|-) ?"
    r"(?-i:[^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*){0,2}) )?(?:bus|coach|ferry|boat|taxi|cab|shuttle|minibus)"
    r"(?: tickets?)?,? (?:i|we|he|she|they)(?:'ve|'ll| have| had| has| will)?(?: already)? (?:booked|bought|got"
    r"|arranged|paid"
    r"|sorted|have|take|book|arrange)(?: already| myself| ourselves)?(?=\s*(?:[.,;!)]|$|and\b|so\b|but\b))",
    re.IGNORECASE,
)
# "To Jaipur I come by my own arrangement", "I make my own way to Leeds": it is not to be booked how one gets there.
_PLACE = rf"(?-i:{CAPITALISED})"
_ON_ONES_OWN = (
    r"(?:(?:by|on|with|through|in) )?(?:(?:my|our|his|her|their) own|(?<=by )own)(?: (?:arrangements?|transport"
    r"|conveyance|vehicle|car"
    r"|means|steam|expense|cost))?"
)
_REACHED_BY_ONESELF = LatePattern(
    rf"\b(?:(?:up )?to|till|until|upto|as far as) {_PLACE},? (?:i|we|he|she|they)(?:'ll| will| shall| can)?"
    rf" (?:reach|come|go|travel|get|drive|be coming)(?: there)? {_ON_ONES_OWN}(?: only)?(?=\s*(?:[.,;!)]|$))"
    r"|\b(?:i|we|he|she|they)(?:'ll| will| shall| can)? (?:make|find|arrange)(?: for)? (?:my|our|his|her|their) own"
    rf" (?:way|transport|travel)(?: there)? (?:to|up to|from|back from|into) {_PLACE}(?=\s*(?:[.,;!)]|$))",
    re.IGNORECASE,
)
# "I'm flying privately to Nice": where one is then, and no way there.
_GOES_PRIVATELY = LatePattern(
    r"\b(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will)? (?:be )?(?:fly(?:ing)?|travel(?:l?ing)?|go(?:ing)?"
    r"|com(?:e|ing)"
    r"|driv(?:e|ing))(?: there)? (?:privately|independently|on my own account|at my own (?:cost|expense)"
    r"|by private (?:jet|plane|car))"
    rf" to (?P<place>{_PLACE})(?=\s*(?:[.,;!)]|$))",
    re.IGNORECASE,
)
# "Everyone else is going by bus": what others do is not to be booked.
_OF_OTHERS = LatePattern(
    r"\b(?:everyone else|everybody else|the others|all the others|the rest(?: of (?:the|my|our) (?:team|group|lot"
    r"|crew|office))?"
    r"|(?:my|our) (?:colleagues|team ?mates|friends|families|family))(?: (?:all|already|both))?"
    r"(?:'s|'re|'ll| is| are| will| will be| can| shall)?(?: (?:be|all|already|probably))*"
    r" (?:go(?:es|ing)?|com(?:es?|ing)|travel(?:s|l?ing)?|driv(?:es?|ing)|fl(?:y|ies|ying)|tak(?:es?|ing)|cycl(?:es?"
    r"|ing)|arriv(?:es?|ing))"
    r"(?: there| up| down| over| in)* (?:(?:by|on|with|in) )?(?:(?:a|the|their|own|my) )*"
    r"(?:bus|coach|car|cars|train|ferry|boat|bike|van|minibus|plane|taxi|road|separately|on their own|tomorrow|later"
    r"|earlier)"
    r"(?: though| lol| tho| instead)*(?=\s*(?:[.,;!)]|$|so\b|and\b|but\b))",
    re.IGNORECASE,
)
# "No flights needed, I'm coming up on the sleeper": told where none is asked for.
_NO_TRAVEL = LatePattern(
    r"\b(?:no (?:need (?:of|for) )?(?:any )?(?:flights?|trains?|travel|tickets?|transport)|(?:don't|do not|won't) need"
    r" (?:any |a |the )?(?:flights?|trains?|travel|tickets?|transport))\b",
    re.IGNORECASE,
)
_MENTIONED_RIDE = LatePattern(
    r"\b(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will)?(?: be)? (?:com(?:e|es|ing)|travel(?:s|l?ing)?"
    r"|go(?:es|ing)?"
    r"|arriv(?:e|es|ing)|get(?:s|ting)? there)(?: (?:up|down|over|across|there|in|along|by|on|with|the|a|my|our"
    r"|overnight"
    r"|night|ferry)){1,5} (?:sleeper|train|bus|coach|ferry|boat|bike|car|road|rail)(?: train)?(?=\s*(?:[.,;!)]|$))",
    re.IGNORECASE,
)
# "Trains I do myself", beside a hotel or a car and no journey.
_RIDES = (
    r"(?:the |my |our |all )?(?:flights?|trains?|rail|travel|transport|tickets?|bus(?:es)?|getting there)(?: tickets?)?"
)
_SEES_TO = (
    r"(?:do|book|arrange|sort(?: out)?|buy|handle|organi[sz]e|manage|take care of|see to|look after|have|'ve got|got)"
)
_ONESELF = r"(?:myself|ourselves|on my own|on our own|separately|privately|already)"
_SEEN_TO = LatePattern(
    rf"\b(?:{_RIDES},? (?:i|we)(?:'ll| will| can| shall)? {_SEES_TO}(?: them| it| those| that)? {_ONESELF}"
    rf"|(?:i|we)(?:'ll| will| can| shall)? {_SEES_TO} {_RIDES} {_ONESELF}"
    # "Train's already booked".
    r"|(?:(?:the|my|our) )?(?:train|flight|travel|transport|bus|ticket|journey)'s(?: (?:all|already|both"
    r"|now))* (?:booked|sorted"
    r"|arranged|bought|paid(?: for)?|done|in hand|taken care of|in place|covered)(?: already| too"
    r"| as well)?)(?=\s*(?:[.,;!)]|$))",
    re.IGNORECASE,
)
# "They come by car", "driving down myself": how one gets to a hotel.
_DRIVEN_TO = LatePattern(
    r"(?:\b(?:(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will)?(?: be)? (?:com(?:e|es|ing)|travel(?:s"
    r"|l?ing)?|go(?:es|ing)?"
    r"|arriv(?:e|es|ing)|get(?:s|ting)? there)|(?:com|travel?l|go|arriv)ing)(?: (?:up|down|over|across|there|in"
    r"|along))*"
    r" (?:by|in|with) (?:the |a |my |our |their |his |her |own |company |private )*(?:car|van|motorbike|road|bike)"
    r"|(?:\b(?:i|we|he|she|they)(?:'m|'re|'s|'ll| am| are| is| will)?(?: be)? |(?:(?<=[.;!,] )|(?<=^)))driv(?:e|es|ing)"
    r"(?: (?:up|down|over|across|there|in|along|here))*(?: (?:myself|ourselves|himself|herself|themselves|from home))?)"
    r"(?=\s*(?:[.,;!)]|$|(?:so|and|but)\b))",
    re.IGNORECASE,
)
# "They come home with the broadcast truck", "I go on with the vessel", "from there we sail": nobody sells that, and
# whoever tells of it has it.
_VEHICLE = (
    r"(?:trucks?|lorry|lorries|vessel|ship|tug|barge|tractor|trailer|camper(?: ?van)?|motorhome|caravan|yacht|trawler"
    r"|sail(?:ing)? ?boat|convoy|(?:crew|tour|band|team|company|production|school|club|project|site) (?:bus|van|minibus"
    r"|coach|car))"
)
_ALONG = r"(?: (?:up|down|over|across|there|along|on|onwards?|straight|then|again))*"
_MENTIONED_VEHICLE = LatePattern(
    r"\b(?:i|we|he|she|they|(?:the )?(?:travell?ers?|pax|guests?|crew))(?:'m|'re|'s|'ll| am| are| is| will| shall"
    r"| can)?"
    r"(?: be)?(?: (?:then|just|simply|both|all))*"
    rf" (?:(?:(?:already )?(?:there|here)|com(?:e|es|ing)|go(?:es|ing)?|travel(?:s|l?ing)?|rid(?:e|es|ing)"
    rf"|return(?:s|ing)?|get(?:s|ting)?"
    rf"|sail(?:s|ing)?"
    rf"|driv(?:e|es|ing)){_ALONG}(?P<back> (?:back|home))?{_ALONG}"
    r" (?:by|with|in|on|aboard|on board(?: of)?) (?:the|an?|our|my|his|her|their) "
    rf"(?:(?-i:[a-z])[a-z-]* ){{0,3}}{_VEHICLE}"
    rf"|(?:sail|cycl|hik|paddl)(?:e|s|es|ing)?{_ALONG}(?P<home> (?:back|home))?{_ALONG})"
    r"(?: (?:of|with|from) (?:(?:the|an?|our|my) )?(?-i:[a-z])[a-z-]*(?: (?-i:[a-z])[a-z-]*)?)?"
    r"(?=\s*(?:[.,;:!)]|$|so\b|and\b|but\b|because\b|as\b))",
    re.IGNORECASE,
)
# "The distance between the two cities she covers with the shipment by road".
_BETWEEN_THE_TWO = LatePattern(
    r"\b(?:and )?(?:the )?(?:distance|stretch|gap|bit|part|way|leg|stage|journey"
    r"|trip)(?: in)? between (?:(?:the two|these|those"
    r"|both|them|the)(?: (?:cities|towns|places|two|stops|airports))?),? (?:(?:i|we|she|he|they)(?:'ll| will"
    r"| shall)? (?:covers?"
    r"|does?|do|travels?|makes?|drives?|goes|go|rides?|handles?|manages?|arranges?)|(?:is|will be|gets) (?:covered|done"
    r"|travelled|made|driven))\b[^.;!?0-9]{0,40}?\b(?:by (?:road|car|truck|van|lorry|boat|bike|sea|ship)|on (?:foot"
    r"|horseback)"
    r"|in (?:the|our|my|a) [a-z]+|(?:my|our|her|him|them)sel(?:f|ves))(?=\s*(?:[.,;:!)]|$))",
    re.IGNORECASE,
)
# "The props stay in the van": where things are, and no ride.
_STORED = LatePattern(
    r"\b(?:the|my|our|all the|most of the) (?!(?:passengers?|travell?ers?|pax"
    r"|guests?)\b)(?-i:[a-z])[a-z-]*(?: (?-i:[a-z])[a-z-]*)?"
    r" (?:stays?|remains?|sits?|is|are|goes|go|will (?:stay|be|go)|get left|left) (?:(?:behind|already|packed"
    r"|stored|parked"
    r"|loaded|kept) )?(?:in|on) (?:the|my|our|a) (?:[a-z]+ )?(?:van|truck|lorry|car|bus|coach|boat|ferry|ship|container"
    r"|trailer|minibus)(?=\s*(?:[.,;:!)]|$|so\b|and\b|but\b|lol\b|haha\b))",
    re.IGNORECASE,
)
_A_JOURNEY = LatePattern(
    r"\b(?:from|to) (?-i:[A-Z])(?<!to [MTWFS](?=(?:on|ues|ednes|hurs|ri|atur|un)day\b))"
    r"|(?-i:\b[A-Z]\w+ ?(?:-|->|>|/) ?[A-Z])|\b(?:fly|flying|flights?|trains?|one[- ]way"
    r"|round[- ]trip|return)\b",
    re.IGNORECASE,
)
_ROOM_OR_CAR = LatePattern(r"\b(?:hotel|room|car|apartment)\b", re.IGNORECASE)
_CLAUSE_ENDS = ".;:!?,"
_LONGEST_CLAUSE = 200


def without_own_rides(text: str) -> str:
    """Return a line of text without the rides that are not to be booked: the clause that says so, and the one before it
    where the ride stands in that."""
    text = go_on_from_own_flight(text)
    for said in reversed(list(_OWN.finditer(text))):
        for start in _clause_starts(text, said.start()):
            if _RIDDEN.search(text, start, said.start()):
                text = text[:start] + text[said.end() :]
                break
    if _NO_TRAVEL.search(text):
        text = _MENTIONED_RIDE.sub(" ", text)
    room_or_car = _ROOM_OR_CAR.search(text)
    only = f" {room_or_car[0]} only " if room_or_car else " "
    seen_to = _DRIVEN_TO.sub(only, _SEEN_TO.sub(only, text))
    if seen_to != text and room_or_car and not _A_JOURNEY.search(seen_to):
        text = seen_to
    text = _MENTIONED_VEHICLE.sub(lambda match: " one way " if match["back"] or match["home"] else " ", text)
    text = _BETWEEN_THE_TWO.sub(" ", _STORED.sub(" ", text))
    text = _BOOKED_RIDE.sub(" ", _RIDE_IS_HAD.sub(" ", text))
    text = _BY_WHOM.sub(lambda match: match["had"], text)
    text = _TAKEN_BY_ONESELF.sub(" ", text)
    return _CAR_IS_HAD.sub(" ", _WENT_BY_OWN_MEANS.sub(" ", text))


def without_own_travel(text: str) -> str:
    """Return `text` without places of which it says that one gets there in one's own way."""
    text = _GOES_PRIVATELY.sub(lambda match: f"At {match['place']}", text)
    return _OF_OTHERS.sub(" ", _REACHED_BY_ONESELF.sub(" ", text))


def _clause_starts(text: str, position: int) -> tuple[int, int]:
    """Return where the clause of a position starts, and the one before a comma that stands right before it."""
    begin = max(0, position - _LONGEST_CLAUSE)
    own = max(text.rfind(mark, begin, position) for mark in _CLAUSE_ENDS) + 1
    before = max(text.rfind(mark, begin, max(own - 1, begin)) for mark in _CLAUSE_ENDS) + 1
    return own, before if text[own - 1 : own] == "," and not text[own:position].strip() else own
