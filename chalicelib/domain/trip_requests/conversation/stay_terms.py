"""What a message asks of the hotels: what a night may cost, how near to what they are."""

import re
from decimal import Decimal

from chalicelib.domain.money import Money, from_major
from chalicelib.domain.places.place import Landmark
from chalicelib.domain.trip_requests.conversation.applying import apply_changes
from chalicelib.domain.trip_requests.conversation.changes import AddStay, DropStays, SetStayTerms
from chalicelib.domain.trip_requests.conversation.reading import Reading
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.numbers import AMOUNT, amount_in, amount_of, shared_sign

_LIMIT = (
    r"(?:\b(?:under|below|max(?:imum)?\.?(?: of)?|up to|at most|no more than|not more than|less than"
    r"|cheaper than|within"
    r"|not over|cap(?:ped)?(?: at| of)?|limit(?: of)?|budget(?: of)?|for|at)\s+)?"
)
_A_NIGHT = r"\s*(?:\b(?:a|per|each|every|the)[ -]?night\b|/\s?(?:night|nt)\b|\bnightly\b|\bp\.?n\.?(?![a-z]))"
_TOPS = r"(?:,?\s*(?:max(?:imum)?|tops|at (?:the )?most|or (?:less|under|below)))?"
_CHEAPER = r"(?:\b(?:something |a )?cheaper(?: (?:one|hotel|room))?,?\s+)?"
_NIGHTLY = LatePattern(_CHEAPER + _LIMIT + AMOUNT + _TOPS + _A_NIGHT + _TOPS, re.IGNORECASE)
_BARE_NIGHTLY = LatePattern(
    _CHEAPER + _LIMIT + r"(?<![0-9.,])(?P<bare>[0-9]{1,7}(?:\.[0-9]{2})?)" + _TOPS + _A_NIGHT + _TOPS, re.IGNORECASE
)
_TOTAL = LatePattern(
    _LIMIT + AMOUNT + _TOPS + r"\s*(?:in total|all in|altogether|for (?:the whole|all of the|all) (?:stay|nights))",
    re.IGNORECASE,
)
_HOTEL_AMOUNT = LatePattern(_CHEAPER + _LIMIT + AMOUNT + _TOPS, re.IGNORECASE)
_NO_LIMIT = LatePattern(
    r"\b(?:no (?:price )?(?:limit|cap)|(?:the )?price (?:does not|doesn't) matter|whatever it costs"
    r"|without (?:a |the )?"
    r"(?:price )?(?:limit|cap))\b",
    re.IGNORECASE,
)
_CENTRE = LatePattern(
    r"\b(?:(?:near|close to|in|by|around|at|closer to|nearer(?: to)?) )?(?:the )?(?:city[- ]cent(?:re|er)"
    r"|cent(?:re|er)"
    r"|down ?town)\b|\b(?:more )?central(?:ly)?(?: located| location)?\b",
    re.IGNORECASE,
)
_NEAR = LatePattern(
    r"\b(?:near|nearer(?: to)?|close to|closer to|next to|(?:by|around)(?= (?:the|my|our)\b)"
    r"|within walking distance of)"
    r"\s+(?P<what>(?:the |my |our )?[^\W\d_][^,.;!?¦]{1,80})",
    re.IGNORECASE,
)
# No message has as many numbers and means an amount by one; looking for it among them would take long.
_DIGITS, _MOST_NUMBERS = LatePattern(r"[0-9]+"), 16
_COORDINATES = LatePattern(r"\s*(-?[0-9]{1,2}(?:\.[0-9]{1,8})?)\s*[,;\s]\s*(-?[0-9]{1,3}(?:\.[0-9]{1,8})?)\s*")
_CODE = LatePattern(r"[A-Z]{3}")


def read_stay_terms(reading: Reading) -> None:
    """Read what is asked of the hotels: all of them, or those that the message adds."""
    _read_price(reading)
    words = reading.message.words
    match = _CENTRE.search(words.text)
    if match is not None and not reading.message.is_negated(*match.span()) and (reading.stays or reading.adds_stay):
        words.blank(*match.span())
        set_stay_terms(reading, SetStayTerms(stays=stays_meant(reading), near_centre=True, near=None))
    match = _NEAR.search(words.text)
    if match is not None and not reading.message.is_negated(*match.span()) and (reading.stays or reading.adds_stay):
        words.blank(*match.span())
        _ask_where(reading, match["what"].strip())


def stays_meant(reading: Reading) -> tuple[int, ...]:
    """Return the stays that terms of a hotel are about, by their places once the message has dropped and added some:
    those that it adds, else all that are left; all that there were, where it keeps none."""
    hotels = [each for each in reading.changes if isinstance(each, AddStay | DropStays)]
    after = apply_changes(reading.request, hotels).request.stays or reading.stays
    added = any(isinstance(each, AddStay) for each in hotels)
    return tuple(number for number, stay in enumerate(after) if not added or stay not in reading.stays)


