"""Patterns that are compiled when a text first may hold them.

Reading has a thousand of them, which together take over a second to compile; a text needs some hundred. What each of
them cannot do without is in data/needed_words.json, of which one has to be in a text that it matches anywhere: to look
for these is quicker than to look for the pattern, and most texts have none of them. `local/needed_words.py` makes the
file from the patterns; a pattern that it does not know yet is always looked for.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache
from hashlib import sha1
from pathlib import Path
from sys import maxsize

import msgspec

FILE = Path(__file__).parent / "data" / "needed_words.json"


class LatePattern:
    """A pattern as `re.compile` makes it, with the methods of one that are used here."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern as `re` has it."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Texts in small letters, one of which is in each text that it matches; none where that cannot be said."""
        return _read_needed().get(name_of(self.pattern, self.flags), ())

    def may_be_in(self, text: str) -> bool:
        """Return whether the text has what the pattern needs."""
        needed = self.needed
        return not needed or any(map(fold(text).__contains__, needed))

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """Return the first match in the text."""
        return self.compiled.search(text, start, end) if self.may_be_in(text) else None

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """Return the match at the start."""
        return self.compiled.match(text, start, end) if self._is_compiled or self.may_be_in(text) else None

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """Return the match that is the whole text."""
        return self.compiled.fullmatch(text, start, end) if self._is_compiled or self.may_be_in(text) else None

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """Return the matches in the text, from the left."""
        return self.compiled.finditer(text, start, end) if self.may_be_in(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """Return what matches in the text, or its group."""
        return self.compiled.findall(text) if self.may_be_in(text) else []

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """Return what stands between the matches."""
        return self.compiled.split(text, maxsplit) if self.may_be_in(text) else [text]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """Return the text with something else in the place of the matches."""
        return self.compiled.sub(by, text, count) if self.may_be_in(text) else text

    @property
    def _is_compiled(self) -> bool:
        """Whether a match at one place costs less than to look through the text."""
        return "compiled" in self.__dict__


def name_of(pattern: str, flags: int) -> str:
    """Return the name of a pattern in the file of what is needed."""
    return sha1(f"{int(flags)}/{pattern}".encode(), usedforsecurity=False).hexdigest()[:12]


@lru_cache(maxsize=16)
def fold(text: str) -> str:
    """Return the text with each letter that `re` takes for one of a to z, whatever its case, as that letter."""
    folded = text.casefold()
    return folded if folded.isascii() else folded.replace("\u0131", "i").replace("\u0307", "")


@cache
def _read_needed() -> dict[str, tuple[str, ...]]:
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, tuple[str, ...]])
