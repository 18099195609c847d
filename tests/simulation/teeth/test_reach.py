"""The turns that call a changed function are found, and cuts in them are tried first."""

import sys

import pytest

from tests.simulation.crashes import CANCELLED_BY_QUOTE, PATHS, Path
from tests.simulation.teeth.hunt import cuts, deliveries
from tests.simulation.teeth.reach import Traced, trace

BOUGHT = PATHS["bought at once"]


def names_of_turns(traced: Traced) -> set[str]:
    return {call.within for call in traced.ran.calls if traced.reaches(call)}


@pytest.mark.parametrize(
    ("path", "where", "found"),
    [
        (CANCELLED_BY_QUOTE, "chalicelib.services.servicing.quotes:confirm_quote", {"POST confirmation"}),
        (BOUGHT, "chalicelib.services.servicing.quotes:confirm_quote", set()),
        (BOUGHT, "chalicelib.services.booking_workflow.purchase:place_orders", {"step_book"}),
        (
            BOUGHT,
            "chalicelib.services.bookings.evaluation:Evaluation.__init__",
            {"step_plan", "step_validate", "step_hold", "step_reprice"},
        ),
        (BOUGHT, "chalicelib.domain.bookings.booking:LIVE", set()),
    ],
)
def test_turns_that_call_a_function_are_found(path: Path, where: str, found: set[str]) -> None:
    traced = trace(path, where)

    assert names_of_turns(traced) == found
    assert bool(traced.turns) is bool(found)
    assert traced.ran.found == []
    assert sys.gettrace() is None


def test_every_cut_is_tried_once_and_those_in_such_turns_are_known() -> None:
    where = "chalicelib.services.servicing.quotes:confirm_quote"
    traced = [trace(path, where) for path in (BOUGHT, CANCELLED_BY_QUOTE)]

    singles = cuts(traced)

    assert len({(each.path.name, each.point) for each in singles}) == len(singles)
    near = {(each.path.name, traced[1].ran.calls[each.point.number].within) for each in singles if each.is_near}
    assert near == {(CANCELLED_BY_QUOTE.name, "POST confirmation")}


def test_tasks_come_again_first_on_the_paths_that_call_it() -> None:
    where = "chalicelib.services.servicing.quotes:confirm_quote"
    traced = [trace(path, where) for path in (BOUGHT, CANCELLED_BY_QUOTE)]

    names = [path.name for path, _ in deliveries(traced)]

    assert names == sorted(names, key=lambda name: name != CANCELLED_BY_QUOTE.name)
