"""The time of day at which nearly everybody has the same date."""

from datetime import UTC, date, datetime, time


def mid_morning(day: date) -> datetime:
    """Return the moment of `day` at which it is that day from Honolulu to Auckland."""
    return datetime.combine(day, time(10), UTC)
