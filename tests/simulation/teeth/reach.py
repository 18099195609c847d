"""Which turns of the functions on a path call what a bug has changed: a cut in one of these is the likeliest to show
it."""

import sys
from types import CodeType, FrameType
from typing import NamedTuple

from tests.simulation.cloud.wire import Call
from tests.simulation.crashes import Path, Ran, run
from tests.simulation.world import World


class Traced(NamedTuple):
    """A path gone without a cut, and the turns in which it called the function that was looked for."""

    path: Path
    ran: Ran
    turns: frozenset[int]

    def reaches(self, call: Call) -> bool:
        """Whether the call was made in one of these turns."""
        return call.turn in self.turns


def trace(path: Path, where: str) -> Traced:
    """Go a path without a cut, and note the turns that call the function `where` (`module:function`, or
    `module:Class.method`). A value is called by none."""
    worlds: list[World] = []
    turns: set[int] = set()
    file, name = _place_of(where)
    last = name.rpartition(".")[2]

    def see(frame: FrameType, _event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_name == last and worlds and _is_at(code, file, name):
            turns.add(worlds[-1].wire.turn)

    sys.settrace(see)
    try:
        ran = run(path, (), watch=worlds.append)
    finally:
        sys.settrace(None)
    return Traced(path, ran, frozenset(turns))


def _place_of(where: str) -> tuple[str, str]:
    """How the path of its file ends, and its name in there."""
    module, _, name = where.partition(":")
    return "/" + module.replace(".", "/") + ".py", name


def _is_at(code: CodeType, file: str, name: str) -> bool:
    return code.co_qualname == name and code.co_filename.endswith(file)
