"""Finding the places that a trip request names: each name once, what is wrong with all at once, and a question for each
that several places have."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from chalicelib.domain.places.place import Place
from chalicelib.errors import AmbiguousRequest, Clarification, FieldError, InvalidInput

# By what a place is called, where it is called so first ("slices.0.origin").
NamedPlaces = Mapping[str, str]
Drafted = TypeVar("Drafted")


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
    offered with which the request can be booked. Raises InvalidInput with everything that is wrong, AmbiguousRequest
    with every question.
    """
    found: dict[str, Place] = {}
    doubts: list[_Doubt] = []
    errors: list[FieldError] = []
    for text, field in named.items():
        try:
            found[text] = _resolve(answers.get(field, text), field)
        except AmbiguousRequest as doubt:
            doubts += [_Doubt(text, question) for question in doubt.questions]
        except InvalidInput as wrong:
            errors += [error._replace(pointer=_pointer(field)) for error in wrong.errors]
    if errors:
        raise InvalidInput("A place could not be found.", errors)
    if doubts:
        raise AmbiguousRequest(list(_answerable(found, doubts, draft, check, says)))
    return found


def _answerable(
    found: Mapping[str, Place],
    doubts: Sequence[_Doubt],
    draft: Callable[[Mapping[str, Place]], Drafted],
    check: Callable[[Drafted], Sequence[FieldError]],
    says: str,
) -> Iterator[Clarification]:
    """Yield the questions with the choices with which nothing is wrong. Raises InvalidInput where there is none."""
    unknown = {doubt.text: imagine_place(number, doubt.text) for number, doubt in enumerate(doubts)}
    for text, question in doubts:
        errors = {
            code: check(draft({**found, **unknown, text: _resolve(code, question.field)}))
            for code, _ in question.choices
        }
        if all(errors.values()):
            raise InvalidInput(says, errors[question.choices[0][0]])
        yield question._replace(choices=tuple(each for each in question.choices if not errors[each[0]]))


def _resolve(text: str, field: str) -> Place:
    # Imported here: who sends a request in words loads other readers.
    from chalicelib.domain.places.resolver import resolve_place

    return resolve_place(text, field)


def _pointer(field: str) -> str:
    return "/" + field.replace(".", "/")


def imagine_place(number: int, text: str) -> Place:
    """Return what stands for a place as long as it is not known: like no other, and like itself."""
    return Place(name=text, country="ZZ", airports=(f"?{number}",), latitude=0, longitude=0, timezone="UTC")
