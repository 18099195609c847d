"""How violations put numbers into words."""


def format_count(number: int, noun: str) -> str:
    """Return the number with its noun: "1 day", "2 days"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def format_hours(seconds: int) -> str:
    """Return seconds as "6 h 05 min"."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours} h {rest // 60:02} min"


def format_kilometres(metres: int) -> str:
    """Return metres as "255.1 km"."""
    return f"{metres / 1000:.1f} km"
