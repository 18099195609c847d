"""Texts that people wrote, as they may stand in a sentence of the assistant's: marked as theirs, and bounded."""

_LONGEST = 120


def quote_text(text: str) -> str:
    """Return a text that somebody wrote, on one line, bounded and in quotation marks, out of which nothing gets."""
    flat = " ".join("".join(each if each.isprintable() else " " for each in text).replace("”", "'").split())
    return f"“{flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + '…'}”"
