"""For every alarm the fault that is to ring it: what is provoked on a stage, and how the alarm is made there."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.alarms.stage import Stage

Provoke = Callable[[Stage], object]


class Fault(NamedTuple):
    """What rings an alarm, on a stage whose alarms are made with these parameters."""

    alarm: str
    provoke: Provoke
    parameters: Mapping[str, str] = {}


FAULTS: dict[str, Fault] = {}


def rings(*alarms: str, **parameters: str) -> Callable[[Provoke], Provoke]:
    """Say which alarms a fault rings; each has one fault. Raises ValueError for a second."""

    def keep(provoke: Provoke) -> Provoke:
        for alarm in alarms:
            if alarm in FAULTS:
                raise ValueError(f"{alarm} has a fault already")
            FAULTS[alarm] = Fault(alarm, provoke, parameters)
        return provoke

    return keep
