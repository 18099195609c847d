"""Reading a request in words: by the rules, and by a language model as well where one is configured."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib import settings
from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.languages.refusals import ask_in_english
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.reading.asides.noise import without_noise
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, explain_reading, read_request
from chalicelib.domain.trip_requests.request_reader import RequestReader
from chalicelib.domain.trip_requests.request_reading import RequestReading
from chalicelib.domain.trip_requests.trip_request import ENGLISH, READING, TripRequest


def read_words(text: str, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str]) -> TripRequest:
    """Return the trip that `text` asks for. Raises what its reader raises."""
    others = {field: answer for field, answer in answers.items() if field != ENGLISH}
    return _reader()(text, now=now, defaults=defaults, answers=others)


def explain(text: str, request: TripRequest, now: datetime) -> RequestReading | None:
    """Return how the words of `text` were read, of which `request` has just come: in English by the rules, else by a
    model, if one is asked on this stage."""
    if detect_language(without_noise(text)) is Language.ENGLISH:
        return explain_reading(text, request, now=now)
    if not settings.current().models:
        return None
    from chalicelib.services.trip_requests.model_reading import explain_recent

    return explain_recent(text, request, now)


def _reader() -> RequestReader:
    """Return who reads on this stage."""
    if not settings.current().models:
        return read_by_rules
    from chalicelib.services.trip_requests.model_reading import ModelReader

    return ModelReader(read_by_rules)


def read_by_rules(text: str, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str]) -> TripRequest:
    """Return the trip that `text` asks for, as the rules read it.

    Raises what `read_request` raises; AmbiguousRequest also in the language of a text that is not in English, and when
    another reading than this one was chosen before.
    """
    language = detect_language(without_noise(text))  # who writes English may answer mail in any language
    if language is not Language.ENGLISH:
        raise ask_in_english(language)
    request = read_request(text, now=now, defaults=defaults, answers=answers)
    if READING not in answers:
        return request
    from chalicelib.domain.trip_requests.claims.second_reading import confirm_reading

    return confirm_reading(request, answers)
