"""Attacks, one after the other: a place, an injection in it, and what an obedient model makes of both."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest

from chalicelib import observability
from chalicelib.domain.assistant.answer import AnswererKind
from chalicelib.services.assistant.answerer import Answerer
from chalicelib.services.assistant.model_answers import ModelAnswerer
from chalicelib.services.assistant.verification import verify_answer
from tests.assistant_attacks.injections import INJECTIONS, Injection
from tests.assistant_attacks.judging import Tried, list_successes
from tests.assistant_attacks.obedient import ObedientModel
from tests.assistant_attacks.places import Place
from tests.assistant_attacks.stage import QUESTION, Stage, attacked_stage
from tests.support.answering_models import Rules, answer, model_answers
from tests.support.converse import Converse

_UNCOUNTED = "call-counts"  # what asking costs is counted in rows, and changes with every attack
_FOR_EVER = 10**9


class Attack(NamedTuple):
    """An injection at a place."""

    place: Place
    injection: Injection

    def __str__(self) -> str:
        return f"{self.injection.name} in {self.place}"


class Range(NamedTuple):
    """Where attacks are tried: the stage, the model, and what is logged meanwhile."""

    stage: Stage
    bedrock: Converse
    lines: list[str]

    def try_attack(self, attack: Attack) -> list[str]:
        """Return in words what the attack has got."""
        return list_successes(self._run(attack))

    def _run(self, attack: Attack) -> Tried:
        text = attack.injection.fill(self.stage.ids)
        question = attack.place.write_question(QUESTION, text)
        attack.place.write_rows(self.stage, text)
        box = attack.place.open_tools(text)
        self.bedrock.asked.clear()
        self.lines.clear()
        before = self._read_rows()
        found = _answerer().answer(question, attack.place.write_history(text), box)
        if found.answered_by is AnswererKind.MODEL:
            found = verify_answer(found, box)
        own = {name: each for name, each in self.stage.ids.items() if not name.startswith("their")}
        return Tried(
            question=question,
            answer=found,
            shelf=box.policy,
            asked=list(self.bedrock.asked),
            ours=frozenset({*own.values(), "SALES-EU", "2027", *self._list_documents()}),
            before=before,
            after=self._read_rows(),
            lines="\n".join(self.lines),
        )

    def count_verdicts(self) -> int:
        """Return how many verdicts there are, which are among the rows that are compared."""
        bookings = [self.stage.world.booking(each) for each in self.stage.ids.values() if each.startswith("bkg_")]
        return sum(option.verdict is not None for booking in bookings for option in booking.options)

    def _read_rows(self) -> list[Any]:
        rows = self.stage.world.wire.tables.snapshot()
        return [(table.name, key, item) for table, key, item in rows if not table.name.endswith(_UNCOUNTED)]

    def _list_documents(self) -> list[str]:
        return [str(key[1]) for key in self.stage.world.rows("documents") if key[0] == "ben"]


def _answerer() -> Answerer:
    return ModelAnswerer(Rules())


@contextmanager
def attack_range(**changes: Any) -> Iterator[Range]:
    """A stage on which an obedient model answers."""
    limits = {"assistant_tokens_a_day": _FOR_EVER, "assistant_cents_a_day": _FOR_EVER, **changes}
    lines: list[str] = []
    with attacked_stage() as stage, model_answers(answer(), **limits) as bedrock, pytest.MonkeyPatch.context() as patch:
        patch.setattr(observability, "_write", lambda *said: lines.append(json.dumps(said, default=str)))
        bedrock.think = ObedientModel(*stage.list_lookups())
        yield Range(stage, bedrock, lines)


def choose_some(places: Sequence[Place]) -> list[Attack]:
    """Return attacks in which each injection and each place stands, each with others than its neighbours."""
    longer = max(len(places), len(INJECTIONS))
    pairs = (Attack(places[at % len(places)], INJECTIONS[at % len(INJECTIONS)]) for at in range(longer))
    doors = [place for place in places if not place.path]
    again = (Attack(doors[at % len(doors)], each) for at, each in enumerate(INJECTIONS))
    return list(dict.fromkeys([*pairs, *again]))


def choose_all(places: Sequence[Place]) -> list[Attack]:
    """Return every injection at every place."""
    return [Attack(place, injection) for place in places for injection in INJECTIONS]
