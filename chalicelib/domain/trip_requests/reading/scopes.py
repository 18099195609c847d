"""Of which slices something is said: "both ways", "on the way back", "on SYD-AKL", "for the long-haul flights"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.words import GAP
from chalicelib.domain.trip_requests.trip_request import SliceRequest

_FLIGHTS = r"(?:flights?|legs?|slices?|sectors?|segments?|trips?|journeys?|way|ways|ones?|sections?)"
_ALL = (
    rf"(?:both|each|every|all|any)(?: of)?(?: the| my| our)? {_FLIGHTS}|both(?: of them)?|throughout|all the way"
    r"|all (?:of )?(?:it|them|the way)|for everything|everywhere|in both directions|all through|all round|both sides"
    r"|the whole (?:way|trip|journey)"
    rf"|the (?:rest|remainder|others?)(?! (?:two|three|four|[2-4])\b)(?: of (?:the|my|our) {_FLIGHTS})?"
    rf"|(?:all )?the (?:other|remaining) {_FLIGHTS}|(?:all )?the (?:other|remaining) (?:two|three|four"
    rf"|[2-4])(?: {_FLIGHTS}|(?! [a-z]+s\b))"
    r"|everything else"
)
_OUT = (
    rf"(?:the )?(?:way )?(?:out(?:bound|ward|going)?|onwards?|there|way out|going)(?: {_FLIGHTS})?(?! of\b)"
    r"|the (?:way|flight|trip|journey) (?:down|up|over|across)\b"
    r"|(?:down|up|over)(?=,? (?:and |but )?[^.;!?]{0,30}\b(?:back|home)\b)"
)
_BACK = (
    r"(?:the )?(?:(?:way |coming |going |heading |flying |travell?ing )?(?:back|home)|return(?:ing)?|inbound"
    r"|homeward|home-?bound|(?<=while )coming|(?<=when )coming|way (?:back"
    rf"|home)|in(?=\s*(?:[.,;]|$)))(?: {_FLIGHTS})?"
)
_LONG = rf"(?:the )?(?:long[ -]?haul|intercontinental|transatlantic|transpacific|long|longer|longest)(?: {_FLIGHTS})?"
_SHORT = rf"(?:the )?(?:short[ -]?haul|regional|domestic|european|continental|short|shorter|feeder)(?: {_FLIGHTS})?"
_THIS = r"(?:this|that) (?:one|flight|leg|slice|sector|segment|stretch|bit)"
_NTHS = ("first", "second", "third", "fourth")
_NTH = (
    rf"(?:(?P<ends>(?:the )?first (?:{_FLIGHTS} )?(?:and|&|\+) (?:the )?last(?: {_FLIGHTS}|(?=\s*(?:[.,;)!]|$))))"
    rf"|(?:the )?(?P<rank>first|1st|second|2nd|third|3rd|fourth|4th|last|final|middle) {_FLIGHTS}"
    rf"|the (?P<which>latter|former)(?: {_FLIGHTS})?"
    rf"|(?:the )?(?P<side>first|last) (?P<many>two|three|four|[2-4])(?: {_FLIGHTS}|(?! [a-z]+s\b))"
    r"|the (?P<bare>first|second|third|fourth|last)(?: of (?:these|them|those|which))?(?=\s*(?:[.,;)!]|$"
    r"|depart|leav|land|arriv|(?:and|is|in|on|should|must|shall|has|to be)\b)))"
)
_WITH_A_MIDDLE = 3
_NUMBERS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_RANKS = {
    "latter": "last",
    "former": "first",
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "final": "last",
    "middle": "middle",
} | {name: name for name in (*_NTHS, "last")}
_TOUCHING = (
    r"(?:anything|everything|all flights|any flights?|the flights?|flights|legs|all legs|whatever)"
    r" (?:touching|(?:to|in|into) (?:and|or) (?:from|out of)|from (?:and|or) to|involving)"
    r" (?P<place>(?-i:[A-Z]{3}\b|[A-Z][\w.']+(?: [A-Z][\w.']+)?))"
    r"|(?:the|all|both) (?P<end>(?-i:[A-Z]{3}|[A-Z][\w.']+)) (?:flights|legs|sectors|segments|slices)"
)
_PAIR = (
    r"(?:the )?(?P<origin>(?-i:[A-Z]{3}|[A-Z][\w.']+))(?:\s?[-/>]\s?| to )(?P<destination>(?-i:[A-Z]{3}|[A-Z][\w.']+))"
    rf"(?: {_FLIGHTS})?"
)
# One alternative at most matches at a place, and none can match nothing.
_SCOPE = (
    rf"(?:(?P<touching>{_TOUCHING})|(?P<all>{_ALL})|(?P<back>{_BACK})|(?P<out>{_OUT})|(?P<long>{_LONG})"
    rf"|(?P<short>{_SHORT})"
    rf"|(?P<this>{_THIS})|(?P<nth>{_NTH})|(?P<pair>{_PAIR}))"
)
_ASKED = (
    r"(?:(?:(?:is|are|should be|must be|shall be|would be|to be)\s+)*(?:reserved|booked|requested|wanted|desired|needed"
    r"|required|preferred|assigned)\s+)?"
)
_BEHIND = LatePattern(rf"\s*{_ASKED}(?:(?:on|for|in|while|when|during)\s+)?{_SCOPE}(?![\w-])", re.IGNORECASE)
# A pair of places needs a word before it: without, it is the slice itself.
_PAIR_LEAD = LatePattern(r"\s*(?:on|for)\s", re.IGNORECASE)
_WISHED = (
    r"(?:,? (?:i|we)(?:'d| would)? (?:(?:like|wish|want|prefer|need)(?: (?:it|them))?(?: to (?:be|have|fly|travel))?"
    r"|(?:rather|will) (?:have|fly|travel))| please| pls"
    r"| (?:should|must|shall|ha(?:s|ve) to|needs? to|ought to|is to|are to)(?: only)?)?"
)
_BEFORE = LatePattern(
    rf"(?<![\w-]){_SCOPE}(?: is| are| to be| should be| must be| would be|{_WISHED})(?: in| on| with|:)?\s*$",
    re.IGNORECASE,
)
_MORE_PAIRS = LatePattern(rf"\s*(?:,|/|&|\+|\band\b)\s*(?:on )?{_PAIR}(?![\w-])(?!\s*[0-9{GAP}])", re.IGNORECASE)
_LOOK_BACK = 60
# "On the way out", "for the first flight": of these, and of no others; "business return" is of all.
_OF_THESE = LatePattern(
    rf"\s*{_ASKED}(?:(?:on|for|in|only on|while|when|during) (?!return (?:trip|ticket|journey|flight)s?\b)|(?:out"
    rf"|outbound|back|home"
    rf"|inbound"
    r"|there)\b)",
    re.IGNORECASE,
)
# "This one" is a slice of whose day the same sentence speaks.
_SENTENCE_ENDS = LatePattern(r"[.!?](?=\s)")
_SAYS_DAY = LatePattern(rf"[0-9{GAP}]|day\b")
# What airlines call long: from where the flight itself takes about five hours.
_LONG_HAUL_METRES = 3_800_000


class Scope(NamedTuple):
    """Of which slices something is said: a kind, and the names of two places where it is a pair, of one that it is to
    or from, or the rank of one slice, or the side from which some are counted."""

    kind: str
    origin: str = ""
    destination: str = ""
    position: int = 0  # where in the text it is said, if only its place can tell of which slice
    number: int = 1  # how many slices of a side


class FoundScope(NamedTuple):
    """A scope that is said at `start` to `end` of a text; it says it of only these slices, or leaves that open."""

    scope: Scope
    start: int
    end: int
    is_only: bool = False


def scope_behind(text: str, position: int) -> FoundScope | None:
    """Return the scope that is said right behind `position`."""
    match = _BEHIND.match(text, position)
    if match is None or (match["pair"] and not _PAIR_LEAD.match(text, position)):
        return None
    scope = _scope(match)
    is_only = scope.kind != "all" and _OF_THESE.match(match[0]) is not None
    return FoundScope(scope, *match.span(), is_only)


def pairs_behind(text: str, position: int) -> Iterator[FoundScope]:
    """Yield the pairs of places that are joined right behind `position` to one that is a scope, and have no day of
    their own: "on LHR-SIN and MEL-LHR"."""
    while match := _MORE_PAIRS.match(text, position):
        yield FoundScope(_scope_of_pair(match), *match.span(), is_only=True)
        position = match.end()


def scope_before(text: str, position: int) -> FoundScope | None:
    """Return the scope that is said right before `position`."""
    begin = max(0, position - _LOOK_BACK)
    match = _BEFORE.search(text[begin:position])
    if match is None or match["pair"] or match["this"]:
        return None
    return FoundScope(_scope(match), begin + match.start(), begin + match.end())


def slices_in(scope: Scope, slices: Sequence[SliceRequest], starts: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the places in `slices` of which something is said; none where that is not clear. `starts` is where the
    words of each begin, in a journey in which each has its own."""
    every = range(len(slices))
    match scope.kind:
        case "within" | "this":
            return _around(scope, every, starts)
        case "all":
            return tuple(every)
        case "out":
            return tuple(every[:1]) if len(slices) < 3 else ()
        case "back":
            return tuple(every[-1:]) if len(slices) > 1 else ()
        case "long" | "short":
            is_long = [is_long_haul(each) for each in slices]
            return tuple(place for place in every if is_long[place] == (scope.kind == "long"))
        case "nth" | "side":
            return ranked_among(scope, every)
        case "touching" | "pair":
            return tuple(place for place, each in enumerate(slices) if _is_between(each, scope))
        case _:
            return ()


