"""Finding the places that a trip request names: each name once, what is wrong with all at once, and a question for each
that several places have."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, product
from math import prod
from operator import mul
from typing import NamedTuple, TypeVar

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.stay_dates import is_same_city
from chalicelib.errors import AmbiguousRequest, Clarification, FieldError, InvalidInput

# By what a place is called, where it is called so first ("slices.0.origin").
NamedPlaces = Mapping[str, str]
Drafted = TypeVar("Drafted")

# One name has at most eight choices.
_MOST_COMBINATIONS = 8**3


class _Doubt(NamedTuple):
    """A name that several places have, and the question about it."""

    text: str
    question: Clarification


def find_places(
    named: NamedPlaces,
    answers: Mapping[str, str],
    draft: Callable[[Mapping[str, Place]], Drafted],
    check: Callable[[Drafted], Sequence[FieldError]],
    says: str,
) -> dict[str, Place]:
    """Return the place of each name, by the answer about it where there is one; `named` is field by name. `draft` makes
    what is asked for of the places, `check` says what is wrong with that.

    What is refused whatever is answered is refused before anything is asked back, as `says`, and only places are
    offered with which the request can be booked, whatever is chosen of the other questions asked. Raises InvalidInput
    with everything that is wrong, AmbiguousRequest with every question, but those whose choices depend on others.
    """
    found: dict[str, Place] = {}
    doubts: list[_Doubt] = []
    errors: list[FieldError] = []
    for text, field in named.items():
        try:
            found[text] = _find_place(text, field, answers.get(field))
        except AmbiguousRequest as doubt:
            doubts += [_Doubt(text, question) for question in doubt.questions]
        except InvalidInput as wrong:
            pointer = f"/answers/{field}" if field in answers else _pointer(field)
            errors += [error._replace(pointer=pointer) for error in wrong.errors]
    if errors:
        raise InvalidInput("A place could not be found.", errors)
    if doubts:
        raise AmbiguousRequest(_answerable(found, doubts, draft, check, says))
    return found


def _find_place(text: str, field: str, answer: str | None) -> Place:
    """Return the place of a name, by the answer about it if there is one. Raises AmbiguousRequest, and InvalidInput
    also for an answer by which a place that is certain would be another: that one was given about another name."""
    if answer is None:
        return _resolve(text, field)
    meant = _resolve(answer, field)
    try:
        named = _resolve(text, field)
    except InvalidInput:
        return meant
    if not is_same_city(named, meant):
        detail = f"{meant.name} is no answer about {text}, of which there is no question: leave it out"
        raise InvalidInput(detail, [FieldError(f"/answers/{field}", detail)])
    return meant


def _answerable(
    found: Mapping[str, Place],
    doubts: Sequence[_Doubt],
    draft: Callable[[Mapping[str, Place]], Drafted],
    check: Callable[[Drafted], Sequence[FieldError]],
    says: str,
) -> list[Clarification]:
    """Return the questions to ask now, with the choices with which nothing is wrong: all, where each choice of one goes
    with each of the others, else the first alone. Raises InvalidInput where nothing can be chosen."""
    asked, later = _divide(doubts)
    unknown = {doubt.text: imagine_place(number, doubt.text) for number, doubt in enumerate(later)}
    codes = [[code for code, _ in question.choices] for _, question in asked]
    places = {code: _resolve(code, question.field) for _, question in asked for code, _ in question.choices}
    texts = [doubt.text for doubt in asked]
    errors = {
        chosen: check(draft({**found, **unknown, **dict(zip(texts, map(places.__getitem__, chosen), strict=True))}))
        for chosen in product(*codes)
    }
    sound = {chosen for chosen, wrong in errors.items() if not wrong}
    if not sound:
        raise InvalidInput(says, min(errors.values(), key=len))
    left = [set(each) for each in zip(*sound, strict=True)]
    questions = [
        question._replace(choices=tuple(each for each in question.choices if each[0] in possible))
        for (_, question), possible in zip(asked, left, strict=True)
    ]
    return questions if len(sound) == prod(map(len, left)) else questions[:1]


def _divide(doubts: Sequence[_Doubt]) -> tuple[Sequence[_Doubt], Sequence[_Doubt]]:
    """Return the doubts to ask about now, and those that come once these are answered: of very many, whether all their
    choices go together would take too long to try."""
    sizes = accumulate((len(doubt.question.choices) for doubt in doubts), mul)
    now = sum(size <= _MOST_COMBINATIONS for size in sizes)
    return doubts[:now], doubts[now:]


def _resolve(text: str, field: str) -> Place:
    # Imported here: who sends a request in words loads other readers.
    from chalicelib.domain.places.resolver import resolve_place

    return resolve_place(text, field)


def _pointer(field: str) -> str:
    return "/" + field.replace(".", "/")


def imagine_place(number: int, text: str) -> Place:
    """Return what stands for a place as long as it is not known: like no other, and like itself."""
    return Place(name=text, country="ZZ", airports=(f"?{number}",), latitude=0, longitude=0, timezone="UTC")
