"""Keeping the copy of the reports in PostgreSQL: each booking's share in them, when its events have been counted, and
every night held against what is counted, as the figures themselves are held against the bookings.

A message names a booking, never what it counts for: whoever has it looks the booking up. So messages may come twice,
late and in any order, and one that is lost is made good by the night."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Annotated

import msgspec

from chalicelib import clock, observability, settings
from chalicelib.domain.ids import prefix_pattern
from chalicelib.domain.reports.contribution import contribution_of
from chalicelib.domain.value import Value
from chalicelib.gateways import queues
from chalicelib.models import booking_lists, bookings, reports

# A booking that has changed since then may have a message that is still on its way: it is copied, and nothing is wrong.
_MESSAGES_TAKE = timedelta(hours=2)
_MONTH = "[0-9]{4}-(0[1-9]|1[0-2])"


class CopyMessage(Value, frozen=True, forbid_unknown_fields=False):
    """A message on the `reporting` queue: this booking is to be copied, or the copy of a month, `2027-03`, compared."""

    subject: Annotated[str, msgspec.Meta(pattern=f"^({prefix_pattern('bkg')}|{_MONTH})$", examples=["2027-03"])]


class Compared(Value, frozen=True):
    """What comparing a month came to: how many bookings count in it, how many of them the copy had otherwise, and how
    many had changed so lately that this is no difference."""

    bookings: int = 0
    differences: int = 0
    late: int = 0


def ask_for_copy(booking_id: str) -> None:
    """Have a booking copied, on a stage that keeps a copy. Raises Unavailable."""
    if settings.current().reporting_copy:
        queues.send("reporting", CopyMessage(subject=booking_id))


def ask_for_comparison(months: Iterable[str]) -> None:
    """Have the copies of months compared, on a stage that keeps a copy. Raises Unavailable."""
    if settings.current().reporting_copy:
        for month in months:
            queues.send("reporting", CopyMessage(subject=month))


def follow(message: CopyMessage) -> None:
    """Do what a message asks for. Raises Unavailable."""
    if not settings.current().reporting_copy:  # it was sent before that was switched off
        return
    if re.fullmatch(_MONTH, message.subject):
        compare_month(message.subject)
    else:
        copy_booking(message.subject)


def copy_booking(booking_id: str, *, although_later: bool = False) -> bool:
    """Have the copy say what a booking counts for as it stands now; whether it said otherwise. Raises Unavailable.

    `although_later`: also where the copy has it as of a later version than there is, which only a restored table can
    bring about."""
    from chalicelib.gateways.reporting_copy.postgres_copy import current

    booking = bookings.find_booking(booking_id)
    contribution = contribution_of(booking) if booking else None
    version = booking.version if booking else 0
    return current().replace(booking_id, version, contribution, although_later=although_later)


def compare_month(month: str) -> Compared:
    """Hold the copy of a month against what is counted in it, put right what differs, and measure that."""
    from chalicelib.gateways.reporting_copy.postgres_copy import current

    copied = {booking_id: each.contribution for booking_id, each in current().list_month(month).items()}
    counted = {each.booking_id: each.contribution.in_order() for each in reports.list_counted(month)}
    wrong = sorted(each for each in copied.keys() | counted.keys() if copied.get(each) != counted.get(each))
    counts = Counter[str]()
    for batch in _batches(wrong):
        changed_at = {each.booking_id: each.updated_at for each in booking_lists.list_readable(batch)}
        for booking_id in batch:
            at = changed_at.get(booking_id)
            word = "late" if at is not None and at > clock.now() - _MESSAGES_TAKE else "differences"
            counts[word] += copy_booking(booking_id, although_later=True)
    done = Compared(bookings=len(counted), **counts)
    observability.touch(**msgspec.structs.asdict(done))
    if done.differences:
        # ReportingCopyDifferencesAlarm looks at this one.
        observability.metric("ReportingCopyDifferences", done.differences, by_operation=False)
    return done


def _batches(ids: list[str], size: int = 25) -> Iterable[list[str]]:
    rest = iter(ids)
    while batch := list(islice(rest, size)):
        yield batch
