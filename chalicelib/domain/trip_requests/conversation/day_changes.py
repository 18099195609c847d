"""Days in a message: "no, the 12th", "leave on Friday", "back on the 15th", "3 to 5 April", "a day later", "one more
night", "for three nights"."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chalicelib.domain.trip_requests.conversation.changes import AddReturn, MoveTrip, SetDeparture, SetStayDay, long_day
from chalicelib.domain.trip_requests.conversation.days import day_of_month_near, days_meant
from chalicelib.domain.trip_requests.conversation.message_text import Scope
from chalicelib.domain.trip_requests.conversation.reading import Reading
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.dates import Mention, find_phrases, read_phrases

_INSTEAD = LatePattern(r"\b(?:instead of|rather than|not)\s+(?:(?:on|the)\s+)*$", re.IGNORECASE)
_NOT_DAY = LatePattern(
    r"\bnot (?:on )?the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)\b(?=,? (?:but|rather)\b"
    r"|,)",
    re.IGNORECASE,
)
_LEAD = LatePattern(r"\b(?:(?:from|on|until|till?|by|of|the|starting|to)\s+)+$", re.IGNORECASE)
_UNTIL = LatePattern(r"\b(?:until|till?)\s+(?:the\s+)?$", re.IGNORECASE)
_JOINED = LatePattern(r"[\s¦,]*(?:-|to|until|till?|through|and)?[\s¦]*(?:the )?[\s¦]*", re.IGNORECASE)
# "12th" without "the"; a number of an option or a flight is none.
_BARE_DAY = LatePattern(
    r"(?<![\w/.-])(?:the )?(?P<day>[12]?[0-9]|3[01])(?:st|nd|rd|th)\b(?! (?:one|option|flight|leg|slice|train"
    r"|floor))",
    re.IGNORECASE,
)
_CHECK = LatePattern(r"\bcheck(?:ing)?[ -]?(?P<which>in|out)\b", re.IGNORECASE)


class _Item(NamedTuple):
    """A day that is said at `start` to `end`: a date, or, with `number`, the day of a month alone."""

    start: int
    end: int
    said: Mention | None
    number: int | None = None
    is_end: bool = False  # "until" stands before it


def take_days(reading: Reading) -> list[_Item]:
    """Take the dates out of the message; what each is about is settled once all else is known."""
    words = reading.message.words
    items: list[_Item] = []
    for match in list(_NOT_DAY.finditer(words.text)):
        places = [n for n, each in enumerate(reading.slices) if each.depart_on.day == int(match["day"])]
        _replace_day_of(reading, places, match.start(), match.end())
    for phrase in find_phrases(words.text):
        mentions = read_phrases([phrase], reading.today)
        if doubt := next((mention.doubt for mention in mentions if mention.doubt), None):
            reading.doubts.refuse(doubt)
            words.blank(*phrase.span())
            continue
        if any(each.from_event is not None for each in mentions):
            continue
        if reading.message.is_negated(*phrase.span()):
            _note_replaced(reading, phrase, mentions)
            continue
        is_end = _UNTIL.search(words.text[: phrase.start()]) is not None
        items += [_Item(phrase.start(), phrase.end(), mention, is_end=is_end) for mention in mentions]
        _blank_with_lead(reading, *phrase.span())
    for match in list(_BARE_DAY.finditer(words.text)):
        if not reading.message.is_negated(*match.span()):
            is_end = _UNTIL.search(words.text[: match.start()]) is not None
            items.append(_Item(*match.span(), None, int(match["day"]), is_end))
            _blank_with_lead(reading, *match.span())
    reading.message.items += [item.start for item in items]
    return sorted(items, key=lambda item: (item.start, item.said.end if item.said else item.end))


def _note_replaced(reading: Reading, phrase: re.Match[str], mentions: Sequence[Mention]) -> None:
    """Pass over "not the 3rd" and "instead of 3 March", where one slice alone is on that day: it is what another day is
    said of."""
    lead = _INSTEAD.search(reading.message.words.text[: phrase.start()])
    places = [
        place
        for place, each in enumerate(reading.slices)
        if len(mentions) == 1 and each.depart_on in days_meant(mentions[0], each.depart_on, reading.today)
    ]
    if lead is not None:
        _replace_day_of(reading, places, lead.start(), phrase.end())


def _replace_day_of(reading: Reading, places: Sequence[int], start: int, end: int) -> None:
    """Note that the one slice that is on a day is to be on another."""
    if len(places) == 1 and not reading.focus:
        reading.message.words.blank(start, end)
        reading.replaced = places[0]


def settle_days(reading: Reading, items: Sequence[_Item]) -> None:
    """Change the days that the dates of the message are about."""
    message = reading.message
    scopes = [message.scope_of(item.start) for item in items]
    if message.return_at is not None and not any(scope and scope.is_back for scope in scopes):
        _ask_return(reading)
    if check := _CHECK.search(message.words.text):
        _settle_check(reading, check, items)
    elif (len(items) == 2 and not any(scopes) and _is_pair(message.said, items)) or (
        len(items) == 2 and reading.returns and _leaves_and_returns(scopes)
    ):
        _settle_pair(reading, items)
    else:
        for number, (item, scope) in enumerate(zip(items, scopes, strict=True)):
            _settle_day(reading, number, item, scope)


def _settle_day(reading: Reading, number: int, item: _Item, scope: Scope | None) -> None:
    slices = reading.slices
    if scope is not None and scope.is_back and not reading.returns:
        if (day := _day_of(reading, item, slices[-1].depart_on, "returnOn")) is not None:
            reading.changes.append(AddReturn(day=day))
    elif scope is not None and len(scope.slices) == 1:
        _set_departure(reading, scope.slices[0], item)
    elif scope is None and item.is_end:
        _set_last_day(reading, item)
    elif scope is None and reading.replaced is not None:
        _set_departure(reading, reading.replaced, item)
    elif scope is None and len(reading.focus) == 1:
        _set_departure(reading, reading.focus[0], item)
    elif len(slices) == 1:
        _set_departure(reading, 0, item)
    elif slices:
        _ask_which_slice(reading, number, item)
    else:
        _ask_which_stay_day(reading, number, item)


def _set_last_day(reading: Reading, item: _Item) -> None:
    """Let the trip, or its only hotel, last until a day."""
    if reading.returns and len(reading.slices) == 2:
        _set_departure(reading, 1, item)
    elif len(reading.stays) == 1 and not reading.returns and not reading.adds_stay:
        if (day := _day_of(reading, item, reading.stays[0].check_out, "stays.0.checkOut")) is not None:
            reading.changes.append(SetStayDay(stay=0, which="check_out", day=day))
    else:
        reading.message.put_back(item.start, item.end)


def _ask_return(reading: Reading) -> None:
    answer = reading.doubts.ask("returnOn", "On which day is the way back?")
    if answer is None:
        return
    try:
        reading.changes.append(AddReturn(day=date.fromisoformat(answer)))
    except ValueError:
        reading.doubts.ask_again("returnOn", "On which day is the way back?")


def _set_departure(reading: Reading, place: int, item: _Item) -> None:
    is_same_day = item.said is not None and item.said.later == 0 and place > 0
    before = reading.slices[place - is_same_day].depart_on
    if (day := _day_of(reading, item, before, f"slices.{place}.departOn")) is not None:
        reading.changes.append(SetDeparture(slice=place, day=day))


def _settle_pair(reading: Reading, items: Sequence[_Item]) -> None:
    """Put two days into the first and the last day of the trip."""
    slices, stays = reading.slices, reading.stays
    if len(slices) > 2 or (len(slices) == 2 and not reading.returns) or (not slices and len(stays) != 1):
        for number, item in enumerate(items):
            _ask_which_slice(reading, number, item)
        return
    first = slices[0].depart_on if slices else stays[0].check_in
    begin = _day_of(reading, items[0], first, "slices.0.departOn" if slices else "stays.0.checkIn")
    if begin is None:
        return
    end = _day_of(reading, items[1], begin, "slices.1.departOn" if slices else "stays.0.checkOut")
    if end is None:
        return
    if not slices:
        reading.changes += [
            SetStayDay(stay=0, which="check_in", day=begin),
            SetStayDay(stay=0, which="check_out", day=end),
        ]
        return
    back = SetDeparture(slice=1, day=end) if len(slices) == 2 else AddReturn(day=end)
    reading.changes += [SetDeparture(slice=0, day=begin), back]


def _settle_check(reading: Reading, check: re.Match[str], items: Sequence[_Item]) -> None:
    if len(reading.stays) != 1 or len(items) != 1:
        return
    stay, is_in = reading.stays[0], check["which"].lower() == "in"
    before = stay.check_in if is_in else stay.check_out
    if (day := _day_of(reading, items[0], before, "stays.0.checkIn" if is_in else "stays.0.checkOut")) is not None:
        reading.message.words.blank(*check.span())
        reading.changes.append(SetStayDay(stay=0, which="check_in" if is_in else "check_out", day=day))


def _ask_which_slice(reading: Reading, number: int, item: _Item) -> None:
    """Ask which slice a day is of; of a trip there and back also whether all of it moves."""
    days = {place: _days_of_item(reading, item, each.depart_on) for place, each in enumerate(reading.slices)}
    choices: list[tuple[str, str]] = []
    for place, each in enumerate(reading.slices):
        for day in days[place]:
            name = f"{each.origin.name} to {each.destination.name} on {long_day(day)}"
            if _keeps_order(reading, place, day):
                choices.append((f"slices.{place}={day}", name))
            elif place == 0:
                by = day - each.depart_on
                end = reading.slices[-1].depart_on + by
                choices.append((f"all={by.days}", f"{name}, and the rest as much later, until {long_day(end)}"))
    said = reading.message.said[item.start : item.end].strip()
    answer = reading.doubts.choose(f"day.{number}", f'What is to be on "{said}"?', choices)
    if answer is None:
        return
    what, _, value = answer.partition("=")
    if what == "all":
        reading.changes.append(MoveTrip(days=int(value)))
    else:
        reading.changes.append(SetDeparture(slice=int(what[7:]), day=date.fromisoformat(value)))


def _keeps_order(reading: Reading, place: int, day: date) -> bool:
    slices = reading.slices
    after = place == 0 or slices[place - 1].depart_on <= day
    return after and (place + 1 == len(slices) or day <= slices[place + 1].depart_on)


def _ask_which_stay_day(reading: Reading, number: int, item: _Item) -> None:
    """Ask which day of a hotel or a car without a journey a date is."""
    if len(reading.stays) != 1:
        reading.message.put_back(item.start, item.end)
        return
    stay = reading.stays[0]
    ins, outs = (_days_of_item(reading, item, day) for day in (stay.check_in, stay.check_out))
    choices = [(f"check_in={day}", f"Check in on {long_day(day)}") for day in ins if day < stay.check_out]
    choices += [(f"check_out={day}", f"Check out on {long_day(day)}") for day in outs if day > stay.check_in]
    choices += [(f"all={(day - stay.check_in).days}", f"From {long_day(day)}, {stay.nights} nights") for day in ins]
    said = reading.message.said[item.start : item.end].strip()
    answer = reading.doubts.choose(f"day.{number}", f'What is to be on "{said}"?', choices)
    if answer is None:
        return
    what, _, value = answer.partition("=")
    match what:
        case "all":
            reading.changes.append(MoveTrip(days=int(value)))
        case "check_in":
            reading.changes.append(SetStayDay(stay=0, which="check_in", day=date.fromisoformat(value)))
        case _:
            reading.changes.append(SetStayDay(stay=0, which="check_out", day=date.fromisoformat(value)))


def _day_of(reading: Reading, item: _Item, day: date, field: str) -> date | None:
    """Return the day that is meant of what is on `day`; several are asked about."""
    meant = _days_of_item(reading, item, day)
    if len(meant) == 1:
        return meant[0]
    said = reading.message.said[item.start : item.end].strip()
    answer = reading.doubts.choose(
        field, f'Which day is "{said}"?', [(each.isoformat(), long_day(each)) for each in meant]
    )
    return date.fromisoformat(answer) if answer else None


def _days_of_item(reading: Reading, item: _Item, day: date) -> tuple[date, ...]:
    if item.said is None:
        return day_of_month_near(item.number or 1, day, reading.today)
    return days_meant(item.said, day, reading.today)


def _is_pair(said: str, items: Sequence[_Item]) -> bool:
    """Return whether two dates are a range: "12 to 14 April", "the 12th to the 14th"."""
    first, second = items
    return first.end >= second.end or bool(_JOINED.fullmatch(said[first.end : second.start]))


def _leaves_and_returns(scopes: Sequence[Scope | None]) -> bool:
    first, second = scopes
    is_out = first is None or first.slices == (0,)
    return is_out and second is not None and second.is_back


def _blank_with_lead(reading: Reading, start: int, end: int) -> None:
    lead = _LEAD.search(reading.message.words.text[:start])
    reading.message.words.blank(lead.start() if lead else start, end)
