"""Counting again what the reports say, from the bookings: every night some months, and all of them when somebody asks
for it, while events go on coming.

First each booking of a month is counted for what it counts for, where it is not; then the figures of each group are
held against the sum of what is counted. Figures that change meanwhile are left to whatever changes them.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from chalicelib import clock, observability
from chalicelib.domain.reports.contribution import Contribution, Dimension, Group, contribution_of, report_month_of
from chalicelib.domain.reports.measures import NOTHING, Measures
from chalicelib.domain.reports.periods import LONGEST_MONTHS, months_before
from chalicelib.domain.value import Value
from chalicelib.dynamodb.retry import until_kept
from chalicelib.models import booking_lists, bookings, reports
from chalicelib.models.reports import Figures
from chalicelib.services.reports.copying import ask_for_comparison
from chalicelib.services.reports.counting import count_booking

# Of what the nightly function may run, beside what it deletes.
_SECONDS = 90.0
_A_BATCH = 25
# A booking that has changed since then may have an event that is still on its way: it is counted, and nothing is wrong.
_EVENTS_TAKE = timedelta(hours=2)


class Recounted(Value, frozen=True):
    """What a recount did: how many bookings it looked at, how many of them were counted otherwise than they should have
    been, how many figures of groups were not their sum, what was late or changing and so no difference, and how many
    months it had no time to finish."""

    bookings: int = 0
    miscounted: int = 0
    wrong_figures: int = 0
    late: int = 0
    changing: int = 0
    months_left: int = 0

    @property
    def differences(self) -> int:
        return self.miscounted + self.wrong_figures


def recount_reports() -> Recounted:
    """Recount this month, the one before it and an earlier one, every night another; put right what is wrong, and
    measure it. A month that there is no time for goes on in the next night where it ended."""
    now, until = clock.now(), clock.elapsed() + _SECONDS
    months = choose_months(now)
    counts = sum((_recount_month(month, now, until) for month in months), Counter[str]())
    done = Recounted(**counts)
    if done.differences:
        observability.metric("ReportDifferences", done.differences)  # ReportDifferencesAlarm looks at this one
    ask_for_comparison(months)
    return done


def choose_months(now: datetime) -> tuple[str, ...]:
    """Return the months of a night: within so many nights each that a report covers has its turn."""
    this = f"{now:%Y-%m}"
    earlier = 2 + now.date().toordinal() % (LONGEST_MONTHS - 1)
    return tuple(months_before(this, count) for count in (0, 1, earlier))


def rebuild_reports() -> Recounted:
    """Recount every month that any booking counts in, from all bookings that there are, and put right what is wrong.

    It takes as long as it takes, may be ended at any time and begun again, and events may be counted meanwhile.
    """
    months: set[str] = set()
    changed = looked_at = 0
    for booking in booking_lists.scan_bookings():
        month = report_month_of(booking)
        if month is not None:
            months.add(month)
            looked_at += 1
            bookings.index_report_month(booking.booking_id, booking.version, month)
            changed += count_booking(booking.booking_id)
    months |= set(reports.scan_months())
    counts = sum((_recount_month(month, clock.now(), None) for month in sorted(months)), Counter[str]())
    ask_for_comparison(sorted(months))
    counts["bookings"] = looked_at
    counts["miscounted"] += changed
    return Recounted(**counts)


def _recount_month(month: str, now: datetime, until: float | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    if not _recount_bookings(month, now, until, counts):
        counts["months_left"] += 1
        return counts
    _recount_figures(month, counts)
    return counts


def _recount_bookings(month: str, now: datetime, until: float | None, counts: Counter[str]) -> bool:
    """Count each booking of a month for what it counts for, if it is not; whether it came to the end of the month."""
    after = None if until is None else reports.recount_position(month)
    # What is counted is read before the bookings: so these are never older than that.
    counted = {each.booking_id: each for each in reports.list_counted(month)}
    ids = bookings.list_reported(month, after=after)
    seen: set[str] = set()
    while batch := list(islice(ids, _A_BATCH)):
        if until is not None and clock.elapsed() >= until:
            reports.keep_recount_position(month, max(seen, default=after), now)
            return False
        for booking in booking_lists.list_readable(batch):
            counts["bookings"] += 1
            found = counted.get(booking.booking_id)
            if found is None or found.contribution != contribution_of(booking) or found.version > booking.version:
                word = "late" if booking.updated_at > now - _EVENTS_TAKE else "miscounted"
                counts[word] += _put_right(month, booking.booking_id)
        seen |= set(batch)
    for booking_id in sorted(counted.keys() - seen):  # of bookings that are gone, or that the index lacks
        if after is None or booking_id > after:
            counts["miscounted"] += _put_right(month, booking_id)
    if until is not None:
        reports.keep_recount_position(month, None, now)
    return True


def _put_right(month: str, booking_id: str) -> bool:
    """Count a booking for what it counts for, whatever it is counted for; whether that was another. Raises Unavailable,
    and VersionConflict when others keep counting into the same figures."""

    def attempt() -> bool:
        before = reports.find_counted(month, booking_id)
        booking = bookings.find_booking(booking_id)
        contribution = contribution_of(booking) if booking else None
        mine = contribution if contribution and contribution.month == month else None
        version = booking.version if booking else 0
        # One that is counted as of a later version than there is would keep later changes from being counted.
        if mine == (before.contribution if before else None) and (before is None or before.version <= version):
            return False
        reports.replace_counted(before, mine, month=month, booking_id=booking_id, version=version)
        return True

    return until_kept(attempt, attempts=12, pause=0.02)


def _recount_figures(month: str, counts: Counter[str]) -> None:
    """Hold the figures of a month against the sum of what its bookings are counted for, and put right what is wrong.

    The figures are read before what is counted, and put right only as they were read. Whatever changes what is counted
    into them changes them as well: so what is put right was wrong all the while.
    """
    kept = {each.group: each for each in _list_month(month)}
    numbers, sums = _add_up(each.contribution for each in reports.list_counted(month))
    for group in sorted(kept.keys() | sums.keys()):
        before = kept.get(group)
        expected = (numbers[group], sums.get(group, NOTHING))
        if expected == ((before.counted, before.measures) if before else (0, NOTHING)) and (
            numbers[group] or not before
        ):
            continue
        if not reports.set_figures(before, group, month, counted=expected[0], measures=expected[1]):
            counts["changing"] += 1
        elif numbers[group] or (before and before.measures != NOTHING):
            counts["wrong_figures"] += 1


def _list_month(month: str) -> Iterator[Figures]:
    for dimension in Dimension:
        for each in reports.list_figures(dimension, month[:4], consistent=True):
            if each.month == month:
                yield each


def _add_up(contributions: Iterator[Contribution]) -> tuple[Counter[Group], dict[Group, Measures]]:
    """Return of how many bookings the figures of each group are, and what they come to."""
    numbers: Counter[Group] = Counter()
    sums: dict[Group, Counter[str]] = {}
    for contribution in contributions:
        for group, measures in contribution.by_group().items():
            numbers[group] += 1
            found = sums.setdefault(group, Counter())
            for name, value in measures.changes():
                found[name] += value
    return numbers, {group: Measures(**found) for group, found in sums.items()}
