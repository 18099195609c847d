"""Where a message says two things of the same: what it drops and changes at once, or two values of one thing. Which of
them is meant is asked."""

from chalicelib.domain.trip_requests.conversation.changes import (
    AddPreference,
    AddStay,
    Change,
    DropReturn,
    DropStays,
    SetCabin,
    SetDeparture,
    SetMode,
    SetSliceEnd,
    SetStayDay,
    SetStayTerms,
    SetWindow,
)
from chalicelib.domain.trip_requests.conversation.reading import Reading
from chalicelib.domain.trip_requests.preferences import AnyPreference, NearPlace, RefundableComponents


def settle_contradictions(reading: Reading) -> None:
    """Ask where changes contradict each other, once nothing else is asked: what else is answered adds to them."""
    if reading.doubts.questions:
        return
    for drop in [each for each in reading.changes if isinstance(each, DropReturn | DropStays)]:
        _ask_about_dropped(reading, drop)
    _ask_between(reading)


def _ask_about_dropped(reading: Reading, drop: DropReturn | DropStays) -> None:
    """Ask where a message drops a part, and says how that part is to be."""
    is_lost = _is_of_return if isinstance(drop, DropReturn) else _is_of_stays
    lost = [each for each in reading.changes if is_lost(reading, each)]
    if not lost or (isinstance(drop, DropStays) and _leaves_stays(reading, drop)):
        return
    field = "drops.return" if isinstance(drop, DropReturn) else "drops.stays"
    choices = [("dropped", str(drop)), ("kept", ", ".join(map(str, lost)))]
    answer = reading.doubts.choose(field, "Which of these is meant?", choices)
    if answer is not None:
        taken_back: list[Change] = lost if answer == "dropped" else [drop]
        reading.changes = [each for each in reading.changes if each not in taken_back]


def _is_of_return(reading: Reading, change: Change) -> bool:
    """Return whether a change is of nothing but the last slice."""
    last = len(reading.slices) - 1
    match change:
        case SetDeparture() | SetWindow() | SetSliceEnd():
            return change.slice == last
        case SetCabin() | SetMode():
            return change.slices == (last,)
        case AddPreference():
            return _slices_of(change.preference) == (last,)
        case _:
            return False


def _slices_of(preference: AnyPreference) -> tuple[int, ...]:
    return () if isinstance(preference, RefundableComponents | NearPlace) else preference.slices


def _is_of_stays(_: Reading, change: Change) -> bool:
    return isinstance(change, SetStayDay | SetStayTerms)


def _leaves_stays(reading: Reading, drop: DropStays) -> bool:
    """Return whether there is a hotel still, or another, once those are dropped."""
    return len(drop.stays) < len(reading.stays) or any(isinstance(each, AddStay) for each in reading.changes)


def _ask_between(reading: Reading) -> None:
    targets: dict[tuple[object, ...], list[Change]] = {}
    for change in dict.fromkeys(reading.changes):
        targets.setdefault(change.target, []).append(change)
    for number, rivals in enumerate(each for each in targets.values() if len(each) > 1):
        choices = [(str(place), str(each)) for place, each in enumerate(rivals, 1)]
        answer = reading.doubts.choose(f"which.{number}", "Which of these is meant?", choices)
        if answer is not None:
            lost = [each for place, each in enumerate(rivals, 1) if str(place) != answer]
            reading.changes = [each for each in reading.changes if each not in lost]
