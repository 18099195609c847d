"""The text of a request while it is read: what has been understood is taken out, what is left must be accounted for."""

import re
import unicodedata

from chalicelib.errors import InvalidInput

# Stands where something was taken out, so that words which never stood together do not read as one phrase.
GAP = "¦"

# Words that carry politeness, grammar or what every request is about; nothing is lost by passing over them.
_PASSED_OVER = """
a about all also am an and another any anything are arrange as at be because been book booked booking but by can
city class could day dear do does employee everyone fare find fine flight flights fly flying for from get getting
give go going good have having head hello help hey hi how i i'd i'll i'm i've if in into is it itinerary its job
journey just kind kindly let like look looking make may me meeting many much must very best my myself need needed
needs of ok okay on one or organise organize our out outbound plan planning please plus possible pls possibly
regards request require required reservation reserve return returning round seat seats see should since so some
someone sort start starting sure take taking team thank thanks that the them then there this ticket tickets time to
together travel traveling travelling trip trips us use visit want wanted wants way we well what when where which
while who will wish with work would yes you your back home come coming leave leaving depart departing departure
arrive arriving arrival it's we're we'd we'll both between end begin beginning date dates here cabin origin
destination currency cost costs only check checking
"""
_FILLER = frozenset(_PASSED_OVER.split())
_WORD = re.compile(r"[^\s,;:.!?()\"¦/\-+&]+")
# Dots that end no sentence: "St. Louis", "Washington, D.C.", "U.K."
_DOTTED = re.compile(r"\b(?:[Ss]te?|[Mm]t)\.(?=\s)|\b(?:[A-Z]\.){2,3}")
# Names of some scripts have joiners in them; beside Latin letters there is no need of any.
_JOINERS = "\u200c\u200d"
_NEEDLESS_JOINER = re.compile(rf"(?<![^\x00-\u024f])[{_JOINERS}]|[{_JOINERS}](?![^\x00-\u024f])")
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "≤": "under ", GAP: ","}
)


class Words:
    """A request's text, in one line; spans are blanked as they are understood, the rest keeps its place."""

    def __init__(self, text: str, limit: int) -> None:
        if len(text) > limit:
            raise InvalidInput(f"A request in words has at most {limit} characters.")
        plain = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
        plain = _DOTTED.sub(lambda match: match[0].replace(".", ""), plain)
        plain = _NEEDLESS_JOINER.sub(" ", plain)
        plain = re.sub(r"\s*(?:->|=>|→|⇒)\s*", " -> ", plain)
        self.text = " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in plain).split())

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first match of `pattern`, taken out of the text."""
        match = pattern.search(self.text)
        if match:
            self.blank(*match.span())
        return match

    def take_all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Return every match of `pattern`, taken out of the text."""
        matches = list(pattern.finditer(self.text))
        for match in matches:
            self.blank(*match.span())
        return matches

    def take_behind(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Return the match of `pattern` that begins at `position`, taken out of the text."""
        match = pattern.match(self.text, position)
        if match:
            self.blank(*match.span())
        return match

    def blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + GAP * (end - start) + self.text[end:]

    def left(self) -> list[str]:
        """Return runs of words that nothing has understood and that are more than filler."""
        return [run for part in re.split(r"[¦,;.!?()]+", self.text) if (run := _without_filler(part))]


def is_filler(word: str) -> bool:
    return word.lower() in _FILLER


def _without_filler(part: str) -> str:
    """Return `part` without the filler around it; empty when nothing else is in it."""
    words = list(_WORD.finditer(part))
    while words and is_filler(words[0][0]):
        words.pop(0)
    while words and is_filler(words[-1][0]):
        words.pop()
    return part[words[0].start() : words[-1].end()] if words else ""
