"""What reading a request brings up besides the request itself: questions to ask back, and what is plainly wrong.

All of them are collected, so that a traveller is asked once; answers from an earlier attempt settle their questions.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_args

from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import names_region, resolve_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.trip_request import Answerable
from chalicelib.errors import AmbiguousRequest, Clarification, FieldError, InvalidInput

ANSWERABLE: frozenset[str] = frozenset(get_args(Answerable))
_LONGEST_CODE = 3  # letters: "CA" is more than a state
_OF_A_PART = LatePattern(
    r"slices\.[0-7]\.(origin|destination|departOn)|stays\.[0-7]\.place|cars\.[0-3]\.(pickUp|dropOff)"
)
LONGEST_ANSWER = 500


class Findings:
    """Collects questions and errors; `raise_if_any` at the end says all of them at once."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self._questions: dict[str, Clarification] = {}
        self._errors: list[FieldError] = []
        self.todays: tuple[date, ...] = ()  # which day it may be where the trip starts
        for field, answer in answers.items():
            if field not in ANSWERABLE and not _OF_A_PART.fullmatch(field):
                self.refuse(f"Nothing is ever asked about {field[:40]!r}.", f"/answers/{_pointer_part(field)}")
            elif len(answer) > LONGEST_ANSWER:
                self.refuse(f"An answer has at most {LONGEST_ANSWER} characters.", f"/answers/{field}")

    @property
    def refused(self) -> bool:
        return bool(self._errors)

    @property
    def fields(self) -> frozenset[str]:
        """What is asked about, or was asked about and is answered."""
        return frozenset((*self._questions, *self._answers))

    @property
    def open_fields(self) -> frozenset[str]:
        """What is asked about and not answered yet."""
        return frozenset(self._questions)

    def refuse(self, detail: str, pointer: str = "/request") -> None:
        self._errors.append(FieldError(pointer, detail))

    def ask(self, field: str, question: str, choices: Iterable[tuple[str, str]] = ()) -> str | None:
        """Return the answer that was given already; without one the question is noted and the result is None."""
        answer = self._answers.get(field, "").strip()
        if not answer:
            self._questions.setdefault(field, Clarification(field, question, tuple(choices)))
        return answer or None

    def ask_again(self, field: str, question: str, choices: Iterable[tuple[str, str]] = ()) -> None:
        """Note a question about the answer that was given."""
        self._questions[field] = Clarification(field, question, tuple(choices))

    def choose(self, field: str, question: str, choices: Iterable[tuple[str, str]]) -> str | None:
        """Ask like `ask`, where the answer must be one of the choices' codes."""
        offered = tuple(choices)
        answer = self.ask(field, question, offered)
        if answer is not None and answer not in {code for code, _ in offered}:
            codes = ", ".join(code for code, _ in offered)
            self.refuse(f"The answer must be one of: {codes}.", f"/answers/{field}")
            return None
        return answer

    def ask_date(self, field: str, question: str, choices: Iterable[tuple[str, str]] = ()) -> date | None:
        """Ask like `ask`, where the answer is an ISO date, not necessarily one of the choices."""
        answer = self.ask(field, question, choices)
        return None if answer is None else self.answered_date(field, answer)

    def answered_date(self, field: str, answer: str) -> date | None:
        """Return an ISO date of this century out of an answer; None when it is none, which is noted."""
        try:
            answered = date.fromisoformat(answer)
        except ValueError:
            answered = date.min
        if not 2000 <= answered.year < 2100:
            self.refuse("The answer must be a date such as 2027-03-03.", f"/answers/{field}")
            return None
        return answered

    def place(self, text: str, field: str, beside: Place | None = None) -> Place | None:
        """Return the place that `text` means, or that the answer about it says; None when either was noted as
        unclear. `beside` is the other end of the journey."""
        if " or " in text and (options := _options(text, beside)):
            return self.asked_place(field, f"Which is meant, {text}?", options)
        try:
            return resolve_place(text, field, in_words=True, beside=beside)
        except AmbiguousRequest as doubt:
            (question,) = doubt.questions
            places = [resolve_place(code) for code, _ in question.choices]
            if len({place.airports[0] for place in places}) == 1:
                return places[0]  # whichever is meant, its airport is the same
            return self.asked_place(field, question.question, question.choices)
        except InvalidInput as error:
            if len(text) > _LONGEST_CODE and names_region(text):
                return self.asked_place(field, f"Which city or airport in {text} is meant?")
            self.refuse(str(error))
            return None

    def asked_place(self, field: str, question: str, choices: Iterable[tuple[str, str]] = ()) -> Place | None:
        """Return the place that the answer says, by code or by name; None when there is no answer or it is unclear."""
        answer = self.ask(field, question, choices)
        if answer is None:
            return None
        try:
            return resolve_place(answer, field)
        except AmbiguousRequest as doubt:
            self._questions.update({asked.field: asked for asked in doubt.questions})
        except InvalidInput as error:
            self.refuse(str(error), f"/answers/{field}")
        return None

    def raise_if_any(self) -> None:
        """Raise InvalidInput with every error; without one, AmbiguousRequest with every question."""
        if self._errors:
            raise InvalidInput(" ".join(dict.fromkeys(error.detail for error in self._errors)), self._errors)
        if self._questions:
            raise AmbiguousRequest(list(self._questions.values()), self.todays)


def _options(text: str, beside: Place | None) -> list[tuple[str, str]]:
    """Return the places of a text that leaves several open, each by its main airport; nothing where one is unclear."""
    try:
        places = [resolve_place(each, in_words=True, beside=beside) for each in text.split(" or ")]
    except InvalidInput:
        return []
    return [(place.airports[0], place.name) for place in places]


def _pointer_part(field: str) -> str:
    """Escape by RFC 6901."""
    return field[:40].replace("~", "~0").replace("/", "~1")
