"""A message while it is read: what was understood is taken out; where a negation stands before it; and which slices a
part of it is about, by the words of its clause ("on the way back", "both ways", "the second flight")."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.plain_words import put_plainly
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words
from chalicelib.domain.trip_requests.trip_request import TripRequest

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", GAP: ","})
Taken = TypeVar("Taken")

_NEGATION = LatePattern(
    r"(?:\bno|\bnot|n't|\bdont|\bnever|\bwithout|\binstead of|\brather than|\bexcept|\bnothing|\bneither|\bnor"
    r"|\bavoid"
    r"|\bunless|\bother than|\bno longer|\bcannot|\binsist)\s+(?:[\w'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_ALL_BUT = LatePattern(
    r"\b(?:any\w*|every\w*|all|no|nothing)(?: \w+)? (?:but|except(?: for)?|bar|save)(?: (?:on|the|a|at|in|by"
    r"|with))*\s+$",
    re.IGNORECASE,
)
_NEGATED_BEHIND = LatePattern(
    r"^\s*(?:[\w'-]+\s+){0,2}?(?:isn't|is not|not|aren't|are not|doesn't|does not|no longer|unnecessary)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 60
_CLAUSE_END = LatePattern(r"[,;!?]|[.:](?=\s|$)|\b(?:and|but|then)\b", re.IGNORECASE)
_NOTHING = r"(?:no (?:flights?|trains?|departures?)|nothing)"
# "lunch" as a time, and what there is to be none of; ordinals in words that are no number of an option.
_PUT = (
    (LatePattern(r"\b(after|from) lunch\b(?! ?time)", re.IGNORECASE), r"\1 lunchtime"),
    (LatePattern(r"\bbefore lunch\b(?! ?time)", re.IGNORECASE), "before noon"),
    (LatePattern(rf"\b{_NOTHING} (arriving|landing) (before|after)\b", re.IGNORECASE), r"\1 not \2"),
    (LatePattern(rf"\b{_NOTHING} (?:(?:departing|leaving) )?(before|after)\b", re.IGNORECASE), r"departing not \1"),
)
# A "no" that only says that something follows which is to be otherwise.
_NO = LatePattern(
    r"^\W*(?:no|nope|nah)(?= (?:the [0-9]|(?:[0-9]|on|from|to|it|i|make|we|back|leave|return|start|rather|sorry"
    r"|that)\b))",
    re.IGNORECASE,
)
_FROM_ELEVENTH = (
    "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = _FROM_ELEVENTH.split()
_ORDINAL_WORD = LatePattern(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)

_NOUN = r"(?: (?:flight|leg|journey|trip|slice|train|part|one|way))?"
_OUT = LatePattern(
    rf"\b(?:(?:on|for) )?(?:the )?(?:way (?:there|out)|outbound|outward|outgoing|going out){_NOUN}\b"
    r"|\bout\b(?=\W*(?:[,;]|and\b|but\b|$))"
    r"|(?<!be )(?<!get )(?<!is )\bthere\b(?=\W*(?:[,;]|and\b|but\b|$))",
    re.IGNORECASE,
)
_BACK = LatePattern(
    rf"\b(?:(?:on|for) )?(?:the |my |our )?(?:way (?:back|home)|return(?:ing)?|inbound"
    rf"|(?:(?:com(?:e|ing)|fly(?:ing)?|go(?:ing)?|head(?:ing)?|be) )?(?:back|home)){_NOUN}\b",
    re.IGNORECASE,
)
_ALL = LatePattern(
    r"\b(?:(?:on|for) )?(?:both(?: (?:ways|flights|legs|directions|trains))?|each way|throughout|all the way"
    r"|everywhere"
    r"|all (?:the |of the )?(?:flights|legs|slices|trains)|the whole (?:way|trip|journey))\b",
    re.IGNORECASE,
)
_NTHS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}
_NTH = LatePattern(
    rf"\b(?:(?:on|for) )?(?:the )?(?P<nth>{'|'.join(_NTHS)}) (?:flight|leg|slice|train|stretch|part)\b", re.IGNORECASE
)
_SETS_OFF = LatePattern(
    r"\b(?:leav(?:e|es|ing)|depart(?:s|ing|ure)?|set(?:ting)? (?:off|out)|fly(?:ing)? out(?! of)|start(?:s|ing)?"
    r"|go)\b",
    re.IGNORECASE,
)


class Scope(NamedTuple):
    """Words at `start` that say which slices are meant; "leave" says it of a day only (`is_weak`)."""

    start: int
    end: int
    slices: tuple[int, ...]
    is_weak: bool = False
    is_back: bool = False


def _as_words(text: str) -> Words:
    """Return the words of a message as they are: what takes something back in a request is a correction of one here."""
    plain = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in plain).split())
    words = Words("", 0)
    words.text = put_plainly(plain)
    return words


class MessageText:
    """The text of a message in one line, and what of it is not read yet (`words`)."""

    def __init__(self, text: str) -> None:
        self.words = _as_words(text)
        for pattern, plain in _PUT:
            self.words.text = pattern.sub(plain, self.words.text)
        self.words.text = _ORDINAL_WORD.sub(
            lambda match: f"{_ORDINALS.index(match[0].lower()) + 11}th", self.words.text
        )
        self.words.text = _NO.sub("no,", self.words.text)
        self.said = self.words.text
        self._scopes: list[Scope] = []
        self.return_at: int | None = None  # where a way back is asked for that the trip has not
        self._used: set[Scope] = set()
        self.items: list[int] = []  # where something begins of which it matters which slices it is about

    def take_with(self, reader: Callable[[Words], Taken]) -> tuple[Taken, list[tuple[int, int]]]:
        """Return what a reader takes out of the words, and the spans that it took."""
        before = self.words.text
        taken = reader(self.words)
        return taken, _blanked(before, self.words.text)

    def put_back(self, start: int, end: int) -> None:
        """Leave a span unread."""
        self.words.text = self.words.text[:start] + self.said[start:end] + self.words.text[end:]

    def is_negated(self, start: int, end: int) -> bool:
        """Return whether a negation stands right before a span in its clause, or right behind it."""
        is_behind = _NEGATED_BEHIND.match(self.said[end : end + _LOOK_BACK])
        return self.is_negated_before(start) or is_behind is not None

    def is_negated_before(self, start: int) -> bool:
        """Return whether a negation stands right before a position in its clause."""
        before = self.said[max(0, start - _LOOK_BACK) : start]
        cut = max((match.end() for match in re.finditer(r"[,;.!?:]|\b(?:and|but)\b", before)), default=0)
        if _ALL_BUT.search(before):
            return True
        return _NEGATION.search(before[cut:]) is not None

    @property
    def outbound_words(self) -> str | None:
        """The words that speak of the way there, while they are not taken out."""
        match = self.words.search(_OUT)
        return match[0].strip() if match else None

    def take_numbered_slices(self, request: TripRequest) -> None:
        """Take "the second flight" out of the message, of a trip with several slices."""
        every = tuple(range(len(request.slices)))
        for match in list(_NTH.finditer(self.words.text)) if len(every) > 1 else []:
            place = _NTHS[match["nth"].lower()]
            if place < len(every):
                self._scopes.append(Scope(*match.span(), (every[place],)))
                self.words.blank(*match.span())

    def take_scopes(self, request: TripRequest, out: tuple[int, ...] = (0,)) -> None:
        """Take the words out that say which slices are meant, to be asked for by `scope_of`; `out` are those of the way
        there."""
        count = len(request.slices)
        if not count:
            return
        every = tuple(range(count))
        for match in self.words.take_all(_ALL):
            self._scopes.append(Scope(*match.span(), every))
        for match in self.words.take_all(_OUT):
            self._scopes.append(Scope(*match.span(), out))
        for match in self.words.take_all(_BACK):
            self._scopes.append(Scope(*match.span(), (count - 1,), is_back=True))
        for match in self.words.take_all(_SETS_OFF):
            self._scopes.append(Scope(*match.span(), (0,), is_weak=True))
        if self.return_at is not None:
            self._scopes.append(Scope(self.return_at, self.return_at, (count - 1,), is_back=True))
        self._scopes.sort()

    def put_back_unused(self) -> None:
        """Leave the words unread that say which slices are meant, of nothing that was understood."""
        for scope in self._scopes:
            if scope not in self._used:
                self.put_back(scope.start, scope.end)

    def scope_of(self, position: int) -> Scope | None:
        """Return which slices what stands at a position is about, by its clause, or by one before it that says nothing
        but that; None where it does not say."""
        return self._use(self._scope_inside(position) or self._scope_before(position, is_bare=True))

    def scope_before(self, position: int) -> Scope | None:
        """Return which slices the clause before is about, which says more: so may be what stands at a position."""
        return None if self._scope_inside(position) else self._use(self._scope_before(position, is_bare=False))

    def _use(self, scope: Scope | None) -> Scope | None:
        if scope is not None:
            self._used.add(scope)
        return scope

    def _scope_inside(self, position: int) -> Scope | None:
        begin, end = self.clause_of(position)
        inside = [scope for scope in self._scopes if begin <= scope.start < end]
        if inside:
            strong = [scope for scope in inside if not scope.is_weak] or inside
            before = [scope for scope in strong if scope.start <= position]
            return before[-1] if before else strong[0]
        return None

    def _scope_before(self, position: int, *, is_bare: bool) -> Scope | None:
        begin, _ = self.clause_of(position)
        if begin == 0:
            return None
        previous = self.clause_of(begin - 1)
        if is_bare and any(previous[0] <= item < previous[1] for item in self.items):
            return None
        alone = [scope for scope in self._scopes if previous[0] <= scope.start < previous[1] and not scope.is_weak]
        return alone[-1] if alone else None

    def clause_of(self, position: int) -> tuple[int, int]:
        """Return from where to where the clause at a position stands."""
        ends = [match.end() for match in _CLAUSE_END.finditer(self.said)]
        begin = max((end for end in ends if end <= position), default=0)
        end = min((end for end in ends if end > position), default=len(self.said))
        return begin, end


def _blanked(before: str, after: str) -> list[tuple[int, int]]:
    """Return the spans that are blank in `after` and are not in `before`."""
    spans: list[tuple[int, int]] = []
    for place, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new or new != GAP:
            continue
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return spans
