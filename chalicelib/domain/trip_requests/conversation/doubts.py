"""What reading a message brings up besides changes: what has to be asked back, and what cannot be. Answers that were
given to the questions settle them when the same message is read again."""

from collections.abc import Iterable, Mapping

from chalicelib.errors import Clarification

IGNORE = "ignore"


class Doubts:
    """Collects questions, each by its field once, and refusals. Of choices of another question about the same field the
    field is numbered, so that each is answered by itself."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self._answers = answers
        self._questions: dict[str, Clarification] = {}
        self._refusals: list[str] = []
        self._chosen: dict[str, list[Clarification]] = {}

    @property
    def questions(self) -> tuple[Clarification, ...]:
        return tuple(self._questions.values())

    @property
    def refusals(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._refusals))

    def ask(self, field: str, question: str, choices: Iterable[tuple[str, str]] = ()) -> str | None:
        """Return the answer that was given already; without one the question is noted and the result is None."""
        answer = self._answers.get(field)
        if answer is None:
            self.ask_again(field, question, choices)
        return answer

    def ask_again(self, field: str, question: str, choices: Iterable[tuple[str, str]] = ()) -> None:
        """Note a question, whatever was answered."""
        self._questions.setdefault(field, Clarification(field, question, tuple(choices)))

    def choose(self, field: str, question: str, choices: Iterable[tuple[str, str]]) -> str | None:
        """Ask like `ask`, where the answer is the code of one of the choices; any other is asked again."""
        offered = tuple(choices)
        field = self._number(field, Clarification(field, question, offered))
        answer = self.ask(field, question, offered)
        if answer is not None and answer not in {code for code, _ in offered}:
            self.ask_again(field, question, offered)
            return None
        return answer

    def _number(self, field: str, asked: Clarification) -> str:
        known = self._chosen.setdefault(field, [])
        if asked not in known:
            known.append(asked)
        place = known.index(asked)
        return f"{field}.{place}" if place else field

    def refuse(self, detail: str) -> None:
        """Note what cannot be done, and what to do instead."""
        self._refusals.append(detail)
