"""What is passed over in a text, and the form of a name in it."""

from chalicelib.domain.trip_requests.late_patterns import LatePattern

# Up to three words that begin with a capital, as names of places do.
CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*(?: [^\W\d_a-zß-öø-ÿ][\w'’-]*){0,2}"


def blank_out(pattern: LatePattern, text: str) -> str:
    """Return `text` with blanks where a pattern matches, everything else in its place."""
    return pattern.sub(lambda match: " " * len(match[0]), text)