def set_stay_terms(reading: Reading, change: SetStayTerms) -> None:
    """Change what is asked of the hotels, if there are any."""
    if change.stays:
        reading.changes.append(change)
    elif not reading.adds_stay:
        reading.doubts.refuse("This trip has no hotel: ask for one to say what it is to be like.")


def _read_price(reading: Reading) -> None:
    words = reading.message.words
    numbers = len(_DIGITS.findall(words.text))
    if 0 < numbers <= _MOST_NUMBERS:
        _read_amounts(reading)
    if numbers <= _MOST_NUMBERS and words.take(_NO_LIMIT):
        set_stay_terms(reading, SetStayTerms(stays=stays_meant(reading), nightly_cap=None, total_cap=None))


def _read_amounts(reading: Reading) -> None:
    words = reading.message.words
    for form, is_nightly in ((_NIGHTLY, True), (_TOTAL, False)):
        match = form.search(words.text)
        if match is not None:
            words.blank(*match.span())
            _set_cap(reading, _amount(reading, match), is_nightly=is_nightly)
    if match := words.take(_BARE_NIGHTLY):
        _set_cap(reading, _bare_amount(reading, match["bare"]), is_nightly=True)
    elif (reading.stays or reading.adds_stay) and (match := words.take(_HOTEL_AMOUNT)):
        amount = _amount(reading, match)
        choices = [("night", f"{amount} a night"), ("stay", f"{amount} for all nights together")]
        answer = amount and reading.doubts.choose("cap", f"Is {amount} for a night or for the whole stay?", choices)
        if answer:
            _set_cap(reading, amount, is_nightly=answer == "night")


def _set_cap(reading: Reading, amount: Money | None, *, is_nightly: bool) -> None:
    if amount is None:
        return
    if amount.amount <= 0:
        reading.doubts.refuse("What a hotel may cost must be more than zero.")
    elif is_nightly:
        set_stay_terms(reading, SetStayTerms(stays=stays_meant(reading), nightly_cap=amount))
    else:
        set_stay_terms(reading, SetStayTerms(stays=stays_meant(reading), total_cap=amount))


def _amount(reading: Reading, match: re.Match[str]) -> Money | None:
    """Return the money of a match; a sign that several currencies share is asked about, unless one of them is the
    trip's, or that of where its hotels are."""
    possible = shared_sign(match)
    own = _known_currency(reading)
    if len(possible) <= 1 or own in possible:
        amount = amount_of(match, own)
        if amount is None:
            reading.doubts.refuse(f"The currency in {match[0].strip()!r} is not one that we know.")
        return amount
    choices = [(code, str(amount_in(match, code))) for code in possible]
    code = reading.doubts.choose("currency", f"Which currency is {match[0].strip()!r}?", choices)
    return amount_in(match, code) if code else None


def _bare_amount(reading: Reading, number: str) -> Money | None:
    """Return an amount without a currency: in that of the limit that there is; else that of the trip, once said so."""
    caps = {stay.nightly_cap.currency for stay in reading.stays if stay.nightly_cap is not None}
    if len(caps) == 1:
        return from_major(Decimal(number), caps.pop())
    own = reading.request.currency
    amount = from_major(Decimal(number), own)
    question = f"In which currency is {number} a night?"
    answer = reading.doubts.ask("currency", question, [(own, str(amount))])
    if answer is None or not _CODE.fullmatch(answer):
        if answer is not None:
            reading.doubts.ask_again("currency", question, [(own, str(amount))])
        return None
    return from_major(Decimal(number), answer)


def _known_currency(reading: Reading) -> str:
    caps = {stay.nightly_cap.currency for stay in reading.stays if stay.nightly_cap is not None}
    return caps.pop() if len(caps) == 1 else reading.request.currency


def _ask_where(reading: Reading, what: str) -> None:
    """Ask where that is which a hotel is to be near: nobody here knows the offices of the company."""
    choices = [("centre", "Near the centre of the city"), ("anywhere", "Go on without that")]
    question = f"Where is {what}? Give its latitude and longitude in degrees, such as 52.5206, 13.4094."
    answer = reading.doubts.ask("stays.near", question, choices)
    if answer is None or answer == "anywhere":
        return
    if answer == "centre":
        set_stay_terms(reading, SetStayTerms(stays=stays_meant(reading), near_centre=True))
        return
    said = _COORDINATES.fullmatch(answer)
    if said is None or abs(float(said[1])) > 90 or abs(float(said[2])) > 180:
        reading.doubts.ask_again("stays.near", question, choices)
        return
    landmark = Landmark(name=what, latitude=float(said[1]), longitude=float(said[2]))
    set_stay_terms(reading, SetStayTerms(stays=stays_meant(reading), near=landmark))
