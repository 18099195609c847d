"""The watch over approval and terms sees each thing that it is there to see, in the changes of a booking that is sent
back, revised and bought with approval of two levels."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from itertools import pairwise

import msgspec
import pytest

from chalicelib.domain.approvals.approval import ApprovalStatus, ApprovalStepStatus
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Ending
from chalicelib.domain.money import Money
from chalicelib.domain.verdict import Outcome
from tests.simulation.crashes import SENT_BACK, go
from tests.simulation.watch_approvals import of_approval
from tests.simulation.watch_terms import of_amendment, of_choice, of_ending, of_replacement, of_revision
from tests.simulation.worlds import world

replace = msgspec.structs.replace
DAY = timedelta(days=1)
Pair = tuple[Booking, Booking]
Find = Callable[[Booking, Booking], bool]


@cache
def changes() -> tuple[Pair, ...]:
    """Every change of one booking, as it was and as it is then."""
    seen: list[Booking] = []
    with world(model=True) as made:
        committed = made.wire.tables.committed

        def keep(written: object) -> None:
            committed(written)  # type: ignore[arg-type]
            seen.extend(booking for booking in made.asked() if not seen or booking.version > seen[-1].version)

        made.wire.tables.committed = keep
        go(made, SENT_BACK)
    return tuple(pairwise(seen))


def said(pair: Pair) -> str:
    looks = (of_approval, of_choice, of_ending, of_revision, of_amendment)
    return "; ".join(text for look in looks for text in look(*pair))


def change(find: Find) -> Pair:
    return next(pair for pair in changes() if find(*pair))


def approval(booking: Booking, **more: object) -> Booking:
    assert booking.approval_request is not None
    return msgspec.structs.replace(booking, approval_request=msgspec.structs.replace(booking.approval_request, **more))


def step(booking: Booking, **more: object) -> Booking:
    assert booking.approval_request is not None
    first, *others = booking.approval_request.steps
    return approval(booking, steps=(msgspec.structs.replace(first, **more), *others))


def given(before: Booking, after: Booking) -> bool:
    return bool(
        before.approval_request
        and after.approval_request
        and before.approval_request.pending
        and not after.approval_request.pending
    )


def first_level(before: Booking, after: Booking) -> bool:
    return bool(
        before.approval_request
        and after.approval_request
        and len(after.approval_request.steps) > len(before.approval_request.steps) == 1
    )


def chosen(before: Booking, after: Booking) -> bool:
    return (before.status, after.status) == (BookingStatus.AWAITING_SELECTION, BookingStatus.HOLDING)


def revised(before: Booking, after: Booking) -> bool:
    return (before.status, after.status) == (BookingStatus.REVISING, BookingStatus.PLANNING)


def test_a_path_that_is_in_order_is_in_order() -> None:
    assert [said(pair) for pair in changes() if said(pair)] == []


@pytest.mark.parametrize(
    ("find", "wrong", "what"),
    [
        (given, lambda b, a: (b, approval(a, decided_by="anna")), "anna decides, who is not asked"),
        (given, lambda b, a: (b, approval(a, decided_by=None)), "silence makes the approval approved"),
        (given, lambda b, a: (b, msgspec.structs.replace(a, updated_at=a.updated_at + DAY)), "after the deadline"),
        (given, lambda b, a: (b, step(a, status=ApprovalStepStatus.SKIPPED)), "what ben has said is changed"),
        (first_level, lambda b, a: (b, step(a, decided_by="anna")), "anna decides for ben"),
        (first_level, lambda b, a: (b, step(a, status=ApprovalStepStatus.DECLINED)), "ben has refused"),
        (first_level, lambda b, a: (b, step(a, status=ApprovalStepStatus.ESCALATED)), "passed over out of turn"),
        (first_level, lambda b, a: (b, step(a, reminded_at=a.updated_at)), "reminded out of turn"),
        (first_level, lambda b, a: (b, approval(a, hash="0")), "asked again"),
        (
            first_level,
            lambda b, a: (b, approval(a, status=ApprovalStatus.APPROVED, decided_by="ben")),
            "1 of 2 levels",
        ),
        (chosen, lambda b, a: (b, msgspec.structs.replace(a, updated_at=a.updated_at + DAY)), "too late"),
        (chosen, lambda b, a: (b, msgspec.structs.replace(a, round=9)), "planned 9 times"),
        (chosen, lambda _, a: (a, msgspec.structs.replace(a, ending=Ending.EXPIRED)), "selected was decided"),
        (revised, lambda b, a: (b, msgspec.structs.replace(a, policy_version=1)), "policy of before"),
        (revised, lambda b, a: (b, msgspec.structs.replace(a, updated_at=a.updated_at + 9 * DAY)), "too late"),
        (
            chosen,
            lambda b, a: (b, msgspec.structs.replace(a, status=BookingStatus.CHANGING, trip_id="t")),
            "its change is",
        ),
    ],
)
def test_what_is_not_in_order_is_seen(find: Find, wrong: Callable[[Booking, Booking], Pair], what: str) -> None:
    assert what in said(wrong(*change(find)))


def test_a_price_beyond_what_was_chosen_is_seen() -> None:
    before, after = change(lambda b, a: bool(a.holds) and not b.holds)

    dear = msgspec.structs.replace(after, price=Money(amount=99_999_999, currency="EUR"))

    assert "chosen was" in said((before, dear))


def test_denied_trip_in_the_place_of_another_is_seen() -> None:
    booking = next(after for _, after in changes() if after.selected_option_id is not None)
    option = booking.selected
    assert option.verdict is not None
    denied = replace(option, verdict=replace(option.verdict, outcome=Outcome.DENIED))
    made = replace(booking, replaces_booking_id="bkg_before")

    assert list(of_replacement(made)) == []
    (text,) = of_replacement(replace(made, options=made.options_with(denied)))
    assert text.endswith("it is to take the place of bkg_before, and is denied")
    assert list(of_replacement(replace(booking, options=made.options_with(denied)))) == []
