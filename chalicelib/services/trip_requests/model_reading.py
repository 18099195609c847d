"""Reading requests in words by a language model: its claims are held to the words, and what the rules read with
certainty stands. Whatever goes wrong with a model, the rules read alone."""

import time
from collections.abc import Mapping
from datetime import date, datetime

from chalicelib import observability, settings
from chalicelib.domain.trip_requests.claims.checking import check_claims
from chalicelib.domain.trip_requests.claims.claim import AnyClaim
from chalicelib.domain.trip_requests.claims.evidence import Checked
from chalicelib.domain.trip_requests.claims.explaining import explain_claims
from chalicelib.domain.trip_requests.claims.reading import NotRestated, read_checked
from chalicelib.domain.trip_requests.claims.second_reading import choose_reading, supply_answers
from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.languages.orders import without_orders
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.reading.asides.noise import without_noise
from chalicelib.domain.trip_requests.reading.reader import TEXT_LIMIT, ReadingDefaults
from chalicelib.domain.trip_requests.request_reader import ModelUnavailable, RequestReader
from chalicelib.domain.trip_requests.request_reading import RequestReading
from chalicelib.domain.trip_requests.trip_request import READING, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.gateways.language_models.bedrock import BedrockModel
from chalicelib.gateways.language_models.calling import UNCHARGED
from chalicelib.model_names import PricedModel
from chalicelib.services.trip_requests.model_budget import release_cost, reserve_cost, settle_cost

_KEPT_ANSWERS = 64
_SHORTEST_WAIT = 0.5  # seconds that are left for another model to be asked at all


class ModelReader:
    """Reads by a model and by rules, or by `rules` alone where no model answers."""

    def __init__(self, rules: RequestReader) -> None:
        self._rules = rules

    def __call__(
        self, text: str, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str]
    ) -> TripRequest:
        """Return the trip that `text` asks for. Raises what the rules raise; AmbiguousRequest also with what is read in
        two ways, and with what of a model's claims the words do not bear out."""
        plain = _without_noise(text)
        claims = _list_claims(plain, now.date())
        if not claims:
            return self._rules(text, now=now, defaults=defaults, answers=answers)
        language = detect_language(plain)
        checked = check_claims(claims, plain, language, now=now, defaults=defaults)
        observability.touch(claims=len(claims), claimsDropped=len(checked.dropped), language=language.value)
        if language is Language.ENGLISH:
            return self._read_twice(text, checked, now=now, defaults=defaults, answers=answers)
        try:
            return read_checked(checked, language, now=now, defaults=defaults, answers=answers)
        except NotRestated as error:
            _note_failure("not_restated", detail=str(error))
            return self._rules(text, now=now, defaults=defaults, answers=answers)

    def _read_twice(
        self, text: str, checked: Checked, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str]
    ) -> TripRequest:
        """Return what the rules read, with what the words bear out where they found nothing."""
        try:
            request = self._read_supplied(text, checked, now=now, defaults=defaults, answers=answers)
        except AmbiguousRequest:
            raise
        except InvalidInput:
            other = _read_alone(checked, now=now, defaults=defaults, answers=answers)
            if other is None:
                raise
            return choose_reading(other, None, (), answers)
        other = _read_alone(checked, now=now, defaults=defaults, answers=answers)
        return choose_reading(request, other, checked.kept, answers)

    def _read_supplied(
        self, text: str, checked: Checked, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str]
    ) -> TripRequest:
        given = {field: answer for field, answer in answers.items() if field != READING}
        try:
            return self._rules(text, now=now, defaults=defaults, answers=given)
        except AmbiguousRequest as doubt:
            supplied = supply_answers(doubt.questions, checked.kept)
            if not supplied:
                raise
        return self._rules(text, now=now, defaults=defaults, answers={**supplied, **given})


def explain_recent(text: str, request: TripRequest, now: datetime) -> RequestReading | None:
    """Return how the words of `text` were read, of which `request` has just come; None where no model read them."""
    plain = _without_noise(text)
    answered = (_recent.get((model.model_id, plain, now.date())) for model in settings.current().models)
    claims = next(filter(None, answered), None)
    if claims is None:
        return None
    language = detect_language(plain)
    defaults = ReadingDefaults(traveller=request.travellers[0], currency=request.currency)
    checked = check_claims(claims, plain, language, now=now, defaults=defaults)
    return explain_claims(checked, language, has_stay=bool(request.stays))


def _without_noise(text: str) -> str:
    """Return what a model is shown of a text; nothing of one that is too long for anybody."""
    return without_orders(without_noise(text)) if len(text) <= TEXT_LIMIT else ""


def _read_alone(
    checked: Checked, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str]
) -> TripRequest | None:
    """Return what is borne out, where that is a whole trip and accounts for all words; else None."""
    try:
        return read_checked(checked, Language.ENGLISH, now=now, defaults=defaults, answers=answers)
    except (InvalidInput, NotRestated):
        return None


def _list_claims(text: str, today: date) -> tuple[AnyClaim, ...]:
    """Return what the first model that answers claims; nothing where none does, which is noted."""
    if not text.strip():
        return ()
    deadline = time.monotonic() + settings.current().reading_seconds
    for model in settings.current().models:
        left = deadline - time.monotonic()
        if left < _SHORTEST_WAIT:
            _note_failure("timeout", modelId=model.model_id)
            break
        try:
            return _ask(model, text, today, round(left, 1))
        except ModelUnavailable as failed:
            _note_failure(failed.reason, modelId=model.model_id)
    return ()


def _ask(model: PricedModel, text: str, today: date, seconds: float) -> tuple[AnyClaim, ...]:
    """Return what a model claims; of a text that it has just read, the same again: that is read anew with each answer
    to a question, and must not change meanwhile."""
    asked = (model.model_id, text, today)
    if asked not in _recent:
        while len(_recent) >= _KEPT_ANSWERS:
            _recent.pop(next(iter(_recent)), None)
        _recent[asked] = _ask_model(model, text, today, seconds)
    return _recent[asked]


_recent: dict[tuple[str, str, date], tuple[AnyClaim, ...]] = {}


def forget_recent() -> None:
    """Forget what models have answered."""
    _recent.clear()


def _ask_model(model: PricedModel, text: str, today: date, seconds: float) -> tuple[AnyClaim, ...]:
    here = settings.current()
    asked = BedrockModel(model.model_id, here.reading_region or here.region, seconds, here.reading_tokens)
    reserved = reserve_cost(model, asked.count_prompt_tokens(text), here.reading_tokens)
    begun = time.perf_counter()
    try:
        answered = asked.list_claims(text, detect_language(text), today)
    except ModelUnavailable as failed:
        if failed.reason in UNCHARGED:
            release_cost(reserved)
        raise
    cost = settle_cost(model, reserved, answered)
    observability.metric("ModelReadingMicrodollars", cost, by_operation=False)  # as many as there were readings
    observability.info(
        "Words were read by a model",
        modelId=model.model_id,
        duration=round((time.perf_counter() - begun) * 1000),
        modelInput=answered.input_tokens,
        modelOutput=answered.output_tokens,
        claims=len(answered.claims),
        claimsUnreadable=answered.unreadable,
    )
    return answered.claims


def _note_failure(reason: str, **fields: object) -> None:
    """Say that the rules, or another model, read instead."""
    observability.metric("ModelReadingsFailed", by_operation=False)
    observability.warning("Words were not read by a model", reason=reason, **fields)
