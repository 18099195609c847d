"""Time and new ids: the two things the outside world gives us that the domain must not take for itself."""

from datetime import UTC, datetime
from time import monotonic


def now() -> datetime:
    """Return the present, in UTC."""
    return datetime.now(UTC)


def elapsed() -> float:
    """Return seconds since some moment of this process: what work has taken is the difference of two."""
    return monotonic()


def new_id(prefix: str) -> str:
    """Return a new prefixed ULID such as `bkg_01J...`; ids made later sort later, to the millisecond."""
    from ulid import ULID

    return f"{prefix}_{ULID.from_datetime(now())}"
