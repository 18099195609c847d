"""Words that stand in the way of booking while no rule has read them: of dates, counts, money, limits, conditions,
places, comforts, and of who travels. A word that is misspelt into none of them is asked about as well.
"""

import re
from functools import cache, lru_cache

from chalicelib.domain.places.slips import SlipIndex
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.leftovers.person_words import words_for_persons

# Anywhere: days with a name and times of a day.
_DAYS = """
january february march april june july august september october november december jan feb apr jun jul aug sep sept oct
nov dec monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
sundays mon tue tues wed thu thur thurs fri
today tonight tomorrow tmrw tmr tonite weekend fortnight midday midnight noon o'clock overnight dawn dusk
easter christmas xmas diwali ramadan eid pongal thanksgiving halloween pentecost whitsun
"""
# Anywhere: numbers, money, limits, conditions, and what is bought for a trip.
_ALWAYS = """
zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands lakh lakhs crore
million dozen dozens couple pair trio twice thrice third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
several
euro euros eur usd gbp inr dollar dollars pound pounds quid bucks rupee rupees rs kroner krona kronor crowns franc
francs yen yuan dirham dirhams dinar dinars zloty forint forints peso pesos ringgit baht lira shekel shekels
pence cents
max maximum maximal maximally min minimum minimal minimally cap capped ceiling beneath
exceed exceeds exceeding limit limits limited upto
unless except excluding exclude excludes excluded exclusively otherwise depending depends
nor
via stopover stopovers layover layovers connection connections connecting transit changeover nonstop non-stop
stop stops billion
near nearby nearer nearest opposite adjacent downtown uptown vicinity outskirts suburb suburbs walkable metres meters
km kilometres kilometers mile
hotel hotels motel hostel hostels guesthouse apartment apartments airbnb accommodation accommodations lodging lodgings
suite suites twin nightly stars storey
economy premium business-class first-class standard-class upgrade upgrades upgraded downgrade cabin-class
refund refunds refunded refundable refundability nonrefundable non-refundable cancel cancels cancelled canceled
cancelling cancellable cancelable cancellation storno cxl flexible flexi flex changeable rebook rebooked
window windows aisle aisles legroom bulkhead exit-row emergency-row front-row
bag bags baggage luggage suitcase suitcases trolley backpack rucksack carry-on carry-ons cabin-bag hand-luggage
pram pushchair stroller oversize excess
wheelchair wheelchairs crutches disabled disability disabilities blind deaf mobility-impaired
diabetic pregnant oxygen medication
half-board full-board all-inclusive
minor minors unaccompanied
priority-boarding parking
compact midsize mid-size fullsize full-size intermediate subcompact minicar estate wagon auto manual stick-shift
car cars suv suvs van minivan convertible automatic gearbox rental rentals chauffeur limousine limo
train trains rail railway sleeper couchette bus buses coach coaches ferry ferries boat taxi taxis cab cabs uber shuttle
helicopter charter
airline airlines carrier carriers alliance
redeye redeyes red-eye red-eyes fastest
cost-centre cost-center centre center
"""
# Outside of statements about the world ("it was a long week"): of days and times ...
_TIMES_IN_ASKING = """
day days week weeks month months year years hour hours minute minutes morning mornings afternoon afternoons evening
evenings eve night nights daytime nighttime early earlier earliest late later latest before after until
till onwards soonest following previous preceding half-day
"""
# ... of what people are, have and take with them, which a statement only tells ("my visa has come") ...
_PERSONAL = """
allergy allergies allergic halal kosher vegan vegans vegetarian vegetarians gluten lactose meal meals
child children kid kids infant infants baby babies toddler toddlers dog dogs cat cats pet pets
visa visas passport passports insurance insured lounge lounges fast-track frequent-flyer
ski skis skiing snowboard surfboard bike bikes bicycle bicycles miles
"""
# ... and of order, limits and places.
_IN_ASKING = """
next last first second same half quarter single twofold double triple extra additional one-way return-trip
under below least over above less more fewer
harbour harbor waterfront seafront beachfront riverside seaside lakeside marina promenade quay pier sea
dinner lunch supper dinnertime lunchtime teatime central centrally changes changed changing swap switch bill billed
charge charged budget budgets scrap scrapped forget skip skipped ignore disregard remove delete omit
airport airports station stations class room rooms bed beds star smoking cannot
"""
# Who may travel, outside of statements ("my boss has agreed").
_PEOPLE = """
boss chief manager managers director directors colleague colleagues co-worker coworker coworkers team teams crew staff
group grp party delegation delegates committee board guest guests client clients customer customers engineer engineers
auditor auditors intern interns trainee trainees candidate candidates wife husband spouse partner family friend friends
son daughter mother father parents sister brother assistant secretary president ceo cfo cto vp md person persons people
foursome threesome twosome twins triplets plus-one plus-ones whoever
everybody everyone somebody others member members folks pax adults adult passenger passengers
missus hubby fiance fiancee girlfriend boyfriend flatmate roommate
"""
# Of several words: limits, and where something is.
_PHRASES = LatePattern(
    r"\b(?:close (?:to|of|by(?! *(?:[,.;:!?]|$|so\b)))"
    r"|next (?:to|door)|within|walking distance|up to|at (?:least|most)"
    r"|at the (?:latest|earliest|most|outside)"
    r"|any(?:thing|where) (?:above|below|under|over|but)|(?:no|not|nothing) (?:\w+ )?than"
    r"|(?:scratch|strike|skip|forget|drop|scrap|cancel) (?:that|it|about|the|my)(?! off| back)"
    r"|correction|i mean|i meant|make that"
    r"|as long as|side of|instead of"
    r"|apart from|rather than|to be confirmed|(?:one|way|out|back|home|there|outbound|inbound|return) only"
    r"|(?:business|biz|economy|premium|first|coach) (?:coming|going|heading|flying|there|back|home|out|both"
    r"|return\w*|on the way)"
    r"|(?:family|mid|full|standard|medium|small|large)[- ]sized"
    r"|only (?:on|for) the (?:way|flight|leg|out|back|return|inbound)"
    r"|(?:only|just) (?:the |a |my |one )?(?:way (?:back|out|there|home)|returns?|outbound|inbound|outward"
    r"|flight (?:back|out|home|there))"
    r"|(?:fine|ok(?:ay)?|good|works?|possible|acceptable|alright|do|doable) (?:too|as well|also)\b(?! (?:small"
    r"|big|expensive|much))"
    r"|also (?:fine|ok(?:ay)?|works?|possible|acceptable|an option|do)\b"
    r"|(?:the|my|our|an?) [a-z]+(?: [a-z]+)? (?:comes?|coming|tags?|tagging|joins?) (?:too|along|as well)\b"
    # "My mate flies with me", "a friend joins us": who comes along, whatever else is told.
    r"|(?:my|our|the|an?|his|her) [a-z-]+(?: [a-z-]+)? (?:(?:will|may|might|could|should|would|shall|is|are|also|then"
    r"|probably|be) ){0,3}(?:(?:travels?|travell?ing|fl(?:y|ies|ying)|com(?:e|es|ing)|go(?:es|ing)?|tags?|tagging)"
    r"(?: along)? with (?:me|us)|(?:joins?|joining|accompan(?:y|ies|ying)) (?:me|us)"
    r"(?! (?:there|at|on site|for (?:the|a|lunch|dinner|breakfast)\b)))"
    r"|(?:new (?:hires?|joiners?|starters?|recruits?|arrivals?)|(?:direct|line) reports?"
    r"|(?:team|site|project|tech|group|shift) leads?|heads? of (?!state|the)[a-z]+"
    r"|(?:product|process|business) owners?|number (?:two|2)|opposite numbers?"
    r"|plus[- ]ones?|second[- ]in[- ]command)\b"
    r"|(?:old man|old lady|(?:other|better) half"
    r"|little ones?)\b"
    r"|in time (?:for|to)\b|(?:for|by|before|after) breakfast|something to drive|set of wheels|digs\b"
    r"|open (?:return|ticket|date)s?\b|return (?:is |stays )?open\b|single (?:will|would|is)\b"
    r"|(?:my|his|her|our|their) own (?:card|pocket|money|account)\b|private(?:ly)? (?:account|card|paid)"
    r"|personal (?:trip|card|account)"
    r"|paid (?:with|by|in) (?:points|miles)|vouchers?\b|(?:quote|hold|price(?: check)?) only|on hold\b"
    r"|plus (?:one|1)\b|provided (?:that|it|the|you|we|there)"
    r"|by the (?!(?:way|time|end|book|look|clients?|customers?|company|boss|manager|team|hosts?"
    r"|organi[sz]ers?)\b))",
    re.IGNORECASE,
)
_NEGATIONS = """
no not never none without w/o neither nothing nobody nowhere avoid avoids avoiding don't doesn't didn't won't wouldn't
can't cannot couldn't shouldn't mustn't isn't aren't wasn't weren't haven't hasn't hadn't needn't dont doesnt wont cant
refuse hate dislike anything-but rid
"""


