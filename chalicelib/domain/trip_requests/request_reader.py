"""Whoever reads requests in words: by rules, or by a language model whose claims are held to the words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from chalicelib.domain.trip_requests.trip_request import TripRequest

if TYPE_CHECKING:
    from chalicelib.domain.trip_requests.claims.claim import AnyClaim
    from chalicelib.domain.trip_requests.languages.small_words import Language
    from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults


class ModelUnavailable(Exception):
    """A language model gave no answer, or none that can be used, and rules read instead; `reason` is a word for the
    log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RequestReader(Protocol):
    """Reads the trip that a text asks for."""

    def __call__(
        self, text: str, *, now: datetime, defaults: "ReadingDefaults", answers: Mapping[str, str]
    ) -> TripRequest:
        """Return the trip. Raises AmbiguousRequest with every question, InvalidInput with what is wrong."""


class Answered(NamedTuple):
    """What a model claims that a text says, and what it took to say it."""

    claims: "tuple[AnyClaim, ...]"
    unreadable: int  # claims that are none: of no known kind, with a field too many, or out of bounds
    input_tokens: int
    output_tokens: int


class LanguageModel(Protocol):
    """A model that says phrase by phrase what a request in words asks for."""

    def list_claims(self, text: str, language: "Language", today: date) -> Answered:
        """Return what the text says, on that day. Raises ModelUnavailable."""

    def count_prompt_tokens(self, text: str) -> int:
        """Return at most how many tokens asking about the text takes."""
