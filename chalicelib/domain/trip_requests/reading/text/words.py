"""The text of a request while it is read: what has been understood is taken out, what is left must be accounted for."""

import re
import unicodedata
from typing import NamedTuple, Self

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.asides.bystanders import without_bystanders
from chalicelib.domain.trip_requests.reading.asides.corrections import settle_corrections
from chalicelib.domain.trip_requests.reading.asides.denied_days import without_denied_days
from chalicelib.domain.trip_requests.reading.asides.hosts import without_hosts
from chalicelib.domain.trip_requests.reading.asides.indifference import without_indifference
from chalicelib.domain.trip_requests.reading.asides.noise import without_noise
from chalicelib.domain.trip_requests.reading.asides.own_rides import without_own_rides
from chalicelib.domain.trip_requests.reading.asides.trades import without_trades
from chalicelib.domain.trip_requests.reading.asides.withdrawn_places import without_withdrawn_places
from chalicelib.domain.trip_requests.reading.leftovers.idioms import without_idioms
from chalicelib.domain.trip_requests.reading.leftovers.leftovers import GAP, part_small_talk
from chalicelib.domain.trip_requests.reading.leftovers.sayings import without_sayings
from chalicelib.domain.trip_requests.reading.text.plain_words import put_plainly
from chalicelib.errors import InvalidInput

__all__ = ["GAP", "Words", "is_filler"]

# Words that carry politeness, grammar or what every request is about; nothing is lost by passing over them.
_PASSED_OVER = """
a about all also am an and another any anything are arrange as at be because been book booked booking but by can
city class could day dear do does employee everyone fare find fine flight flights fly flying for from get
getting give go going good have having head hello help hey hi how i i'd i'll i'm i've if in into is it itinerary
its job journey just kind kindly let like look looking make may me meeting many much must very best my myself
need needed needs of ok okay on one or organise organize our out outbound plan planning please plus possible pls
possibly regards request require required reservation reserve return returning round seat seats see should since
so some someone sort start starting sure take taking team thank thanks that the them then there this ticket
tickets time to together travel traveling travelling trip trips us use visit want wanted wants way we well what
when where which while who will wish with work would yes you your back home come coming leave leaving depart
departing departure arrive arriving arrival it's we're we'd we'll both between end begin beginning date dates
here cabin origin destination currency cost costs only check checking again show put bring got love loves
obliged sorry thx tks cheers hiya er um eh ah lah hor already itself now then also cheap cheapest cheaper keep
final everyone's rest no-one ourselves included include including includes per note each every offered offer
offers available preferred prefer prefers preferably ideally great lovely grateful appreciate appreciated kind
ask asked want wishes wished wish regards morning hereby mine yours its ours say said says do done did let's
lets am being has had shall might think thinking guess suppose both either way ways too very really quite rather
still yet ever already soon
"""
_FILLER = frozenset(_PASSED_OVER.split())
# Dots that end no sentence: "St. Louis", "Washington, D.C.", "U.K."
_DOTTED = LatePattern(r"\b(?:[Ss]te?|[Mm]t)\.(?=\s)|\b(?:[A-Z]\.){2,3}")
# Names of some scripts have joiners in them; beside Latin letters there is no need of any.
_JOINERS = "\u200c\u200d"
_NEEDLESS_JOINER = LatePattern(rf"(?<![^\x00-\u024f])[{_JOINERS}]|[{_JOINERS}](?![^\x00-\u024f])")
# Small pictures part what is said as commas do; arrows between places are read before.
_PICTURES = LatePattern(
    "\\s*[\u2600-\u26ff\u2700-\u27bf\u2b50\u2b55\U0001f000-\U0001faff\ufe0f]+(?:[\\s\u200d]*[\u2600-\u26ff\u2700-\u27bf\U0001f000-\U0001faff\ufe0f]+)*"
)
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "≤": "under ", GAP: ","}
)


# In order: what is said in other words is put plainly, and what is no part of the request is left out.
_STEPS = (
    without_trades,
    put_plainly,
    without_withdrawn_places,
    without_denied_days,
    settle_corrections,
    without_own_rides,
    without_hosts,
    without_bystanders,
    without_indifference,
    without_sayings,
    without_idioms,
)


class Claimed(NamedTuple):
    """A span of the text that was understood, and the field into which it was read."""

    start: int
    end: int
    field: str


class Words:
    """A request's text, in one line; spans are blanked as they are understood, the rest keeps its place."""

    def __init__(self, text: str, limit: int) -> None:
        if len(text) > limit:
            raise InvalidInput(f"A request in words has at most {limit} characters.")
        plain = without_noise(unicodedata.normalize("NFC", text)).translate(_TYPOGRAPHY)
        plain = _DOTTED.sub(lambda match: match[0].replace(".", ""), plain)
        plain = _NEEDLESS_JOINER.sub(" ", plain)
        plain = re.sub(r"\s*(?:->|=>|[→⇒⟶➔➜➝➞➡▶✈]\ufe0f?(?=\s*[^\W\d_]))\s*", " -> ", plain)
        plain = re.sub(r"\s*[\u21c4\u2194\u21cc\u21c6]\s*", " <-> ", plain)
        plain = _PICTURES.sub(" , ", plain).rstrip(" ,")
        line = " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in plain).split())
        for put in _STEPS:
            line = put(line)
        self.text, self.small_talk = part_small_talk(line)
        self.field = ""  # into which is read what is taken next
        self._claimed: list[Claimed] = []

    def into(self, field: str) -> Self:
        """Say into which field is read what is taken from here on."""
        self.field = field
        return self

    @property
    def all_claimed(self) -> tuple[Claimed, ...]:
        """What was taken out of the text so far."""
        return tuple(self._claimed)

    def claimed(self, text: str) -> list[Claimed]:
        """Return what was taken out of a text of which this is what is left, in its order; what is next to one another
        and of one field is one."""
        joined: list[Claimed] = []
        for each in sorted(self._claimed):
            last = joined[-1] if joined else None
            if last and last.field == each.field and not text[last.end : each.start].strip(" -,"):
                joined[-1] = last._replace(end=max(last.end, each.end))
            else:
                joined.append(each)
        return joined

    def search(self, pattern: LatePattern) -> re.Match[str] | None:
        """Return the first match of `pattern`, left in the text."""
        return pattern.search(self.text)

    def take(self, pattern: LatePattern) -> re.Match[str] | None:
        """Return the first match of `pattern`, taken out of the text."""
        match = pattern.search(self.text)
        if match:
            self.blank(*match.span())
        return match

    def take_all(self, pattern: LatePattern) -> list[re.Match[str]]:
        """Return every match of `pattern`, taken out of the text."""
        matches = list(pattern.finditer(self.text))
        for match in matches:
            self.blank(*match.span())
        return matches

    def take_behind(self, pattern: LatePattern, position: int) -> re.Match[str] | None:
        """Return the match of `pattern` that begins at `position`, taken out of the text."""
        match = pattern.match(self.text, position)
        if match:
            self.blank(*match.span())
        return match

    def blank(self, start: int, end: int) -> None:
        self._claimed.append(Claimed(start, end, self.field))
        self.text = self.text[:start] + GAP * (end - start) + self.text[end:]


# Of these, codes of airports in capitals: Gothenburg, Perth.
_CODES_TOO = frozenset(("got", "per", "had", "has", "yet", "ask", "say", "lah", "hor", "tks"))


def is_filler(word: str) -> bool:
    lower = word.lower()
    return lower in _FILLER and not (lower in _CODES_TOO and word.isupper())