@cache
def days_and_times() -> frozenset[str]:
    """Return the words for days and times that are asked about wherever they stand."""
    return frozenset(_DAYS.split())


@cache
def times_in_asking() -> frozenset[str]:
    """Return the words for days and times that are asked about unless they stand in a mere statement."""
    return frozenset(_TIMES_IN_ASKING.split())


@cache
def always_decisive() -> frozenset[str]:
    """Return the words that are asked about wherever they stand."""
    return frozenset(_ALWAYS.split())


@cache
def decisive_in_asking() -> frozenset[str]:
    """Return the words of order, limits, places, and of what people are and have, that are asked about unless they
    stand in a mere statement."""
    return frozenset(f"{_IN_ASKING}{_PERSONAL}".split())


@cache
def words_for_people() -> frozenset[str]:
    return frozenset(_PEOPLE.split()) | words_for_persons()


def holds_decisive_phrase(text: str) -> bool:
    """Return whether a turn of phrase in the text limits something or says where something is."""
    return _PHRASES.search(text) is not None


@cache
def negations() -> frozenset[str]:
    return frozenset(_NEGATIONS.split())


@cache
def all_decisive() -> frozenset[str]:
    """Return all of these words but those for people and of denial."""
    return always_decisive() | days_and_times() | decisive_in_asking() | times_in_asking()


@cache
def decisive_in_small_talk() -> frozenset[str]:
    """Return the words that no small talk has: all of these but for what people are and have."""
    return all_decisive() - frozenset(_PERSONAL.split())


@cache
def _longer_words() -> SlipIndex:
    return SlipIndex(word for word in all_decisive() if len(word) >= 5 and word.isalpha())


_LETTERS = LatePattern(r"[a-z]{5,}")


@lru_cache(maxsize=4096)
def is_nearly_decisive(word: str) -> bool:
    """Return whether one slip of the pen makes a decisive word of five letters or more of this one."""
    folded = word.lower()
    if folded in all_decisive() or not _LETTERS.fullmatch(folded):
        return False
    return bool(_longer_words().find_near(folded))
