"""In which week the days are that are said beside "next week": "next week: out on Tuesday, back on Thursday"."""

import re
from datetime import date

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.date_phrases import JOINED, DatePhrases
from chalicelib.domain.trip_requests.reading.days.dates import Mention
from chalicelib.domain.trip_requests.reading.days.relative_dates import days_of_next_week

_NEXT_WEEK = LatePattern(r"\bnext week\b", re.IGNORECASE)
_SENTENCE_ENDS = LatePattern(r"[.!;](?=\s)")


def put_in_weeks(taken: DatePhrases, mentions: list[Mention], today: date) -> list[Mention]:
    """Return the mentions, where bare days of the week are of next week: behind these words, or joined to a day of it.
    Where they may be of this week as well, they can be either day."""
    if not mentions or not all(_is_bare(each) or _is_of_next_week(each) for each in mentions):
        return mentions
    if taken.vague is not None and taken.vague["week"]:
        leads = taken.vague.end() <= mentions[0].start and not _SENTENCE_ENDS.search(
            taken.text, taken.vague.end(), mentions[0].start
        )
        return [_of_next_week(each, today, is_certain=leads) for each in mentions]
    place = next((at for at, each in enumerate(mentions) if _is_of_next_week(each)), 0)
    put = list(mentions)
    for at in reversed(range(place)):
        one, other = mentions[at : at + 2]
        is_joined = JOINED.fullmatch(taken.text, one.end, other.start) is not None
        put[at] = _of_next_week(one, today, is_certain=is_joined)
    return put


def _is_bare(mention: Mention) -> bool:
    return mention.weekday is not None and not (
        mention.month_day or mention.numeric or mention.next or mention.doubt or mention.day_of_month is not None
    )


def _is_of_next_week(mention: Mention) -> bool:
    return bool(mention.days) and _NEXT_WEEK.search(mention.text) is not None


def _of_next_week(mention: Mention, today: date, *, is_certain: bool) -> Mention:
    if mention.weekday is None:
        return mention
    days = days_of_next_week(mention.weekday, today)
    if not is_certain:
        days = tuple(sorted({*mention.days, *days}))
    return mention._replace(days=days, weekday=None, relative=True)
