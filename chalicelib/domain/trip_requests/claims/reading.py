"""A trip request out of what the words of a text bear out, read by the rules from plain English."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from chalicelib.domain.trip_requests.claims.agreement import find_disagreements, is_essential
from chalicelib.domain.trip_requests.claims.claim import PurposeClaim
from chalicelib.domain.trip_requests.claims.evidence import BorneOut, Checked
from chalicelib.domain.trip_requests.claims.leftovers import find_leftovers
from chalicelib.domain.trip_requests.claims.restating import restate
from chalicelib.domain.trip_requests.languages.glossary import find_cost_centres, put_cost_centres_in_english
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.reading.people.charges import cost_centres_in
from chalicelib.domain.trip_requests.reading.reader import IGNORE, TEXT_LIMIT, ReadingDefaults, read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest, Clarification

UNREAD = "unread"
_NOT_UNDERSTOOD = {
    Language.ENGLISH: ("Not understood: {}. Go on without that?", "Go on without that"),
    Language.GERMAN: ("Nicht verstanden: {}. Ohne das weiter?", "Ohne das weiter"),
    Language.FRENCH: ("Non compris : {}. Continuer sans cela ?", "Continuer sans cela"),
    Language.SPANISH: ("No entendido: {}. ¿Seguir sin eso?", "Seguir sin eso"),
}


class NotRestated(Exception):
    """What is borne out makes no trip, or not the one that it says: somebody else has to read the words."""


def read_checked(
    checked: Checked, language: Language, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str]
) -> TripRequest:
    """Return the trip that is borne out.

    Raises AmbiguousRequest with all that has to be asked, of what is not borne out as well; InvalidInput as the rules
    do; and NotRestated.
    """
    unread = find_unread(checked, language)
    try:
        request = read_request(_restate(checked), now=now, defaults=defaults, answers=answers)
    except AmbiguousRequest as doubt:
        asked = [each for each in doubt.questions if each.field != UNREAD]
        raise AmbiguousRequest([*asked, *_ask_about(unread, language, answers)], doubt.todays) from None
    others = find_disagreements(checked.kept, request)
    if any(is_essential(each.claim) for each in others):
        raise NotRestated("what is borne out was read otherwise")
    if questions := _ask_about([*unread, *(each.claim.phrase for each in others)], language, answers):
        raise AmbiguousRequest(questions)
    return _with_purpose(checked.kept, request)


def _restate(checked: Checked) -> str:
    """Return what is borne out in plain English, with the cost centre that the text names."""
    sentence = restate(checked.kept)
    if not sentence:
        raise NotRestated("nothing of a trip is borne out")
    text = checked.text.text
    codes = cost_centres_in(put_cost_centres_in_english(text)) if find_cost_centres(text) else ()
    sentence = ". ".join([sentence, *(f"Cost centre {code}" for code in codes)])
    if len(sentence) > TEXT_LIMIT:
        raise NotRestated("what is borne out is too long")
    return sentence


def find_unread(checked: Checked, language: Language) -> list[str]:
    """Return the phrases of the text that claims were not borne out by, and what nothing accounts for."""
    text = checked.text.text
    spans = [each.span for each in checked.dropped if each.span is not None]
    dropped = [span for span in spans if not any(kept.span.covers(span) for kept in checked.kept)]
    phrases = dict.fromkeys([*(text[start:end] for start, end in dropped), *find_leftovers(checked, language)])
    return [each for each in phrases if not any(each in other and each != other for other in phrases)]


def _ask_about(unread: Sequence[str], language: Language, answers: Mapping[str, str]) -> list[Clarification]:
    """Return the question about what was not understood, in the language of the request; none where it was answered to
    go on without."""
    if not unread or answers.get(UNREAD) == IGNORE:
        return []
    quoted = ", ".join(f'"{phrase}"' for phrase in unread)
    question, choice = _NOT_UNDERSTOOD[language]
    return [Clarification(UNREAD, question.format(quoted), ((IGNORE, choice),))]


def _with_purpose(kept: Sequence[BorneOut], request: TripRequest) -> TripRequest:
    purpose = next((each.claim.purpose for each in kept if isinstance(each.claim, PurposeClaim)), request.purpose)
    return msgspec.structs.replace(request, purpose=purpose)
