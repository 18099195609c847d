"""Rules on which slices are flown."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.policies.rules.geography import TripScope, slice_in_scope, slice_length, slices_by
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule, names_trip
from chalicelib.domain.policies.rules.wording import format_kilometres
from chalicelib.domain.trip_requests.trip_request import SliceRequest, TravelMode, TripRequest
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class ShortRoute(Rule, frozen=True, kw_only=True, tag="short_route"):
    """Forbids flights over shorter distances, where a train is expected; each slice by its own length and scope."""

    min_metres: Annotated[
        int, msgspec.Meta(ge=1, description="Shortest great-circle distance that may be flown, in metres")
    ]
    scope: Annotated[
        TripScope, msgspec.Meta(description="Which slices it is about, by whether they cross a border")
    ] = "any"

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> str:
        return self.scope

    def violations(self, case: Case) -> Iterator[Violation]:
        trains = dict(case.trains)
        for index in (index for flight in case.option.flights for index in flight.slice_indexes):
            asked = case.request.slices[index]
            if self._is_too_short(asked):
                train = f", where {trains[index]} was offered" if index in trains else ""
                flown = f"a flight over {format_kilometres(slice_length(asked))}, {_ends(asked)}{train}"
                yield self.violation(f"no flight under {format_kilometres(self.min_metres)}", flown)

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        short = (asked for asked in slices_by(TravelMode.AIR, request) if self._is_too_short(asked))
        return names_trip(f"{slice_length(asked) // 1000} km" for asked in short)

    def _is_too_short(self, asked: SliceRequest) -> bool:
        return slice_in_scope(self.scope, asked) and slice_length(asked) < self.min_metres


def _ends(asked: SliceRequest) -> str:
    """Return between which places a slice leads, the same for the way back."""
    return " - ".join(sorted((asked.origin.name, asked.destination.name)))
