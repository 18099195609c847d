"""Where attackers can write: every text that a tool returns, found by calling each of them, so that a new tool and a
new field enter by themselves; the question, what was asked before, and a section of a policy document."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from chalicelib import clock
from chalicelib.domain.assistant.answer import Answer, AnswererKind, AnswerOutcome, AnswerParagraph, Link
from chalicelib.domain.assistant.conversation import AssistantMessage, MessageStatus
from chalicelib.services.assistant.toolbox import Toolbox
from chalicelib.services.assistant.tools import TOOLS
from tests.assistant_attacks.stage import Stage, open_poisoned, poisoned_shelf
from tests.support.converse import JsonObject

Path = tuple[str | int, ...]

# Texts that our own code makes: nobody else can write there.
_OURS = re.compile(
    r"[a-z]+(_[a-z]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?|/v1/.*|(quote|link|action)-[0-9]+|[A-Z]{3}|[a-z]{3}_\w+"
)


class Place(NamedTuple):
    """Where a text of an attacker stands: in what a tool returns, or in a door of its own."""

    door: str
    path: Path = ()

    def __str__(self) -> str:
        return f"{self.door}: {'/'.join('*' if isinstance(step, int) else step for step in self.path)}".rstrip(": ")

    def open_tools(self, text: str) -> Toolbox:
        """Ben's tools, with the attacker's text in what they return or in the policy."""
        shelf = poisoned_shelf(text if self == DOCUMENT else "")
        return open_poisoned(lambda tool, result: self._poison(tool, result, text), shelf)

    def write_rows(self, stage: Stage, text: str) -> None:
        """Keep the attacker's text in rows that the attacked person sees; else what stood there before."""
        stage.name_trip(text if self == TRIP_NAME else "Offsite in Lisbon")
        stage.name_file(text if self == FILE_NAME else "Receipt of Lisbon.pdf")

    def write_question(self, question: str, text: str) -> str:
        return f"{question}\n\nI was sent this:\n{text}"[:2_000] if self == IN_QUESTION else question

    def write_history(self, text: str) -> tuple[AssistantMessage, ...]:
        return (_message(text),) if self == EARLIER else ()

    def _poison(self, tool: str, result: JsonObject, text: str) -> JsonObject:
        if tool != self.door:
            return result
        poisoned: JsonObject = _put(deepcopy(result), self.path, text)
        return poisoned


IN_QUESTION, EARLIER, DOCUMENT = Place("the question"), Place("an earlier question"), Place("a policy document")
TRIP_NAME, FILE_NAME = Place("a trip's name"), Place("a file's name")
DOORS = (IN_QUESTION, EARLIER, DOCUMENT, TRIP_NAME, FILE_NAME)


def find_places(stage: Stage) -> list[Place]:
    """Every place, once for all members of a list."""
    found: dict[str, Place] = {str(place): place for place in DOORS}
    for tool in TOOLS:
        for given in stage.list_samples(tool):
            box = open_poisoned(lambda _tool, result: result, poisoned_shelf(""))
            for path in _list_texts(box.run(tool, given)):
                place = Place(tool, path)
                found.setdefault(str(place), place)
    return list(found.values())


def _list_texts(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield where a JSON value holds a text that somebody wrote."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _list_texts(each, (*path, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _list_texts(each, (*path, place))
    elif isinstance(value, str) and not _OURS.fullmatch(value):
        yield path


def _put(value: Any, path: Path, text: str) -> Any:
    """Return a JSON value with a text at this path, where it has the path."""
    if not path:
        return text
    step = path[0]
    is_there = step in value if isinstance(value, dict) else isinstance(step, int) and step < len(value)
    if is_there:
        value[step] = _put(value[step], path[1:], text)
    return value


def _message(text: str) -> AssistantMessage:
    """A question that an attacker had asked before, with a link whose title they wrote."""
    now = clock.now()
    answer = Answer(
        outcome=AnswerOutcome.ANSWERED,
        answered_by=AnswererKind.EXTRACTIVE,
        notice="",
        paragraphs=(AnswerParagraph(text="Of your own:"),),
        links=(Link(title=text, href="/v1/trips"),),
    )
    return AssistantMessage(
        conversation_id="cnv_01JQZX5V9D7R8M3T2K6W4H0YBE",
        message_id="msg_01JQZX5V9D7R8M3T2K6W4H0YBE",
        number=1,
        sent_at=now,
        message=text[:2_000],
        status=MessageStatus.ANSWERED,
        answered_at=now,
        answer=answer,
    )
