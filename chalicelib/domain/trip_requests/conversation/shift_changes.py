"""Days that a message moves by so much: "a day later", "postpone by a week", "one more night", "for three nights"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.domain.trip_requests.conversation.changes import AddReturn, MoveTrip, SetDeparture, SetStayDay, long_day
from chalicelib.domain.trip_requests.conversation.reading import Reading
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT, count_of

_UNIT = r"(?P<unit>days?|weeks?|nights?)"
_SHIFT = LatePattern(
    rf"\b(?:(?:by|for) )?(?:(?P<count>{COUNT}) {_UNIT} (?P<way>later|earlier|sooner)"
    r"|(?:the |one )?(?P<next>next day|following day|day after)(?! tomorrow)|(?:the )?(?P<previous>day before"
    r"|previous day))\b",
    re.IGNORECASE,
)
_PUT_OFF = LatePattern(
    rf"\b(?:(?P<late>postpone|delay|defer|put off|push(?:ed)?(?: back| out)?)|(?P<soon>bring forward|bring|advance))"
    rf"(?: (?:it|that|this|everything|(?:the|my|our) (?:whole )?(?:trip|journey|flights?)))*(?: back| out| forward)?"
    rf" by (?P<count>{COUNT}) {_UNIT}\b",
    re.IGNORECASE,
)
_LONGER = LatePattern(
    rf"\b(?:(?:stay(?:ing)?|add|for|by)\s+)*(?:"
    rf"extend(?: (?:it|the \w+))? by (?P<extended>{COUNT}) (?:nights?|days?)"
    rf"|(?:shorten|cut)(?: (?:it|the \w+))?(?: short)? by (?P<cut>{COUNT}) (?:nights?|days?)"
    rf"|(?P<more>{COUNT}) (?:more|extra|additional|further) (?:nights?|days?)"
    rf"|(?P<another>another|an extra|an additional) (?:night|day)"
    rf"|(?P<count>{COUNT}) (?:nights?|days?) (?:(?P<longer>longer|more|extra)|(?P<less>less|fewer|shorter)))\b",
    re.IGNORECASE,
)
_NIGHTS = LatePattern(rf"\b(?:(?:for|stay(?:ing)?|only|just|to)\s+)*(?P<count>{COUNT}) nights?\b", re.IGNORECASE)


class Shift(NamedTuple):
    """So many days later, said at `start`; `is_next` where "the next day" was said, which may be that after another."""

    start: int
    days: int
    is_next: bool = False


def take_shifts(reading: Reading) -> list[Shift]:
    """Take "a day later" out of the message."""
    found: list[Shift] = []
    for match in list(_PUT_OFF.finditer(reading.message.words.text)):
        sign = 1 if match["late"] else -1
        found.append(Shift(match.start(), sign * count_of(match["count"]) * _days_of(match["unit"])))
        reading.message.words.blank(*match.span())
    for match in list(_SHIFT.finditer(reading.message.words.text)):
        if reading.message.is_negated(*match.span()):
            continue
        if match["count"]:
            sign = 1 if match["way"].lower() == "later" else -1
            days = sign * count_of(match["count"]) * _days_of(match["unit"])
        else:
            days = 1 if match["next"] else -1
        found.append(Shift(match.start(), days, is_next=bool(match["next"])))
        reading.message.words.blank(*match.span())
    reading.message.items += [each.start for each in found]
    return found


def read_lengths(reading: Reading) -> None:
    """Read "one more night" and "for three nights": the way back, or the end of the stay, on another day."""
    words = reading.message.words
    for match in list(_LONGER.finditer(words.text)):
        if reading.message.is_negated(*match.span()):
            continue
        sign = -1 if match["less"] or match["cut"] else 1
        said = next((match[name] for name in ("extended", "cut", "more", "count") if match[name]), "one")
        by = sign * count_of(said)
        if (end := _end_of(reading)) is not None and _set_end(reading, end + timedelta(days=by)):
            words.blank(*match.span())
    lasting = _NIGHTS.search(words.text)
    if lasting is None or reading.adds_stay or reading.message.is_negated(*lasting.span()):
        return
    begin = reading.slices[0].depart_on if reading.returns else reading.stays[0].check_in if reading.stays else None
    if begin is not None and _set_end(reading, begin + timedelta(days=count_of(lasting["count"]))):
        words.blank(*lasting.span())


def settle_shifts(reading: Reading, shifts: Sequence[Shift]) -> None:
    """Move what "a day later" is about: a slice, where the words say which, else all of the trip."""
    for position, days, is_next in shifts:
        scope = reading.message.scope_of(position)
        if scope is not None and scope.is_weak and len(reading.slices) > 1:
            _ask_what_moves(reading, days)
        elif scope is not None and scope.is_back and not reading.returns and days > 0 and reading.slices:
            reading.changes.append(AddReturn(day=reading.slices[-1].depart_on + timedelta(days=days)))
            reading.message.return_at = None
        elif scope is None or scope.is_weak or (not scope.is_back and len(scope.slices) == len(reading.slices)):
            reading.changes.append(MoveTrip(days=days))
        elif is_next and len(scope.slices) == 1 and scope.slices[0] > 0:
            _ask_after_what(reading, scope.slices[0])
        else:
            places = reading.slices_in(scope)
            moved = [(place, reading.slices[place].depart_on + timedelta(days=days)) for place in places]
            reading.changes += [SetDeparture(slice=place, day=day) for place, day in moved]


def _ask_after_what(reading: Reading, place: int) -> None:
    """Ask whether "the next day" is that after the slice before, or after the day that the slice is on now."""
    after = (reading.slices[place - 1].depart_on, reading.slices[place].depart_on)
    days = list(dict.fromkeys(day + timedelta(days=1) for day in after))
    choices = [(day.isoformat(), long_day(day)) for day in days]
    answer = (
        choices[0][0]
        if len(days) == 1
        else reading.doubts.choose(f"slices.{place}.departOn", "Which day is that?", choices)
    )
    if answer is not None:
        reading.changes.append(SetDeparture(slice=place, day=date.fromisoformat(answer)))


def _ask_what_moves(reading: Reading, days: int) -> None:
    by = timedelta(days=days)
    first, last = reading.slices[0], reading.slices[-1]
    choices = [("all", f"Everything, from {long_day(first.depart_on + by)} to {long_day(last.depart_on + by)}")]
    if first.depart_on + by <= reading.slices[1].depart_on:
        choices.insert(0, ("first", f"Only the departure, on {long_day(first.depart_on + by)}"))
    answer = reading.doubts.choose("moves", "Does only the departure move, or all of the trip?", choices)
    if answer == "all":
        reading.changes.append(MoveTrip(days=days))
    elif answer == "first":
        reading.changes.append(SetDeparture(slice=0, day=first.depart_on + by))


def _end_of(reading: Reading) -> date | None:
    if reading.returns:
        return reading.slices[-1].depart_on
    return reading.stays[0].check_out if len(reading.stays) == 1 else None


def _set_end(reading: Reading, day: date) -> bool:
    """Let the way back, or the only stay, be later or earlier; whether there is either."""
    if reading.returns and len(reading.slices) == 2:
        reading.changes.append(SetDeparture(slice=1, day=day))
    elif len(reading.stays) == 1 and not reading.returns:
        reading.changes.append(SetStayDay(stay=0, which="check_out", day=day))
    else:
        return False
    return True


def _days_of(unit: str) -> int:
    return 7 if unit.lower().startswith("week") else 1
