"""A resource that uses every convention of the edge: notes, which one can write, buy, change, list and watch."""

from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.api.http.event_streams import AtOnce, EventStream, News
from chalicelib.api.http.route import PathParam
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, identifier
from chalicelib.domain.identity import Role
from chalicelib.domain.value import Cursor, Value
from chalicelib.errors import (
    AmbiguousRequest,
    BudgetExceeded,
    Clarification,
    NotFound,
    SojournError,
    StillRunning,
    SupplierTimeout,
    Unavailable,
    VersionConflict,
)

NOTE = "nte_01JMZ8Q4T5X7V9B2N3C4D5E6F7"


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Line(Value, frozen=True):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    weight: Annotated[float, msgspec.Meta(ge=0)] = 1.0


class NoteBody(Value, frozen=True):
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=50, examples=["Milk"])]
    colour: Colour = Colour.RED
    lines: tuple[Line, ...] = ()
    first_line: Line | None = None

    def __post_init__(self) -> None:
        if self.title == "forbidden":
            raise ValueError("That title is taken")


class NoteView(Value, frozen=True):
    note_id: str
    title: str
    colour: Colour
    more_ids: tuple[str, ...] = ()


class NoteQuery(PageQuery, frozen=True):
    colour: Colour | None = None
    tags: tuple[str, ...] = ()
    archived: bool = False


class World:
    """What the views have been up to; tests read and set it."""

    def __init__(self) -> None:
        self.bought: list[str] = []
        self.version = 3
        self.error: BaseException | None = None
        self.starts: list[Cursor | None] = []


world = World()
notes = ApiBlueprint(__name__, tag="Notes")
_PARAMS = {"noteId": identifier("nte", "The note's id")}


def _view() -> NoteView:
    return NoteView(note_id=NOTE, title="Milk", colour=Colour.RED)


def _example() -> Example:
    return Example(_view(), request=NoteBody(title="Milk", lines=(Line(text="two litres"),)))


def _fail() -> None:
    if world.error is not None:
        raise world.error


@notes.route("/v1/notes", method="POST", status=201, summary="Write a note", example=_example)
def write_note(call: Call[NoteBody, None]) -> Answer[NoteView]:
    _fail()
    note = NoteView(note_id=call.new_id("nte"), title=call.body.title, colour=call.body.colour)
    return Answer(note, version=1, location=f"/v1/notes/{note.note_id}")


@notes.route(
    "/v1/purchases",
    method="POST",
    status=202,
    summary="Buy a note",
    idempotency="required",
    errors=[BudgetExceeded, AmbiguousRequest, SupplierTimeout],
    example=_example,
)
def buy_note(call: Call[NoteBody, NoteQuery]) -> Answer[NoteView]:
    first = call.new_id("nte")
    world.bought.append(first)
    _fail()
    more = (call.new_id("nte"), call.new_id("lin"))
    note = NoteView(note_id=first, title=call.body.title, colour=call.body.colour, more_ids=more)
    return Answer(note, location=f"/v1/notes/{first}")


@notes.route("/v1/notes/{noteId}", summary="One note", params=_PARAMS, errors=[NotFound], example=_example)
def get_note(call: Call[None, None]) -> Answer[NoteView]:
    _fail()
    return Answer(msgspec.structs.replace(_view(), note_id=call.path["noteId"]), version=world.version)


@notes.route(
    "/v1/notes/{noteId}",
    method="PUT",
    summary="Change a note",
    params=_PARAMS,
    errors=[NotFound, VersionConflict],
    example=_example,
)
def change_note(call: Call[NoteBody, None]) -> Answer[NoteView]:
    if call.expected_version not in {None, world.version}:
        raise VersionConflict("Somebody else changed the note first.")
    return Answer(_view(), version=world.version + 1)


@notes.route("/v1/notes", summary="My notes", example=lambda: Example(Page(items=(_view(),), next_cursor=None)))
def list_notes(call: Call[None, NoteQuery]) -> Answer[Page[NoteView]]:
    world.starts.append(call.position())
    following: Cursor | None = {"noteId": {"S": NOTE}, "n": {"N": "7"}} if call.query.limit < 50 else None
    return call.page([_view()], following)


@notes.route(
    "/v1/notes/{noteId}/print",
    summary="One note on paper",
    params=_PARAMS,
    produces="text/plain; charset=utf-8",
    example=lambda: Example("Milk"),
)
def print_note(call: Call[None, None]) -> Answer[str]:
    return Answer("; ".join(["Milk", *world.bought]), version=world.version, content_tagged=True)


@notes.route(
    "/v1/sse/notes/{noteId}",
    summary="Watch a note",
    params=_PARAMS,
    events={"changed": NoteView},
    example=lambda: Example("id: 1\nevent: changed\ndata: {}\n\n"),
)
def watch_note(call: Call[None, None]) -> EventStream:
    return EventStream(AtOnce(News(place=call.last_event_id or "none")))


@notes.route(
    "/v1/shelves/{shelf}",
    method="POST",
    summary="Tidy a shelf",
    params={"shelf": PathParam("[A-Za-zäöü /]{1,20}", "The shelf's name", "Top")},
    roles=[Role.TRAVELLER],
    status=204,
    example=Example,
)
def tidy_shelf(call: Call[None, None]) -> Answer[None]:
    world.bought.append(call.path["shelf"])
    return Answer(None)


def failures() -> dict[str, SojournError]:
    """One error of each kind that a view may raise."""
    return {
        "not-found": NotFound("No such note."),
        "budget-exceeded": BudgetExceeded("2.00 EUR are missing."),
        "ambiguous-request": AmbiguousRequest([Clarification("colour", "Which red?", (("a", "Dark"), ("b", "Light")))]),
        "supplier-timeout": SupplierTimeout("No answer."),
        "unavailable": Unavailable("No answer."),
        "still-running": StillRunning("Wait."),
        "version-conflict": VersionConflict("Changed."),
    }
