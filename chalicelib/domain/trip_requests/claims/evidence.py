"""What is known while claims are held to a text: the text, what is borne out so far, and how phrases are read."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.claims.claim import (
    AnyClaim,
    DepartureDayClaim,
    DestinationClaim,
    OriginClaim,
    StayPlaceClaim,
)
from chalicelib.domain.trip_requests.claims.located import Located, Span
from chalicelib.domain.trip_requests.claims.probing import Prober
from chalicelib.domain.trip_requests.claims.surroundings import Surroundings
from chalicelib.domain.trip_requests.languages.glossary import put_wholly_in_english
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults

_COMMA = LatePattern(r"[,;!?]|\.\s")


class BorneOut(NamedTuple):
    """A claim that the words bear out: where they stand, what they are in English, and the place that they name.

    Where it is not certain what they say (which of two days, which of several cities of one name), that is asked as of
    any request: the words count, and not the claim.
    """

    claim: AnyClaim
    span: Span
    english: str
    place: Place | None = None
    is_certain: bool = True


class Dropped(NamedTuple):
    """A claim that the words do not bear out, and where its phrase stands, if it does."""

    claim: AnyClaim
    span: Span | None


class Checked(NamedTuple):
    """What became of all claims about a text."""

    text: Located
    kept: tuple[BorneOut, ...]
    dropped: tuple[Dropped, ...]


class Evidence:
    """The text of a request in one language, and the claims that it has borne out so far."""

    def __init__(self, text: str, language: Language, now: datetime, defaults: ReadingDefaults) -> None:
        self.text = Located(text)
        self.language = language
        self.around = Surroundings(self.text, language)
        self.prober = Prober(now, defaults)
        self.kept: list[BorneOut] = []

    def english(self, phrase: str) -> str | None:
        """Return a phrase in English; None where not all of its words have one."""
        return put_wholly_in_english(phrase, self.language)

    def is_range(self, english: str) -> bool:
        """Return whether a phrase says two days, the first and the last."""
        request = self.prober.departure(english, self.code_of(OriginClaim)).request
        return request is not None and len(request.slices) > 1

    def is_between(self, english: str) -> bool:
        """Return whether a phrase says that some day between two is meant; in English both are meant."""
        return self.language is not Language.ENGLISH and english.startswith("between ")

    def is_of_later_slice(self, span: Span) -> bool:
        """Return whether words stand, without a comma, behind the day or the end of a slice after the first: they may
        be about that one alone, while what is said of the first is usually meant of all."""
        route = [each for each in self.kept if isinstance(each.claim, DestinationClaim | DepartureDayClaim)]
        ends = [each.span.end for each in route if getattr(each.claim, "slice", 0) and each.span.end <= span.start]
        return any(not _COMMA.search(self.text.text, end, span.start) for end in ends)

    def place_of(self, kind: type[OriginClaim | DestinationClaim | StayPlaceClaim], number: int = 0) -> Place | None:
        """Return the place of a slice's end, or of a hotel, as far as it is borne out."""
        for each in self.kept:
            if isinstance(each.claim, kind) and getattr(each.claim, "slice", number) == number:
                return each.place
        return None

    def code_of(self, kind: type[OriginClaim | DestinationClaim | StayPlaceClaim]) -> str | None:
        """Return a code of an airport there, by which any sentence names it."""
        place = self.place_of(kind)
        return place.airports[0] if place else None

    def day_before(self, number: int) -> BorneOut | None:
        """Return the day of the nearest slice before this one, as far as it is borne out."""
        days = [
            (each.claim.slice, each)
            for each in self.kept
            if isinstance(each.claim, DepartureDayClaim) and each.claim.slice < number
        ]
        return max(days, key=lambda day: day[0])[1] if days else None

    def slice_at(self, position: int) -> int:
        """Return which slice is spoken of at a place of the text: the last that was begun, by where it leads, by its
        day, or by a word such as "back"."""
        starts: dict[int, int] = {}
        for each in self.kept:
            if isinstance(each.claim, DestinationClaim | DepartureDayClaim):
                begin = starts.get(each.claim.slice, each.span.start)
                starts[each.claim.slice] = min(begin, each.span.start)
        back = self.around.back_at()
        if back is not None and set(starts) == {0, 1}:
            starts[1] = min(starts[1], back) if starts[0] < starts[1] else starts[1]
        begun = [number for number, start in starts.items() if start <= position]
        return max(begun, default=0)
