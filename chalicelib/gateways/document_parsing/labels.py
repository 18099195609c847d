"""Counts as lists and headings print them: 4, IV, d."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 100_000


def format_count(count: int, form: str) -> str:
    """Return `count` as the list format prints it, named as WordprocessingML does; decimal where it is unknown."""
    if not 0 < count < _MOST:
        return str(count)
    match form:
        case "lowerRoman":
            return _roman(count)
        case "upperRoman":
            return _roman(count).upper()
        case "lowerLetter":
            return _letters(count)
        case "upperLetter":
            return _letters(count).upper()
        case "decimalZero":
            return f"{count:02}"
        case "bullet" | "none":
            return ""
        case _:
            return str(count)


def _roman(count: int) -> str:
    if count >= 4000:
        return str(count)
    made = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        made += letters * times
    return made


def _letters(count: int) -> str:
    """Return a, b, ... z, aa, bb, ... as word processors count."""
    times, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (times + 1) if times < 40 else str(count)
