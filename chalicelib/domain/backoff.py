"""How long to wait before something is tried again."""

from datetime import timedelta

_MOST_DOUBLINGS = 10  # by then every pause here has reached its longest


def doubling_pause(attempts: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """Return how long to wait after so many attempts (one or more): `first`, twice as long each time, `longest` at
    most."""
    doublings: int = 2 ** min(attempts - 1, _MOST_DOUBLINGS)
    return min(first * doublings, longest)


def jitter(pause: timedelta, draw: float, *, share: float) -> timedelta:
    """Return `pause` made up to `share` shorter (a `draw` of 0) or longer (1), so that what failed together is
    spread."""
    return pause * (1 + share * (2 * draw - 1))
