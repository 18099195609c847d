"""Of which half of the day a time is that does not say it: "not before half nine", "between 7 and 12", and what leaves
on a day whose evening one is back."""

import re
from collections.abc import Sequence

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.clock_times import ClockTime
from chalicelib.domain.trip_requests.reading.days.time_patterns import (
    EARLY,
    EVENING_BESIDE,
    EVENING_NEAR,
    JOURNEY,
    MORNING_NEAR,
    NEAR,
    NOON,
)

# Who writes "17:20" writes all times of the day by its 24 hours.
_OF_24_HOURS = LatePattern(r"(?<![0-9:])(?:1[3-9]|2[0-3])[:.h][0-5][0-9](?![0-9.])")
_WITH_MINUTES = LatePattern(r"[0-9][:.h][0-5][0-9]")
_DENIES = LatePattern(r"\bno(?:t|thing)?\b", re.IGNORECASE)
_HOMEWARD = LatePattern(r"\b(?:back|home|return\w*|inbound)\b", re.IGNORECASE)
# The way back of the same day, in its second half.
_BACK_THAT_DAY = LatePattern(
    r"[^.;!?]{0,60}?\b(?:back|home|return\w*)\b[^.;!?]{0,30}?\b(?:same|that) day\b[^.;!?]{0,40}?"
    r"\b(?:afternoon|evening|night|(?:1[3-9]|2[0-3])[:.h]?[0-5][0-9]|(?:1[0-2]|[1-9])(?::[0-5][0-9])? ?pm)\b",
    re.IGNORECASE,
)


def settle_half(time: ClockTime, match: re.Match[str], text: str, *, is_landing: bool) -> int | None:
    """Return the minutes of a time; of an hour that may be of either half of the day, those that the words around it
    leave, or None."""
    if time.is_certain or (_WITH_MINUTES.search(match[0]) and _OF_24_HOURS.search(text)):
        return time.minutes
    groups = match.groupdict()
    is_early = 7 * 60 <= time.minutes < 12 * 60
    is_not_before = groups.get("not_before") is not None and bool(_DENIES.search(match[0]))
    is_train = groups.get("ish") is not None and re.match(rf"\s*{JOURNEY}\b", text[match.end() :])
    is_late = groups.get("not_before") is not None or re.match(r"\s*for\b", match[0], re.IGNORECASE)
    if is_late and 60 <= time.minutes < EARLY and not is_not_before:
        return time.minutes + NOON
    before = re.split(r"[.;!?]", text[max(0, match.start() - NEAR) : match.start()])[-1]
    behind = re.split(r"[.;!?,]", text[match.end() : match.end() + NEAR])[0]
    if is_early and (is_not_before or is_landing or is_train) and not EVENING_BESIDE.search(before):
        return time.minutes
    is_evening = bool(EVENING_NEAR.search(before) or EVENING_NEAR.search(behind))
    is_morning = bool(MORNING_NEAR.search(before) or MORNING_NEAR.search(behind))
    is_morning = is_morning or (time.minutes < NOON and is_of_a_day_trip(match, text))
    if is_evening == is_morning:
        return None
    return time.minutes % NOON + (NOON if is_evening else 0)


def settle_range(said: Sequence[ClockTime | None], *, is_of_a_day_trip: bool) -> tuple[int, int] | None:
    """Return a range of two times, of which the second may say of which half of the day both are."""
    first, second = said
    if first is None or second is None:
        return None
    begin, end = first.minutes, second.minutes
    if second.is_certain and not first.is_certain and end > NOON and begin + NOON < end:
        begin += NOON
    is_certain = (first.is_certain and second.is_certain) or (7 * 60 <= begin < end and end >= NOON)
    is_certain = is_certain or (second.is_certain and begin < end) or (is_of_a_day_trip and EARLY <= begin < end)
    return (begin, end) if is_certain and begin < end else None


def is_of_a_day_trip(match: re.Match[str], text: str) -> bool:
    """Return whether a time is of the way out, from where one is back in the second half of the same day."""
    return _BACK_THAT_DAY.match(text, match.end()) is not None and not _HOMEWARD.search(text, 0, match.start())