def _around(scope: Scope, every: range, starts: Sequence[int]) -> tuple[int, ...]:
    """Return the place of the slice within whose words a position is: "this one"; what only stands there is of all,
    unless the words of the next slice follow."""
    place = sum(start <= scope.position for start in starts) - 1
    if scope.kind == "this":
        return (place,) if len(starts) == len(every) and place >= 0 else ()
    return (place,) if 0 <= place < len(starts) - 1 else tuple(every)


def ranked_among(scope: Scope, every: range) -> tuple[int, ...]:
    """Return the place of the slice of a rank, or those of the first or the last ones, of which there must be more."""
    if scope.kind == "side":
        of_side = every[: scope.number] if scope.origin == "first" else every[-scope.number :]
        return tuple(of_side) if len(every) > scope.number else ()
    if scope.origin == "ends":
        return (every[0], every[-1]) if len(every) > 1 else ()
    if scope.origin == "middle":
        return tuple(every[1:2]) if len(every) == _WITH_A_MIDDLE else ()
    place = len(every) - 1 if scope.origin == "last" else _NTHS.index(scope.origin)
    return tuple(every[place : place + 1])


def _scope_of_pair(match: re.Match[str]) -> Scope:
    return Scope("pair", match["origin"], match["destination"])


def _scope(match: re.Match[str]) -> Scope:
    kind = next(
        name for name in ("all", "back", "out", "long", "short", "this", "nth", "touching", "pair") if match[name]
    )
    if kind == "this":
        before = _SENTENCE_ENDS.split(match.string[: match.start()])[-1]
        return Scope(kind, position=match.start(kind) if _SAYS_DAY.search(before) else -1)
    if kind == "nth" and match["side"]:
        return Scope("side", match["side"].lower(), number=_NUMBERS[match["many"].lower()])
    if kind == "nth" and match["ends"]:
        return Scope(kind, "ends")
    if kind == "nth":
        return Scope(kind, _RANKS[(match["rank"] or match["which"] or match["bare"]).lower()])
    return Scope(kind, match["origin"] or match["place"] or match["end"] or "", match["destination"] or "")


def _is_between(one: SliceRequest, scope: Scope) -> bool:
    """Return whether a slice is the one between two places, or to or from one."""
    if scope.kind == "pair":
        return _is_named(one.origin, scope.origin) and _is_named(one.destination, scope.destination)
    return _is_named(one.origin, scope.origin) or _is_named(one.destination, scope.origin)


def _is_named(place: Place, name: str) -> bool:
    return name in place.airports or fold(place.name) == fold(name)


def is_long_haul(one: SliceRequest) -> bool:
    """Return whether a slice is as long as what airlines call long."""
    start, end = one.origin, one.destination
    return great_circle_distance(start.latitude, start.longitude, end.latitude, end.longitude) >= _LONG_HAUL_METRES
