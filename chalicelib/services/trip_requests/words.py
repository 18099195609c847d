"""Reading a request in words: whoever reads it, in the language that it is in."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.languages.refusals import ask_in_english
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.trip_request import ENGLISH, TripRequest


def read_words(text: str, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str]) -> TripRequest:
    """Return the trip that `text` asks for.

    Raises what `read_request` raises, and AmbiguousRequest in the language of a text that is not in English.
    """
    language = detect_language(text)
    if language is not Language.ENGLISH:
        raise ask_in_english(language)
    others = {field: answer for field, answer in answers.items() if field != ENGLISH}
    return read_request(text, now=now, defaults=defaults, answers=others)
