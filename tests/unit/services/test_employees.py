"""Keeping the people of the company: who may, what is refused, and that no line ever closes to a circle."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.employees import LONGEST_CHAIN, Delegation, Employee, EmployeeDetails, managers_above
from chalicelib.errors import InvalidInput, NotAllowed, NotFound, PersonErased, VersionConflict
from chalicelib.models import employees as kept
from chalicelib.services import employees
from chalicelib.services.privacy import requests
from chalicelib.services.privacy.erasure import STEPS
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World


def keep(user_id: str, manager_id: str | None = None, **changes: Any) -> Employee:
    details = EmployeeDetails(name=user_id.title(), manager_id=manager_id, **changes)
    return employees.put_employee(CLARA, user_id, details, expected=None)


def away(user_id: str, first: int = 0, last: int = 1) -> Delegation:
    today = kept_today()
    return Delegation(delegate_id=user_id, first_day=today + timedelta(days=first), until=today + timedelta(days=last))


def kept_today() -> date:
    return clock.now().date()


def pointers(refused: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [error.pointer for error in refused.value.errors]


def test_only_a_travel_manager_keeps_and_reads_people(world: World) -> None:
    keep("ben")

    for someone in (ANNA, BEN):
        with pytest.raises(NotAllowed):
            employees.put_employee(someone, "anna", EmployeeDetails(name="Anna"), expected=None)
        with pytest.raises(NotAllowed):
            employees.get_employee(someone, "ben")
        with pytest.raises(NotAllowed):
            employees.deactivate_employee(someone, "ben", expected=None)
        with pytest.raises(NotAllowed):
            employees.list_employees(someone, cost_centre=None, manager_id=None, active=True, limit=9, start=None)
    assert employees.own_record(BEN).name == "Ben"
    with pytest.raises(NotFound):
        employees.own_record(DAVID)


def test_record_is_changed_only_by_who_has_seen_it(world: World) -> None:
    first = keep("ben")
    second = employees.put_employee(CLARA, "ben", EmployeeDetails(name="Benjamin"), expected=first.version)

    assert (second.version, second.created_at) == (2, first.created_at)
    for stale in (0, first.version):
        with pytest.raises(VersionConflict):
            employees.put_employee(CLARA, "ben", EmployeeDetails(name="Late"), expected=stale)
    with pytest.raises(VersionConflict):
        employees.put_employee(CLARA, "new", EmployeeDetails(name="New"), expected=1)


def test_manager_and_delegate_are_refused_with_a_pointer_each(world: World) -> None:
    keep("ben")
    keep("gone")
    employees.deactivate_employee(CLARA, "gone", expected=None)

    for manager in ("anna", "nobody"):
        with pytest.raises(InvalidInput) as refused:
            keep("anna", manager, delegate=away("anna"))
        assert pointers(refused) == ["/managerId", "/delegate/delegateId"]
    for delegate in (away("nobody"), away("gone")):
        with pytest.raises(InvalidInput) as refused:
            keep("anna", "ben", delegate=delegate)
        assert pointers(refused) == ["/delegate/delegateId"]
    for days in ((3, 2), (-3, -1)):
        with pytest.raises(InvalidInput) as refused:
            keep("anna", "ben", delegate=away("ben", *days))
        assert pointers(refused) == ["/delegate/until"]


def test_management_chain_that_would_be_a_circle_is_refused(world: World) -> None:
    keep("clara")
    keep("ben", "clara")
    keep("anna", "ben")

    with pytest.raises(InvalidInput) as refused:
        keep("clara", "anna")

    assert pointers(refused) == ["/managerId"]
    assert employees.get_employee(CLARA, "clara").manager_id is None


def test_management_chain_that_would_be_too_long_is_refused(world: World) -> None:
    names = [f"e{number}" for number in range(LONGEST_CHAIN + 2)]
    keep(names[0])
    for above, below in pairwise(names[:-1]):
        keep(below, above)

    with pytest.raises(InvalidInput) as refused:
        keep(names[-1], names[-2])

    assert pointers(refused) == ["/managerId"]


@pytest.mark.waits
def test_circles_that_many_close_at_once_are_never_kept(world: World) -> None:
    names = ["a", "b", "c", "d"]
    for name in names:
        keep(name)
    moves = [(below, above) for below in names for above in names if below != above] * 2

    def try_to(move: tuple[str, str]) -> None:
        try:
            keep(*move)
        except (InvalidInput, VersionConflict):
            pass  # refused: that is the point

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(try_to, moves))

    for name in names:
        managers_above(name, kept.get_employee(name).manager_id, kept.find_employee)  # raises for a circle
    assert any(kept.get_employee(name).manager_id for name in names)


def test_what_is_kept_and_stays_is_not_questioned_again(world: World) -> None:
    keep("ben")
    keep("anna", "ben", delegate=away("ben", 0, 0))
    world.clock.turn(days=3)
    employees.deactivate_employee(CLARA, "ben", expected=None)

    changed = employees.rewrite_employee(
        CLARA,
        "anna",
        lambda now: EmployeeDetails(name="Ann", manager_id=now.manager_id, delegate=now.delegate),
        expected=None,
    )

    assert (changed.name, changed.manager_id) == ("Ann", "ben")
    with pytest.raises(NotFound):
        employees.rewrite_employee(CLARA, "nobody", lambda now: now, expected=None)


def test_people_set_and_remove_their_delegate(world: World) -> None:
    keep("ben")
    keep("anna", "ben")
    version = employees.own_record(ANNA).version

    employees.set_delegate(ANNA, away("ben"), expected=version)
    assert [each.user_id for each in kept.list_represented("ben", kept_today())] == ["anna"]
    assert list(kept.list_represented("ben", kept_today() + timedelta(days=2))) == []
    with pytest.raises(VersionConflict):
        employees.set_delegate(ANNA, away("ben", 1, 9), expected=version)
    with pytest.raises(InvalidInput) as refused:
        employees.set_delegate(ANNA, away("anna", 2, 1), expected=None)
    assert pointers(refused) == ["/delegateId", "/until"]
    with pytest.raises(NotFound):
        employees.set_delegate(DAVID, away("ben"), expected=None)

    employees.remove_delegate(ANNA, expected=None)
    employees.remove_delegate(ANNA, expected=None)
    assert employees.own_record(ANNA).delegate is None
    assert list(kept.list_represented("ben", kept_today())) == []


def test_people_are_listed_by_name_page_by_page_and_filtered(world: World) -> None:
    keep("ben", cost_centre="OPS")
    for number in range(5):
        keep(f"p{number}", "ben", cost_centre="SALES-EU" if number % 2 else "OPS")
    employees.deactivate_employee(CLARA, "p4", expected=None)

    def walk(**wanted: Any) -> list[str]:
        asked: dict[str, Any] = {"cost_centre": None, "manager_id": None, "active": True, **wanted}
        found, start = employees.list_employees(CLARA, limit=2, start=None, **asked)
        while start:
            page, start = employees.list_employees(CLARA, limit=2, start=start, **asked)
            found += page
        return [each.user_id for each in found]

    assert walk() == ["ben", "p0", "p1", "p2", "p3"]
    assert walk(active=False) == ["p4"]
    assert walk(cost_centre="OPS") == ["ben", "p0", "p2"]
    assert walk(manager_id="ben") == ["p0", "p1", "p2", "p3"]
    assert walk(manager_id="ben", cost_centre="SALES-EU") == ["p1", "p3"]
    assert walk(manager_id="p0") == []


def test_trip_counts_against_the_travellers_own_cost_centre_unless_another_is_named(world: World) -> None:
    keep("anna", cost_centre="OPS", chargeable_cost_centres=("SALES-EU",))

    own, other = world.ask(cost_centre=None), world.ask()
    stages = world.ask(DAVID, cost_centre=None)

    assert world.booking(own).request.cost_centre == "OPS"
    assert world.booking(other).request.cost_centre == "SALES-EU"
    assert world.booking(stages).request.cost_centre == employees.default_cost_centre()


def test_erasure_takes_the_person_and_keeps_the_place_in_the_management_chain(world: World) -> None:
    keep("clara")
    keep("ben", "clara", email="ben@example.com", cost_centre="OPS", delegate=away("clara"))
    keep("anna", "ben")
    (step,) = [step for step in STEPS if step.name == "employee"]

    assert step.erase("ben", None) == (1, None)
    assert step.erase("ben", None) == (0, None)

    left = kept.get_employee("ben")
    assert (left.name, left.email, left.cost_centre, left.delegate, left.active) == ("Erased", None, None, None, False)
    assert [each.user_id for each in managers_above("anna", "ben", kept.find_employee)] == ["ben", "clara"]


def test_who_was_erased_comes_back_only_with_a_whole_record(world: World) -> None:
    keep("ben")
    requests.request_erasure(CLARA, "ben", erasure_id=clock.new_id("era"))

    with pytest.raises(PersonErased):
        employees.rewrite_employee(CLARA, "ben", lambda now: msgspec.structs.replace(now, grade=7), expected=None)
    assert kept.get_employee("ben").erased
    assert not keep("ben").erased
