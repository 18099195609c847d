"""What also happens on a stage and rings nothing by itself, but is shown, or asked for by a saved query."""

from collections.abc import Callable

from tests.alarms.stage import Stage

SCENES: list[Callable[[Stage], object]] = []


def scene(happens: Callable[[Stage], object]) -> Callable[[Stage], object]:
    """Have something happen when names are looked for."""
    SCENES.append(happens)
    return happens
