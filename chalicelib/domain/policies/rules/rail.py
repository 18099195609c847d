"""Rules on the class in which trains are taken."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.offers.rail import RailSlice
from chalicelib.domain.policies.rules.geography import slices_by
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule, applies_if
from chalicelib.domain.policies.rules.wording import format_hours
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode, TripRequest
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class RailClassByDuration(Rule, frozen=True, kw_only=True, tag="rail_class"):
    """Second class on trains; first class on slices that take long enough, from the first departure to the last
    arrival."""

    first_class_from_seconds: Annotated[
        Annotated[int, msgspec.Meta(ge=0, le=7 * 86_400)] | None,
        msgspec.Meta(description="Seconds from which on first class is allowed; null: never"),
    ] = None

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        for ridden in (each for offer in case.option.rail for each in offer.slices):
            first = [train for train in ridden.segments if train.cabin is not Cabin.ECONOMY]
            if first and not self._allows_first(ridden):
                expected = f"second class where the journey takes {format_hours(ridden.duration)}"
                trains = ", ".join(f"first class on {train.designator}" for train in first)
                yield self.violation(expected, f"{trains} ({_ends(ridden)})")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return applies_if(slices_by(TravelMode.RAIL, request))

    def _allows_first(self, ridden: RailSlice) -> bool:
        return self.first_class_from_seconds is not None and ridden.duration >= self.first_class_from_seconds


def _ends(ridden: RailSlice) -> str:
    return f"{ridden.segments[0].origin.name} to {ridden.segments[-1].destination.name}"
