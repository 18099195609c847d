"""Rules on the cabin that may be flown in."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.offers.offers import Slice
from chalicelib.domain.policies.rules.field_errors import find_band_errors, find_not_ascending
from chalicelib.domain.policies.rules.geography import relevance_of_flights
from chalicelib.domain.policies.rules.limits import select_band
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule
from chalicelib.domain.policies.rules.wording import format_hours
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class CabinBand(Value, frozen=True):
    """From this block time on, the highest cabin allowed."""

    from_seconds: Annotated[int, msgspec.Meta(ge=0, description="Block time from which it holds, in seconds")]
    cabin: Annotated[Cabin, msgspec.Meta(description="Highest cabin allowed")]


class CabinByDuration(Rule, frozen=True, kw_only=True, tag="cabin_by_duration"):
    """The highest cabin of each slice that is flown, by the block time of its longest segment; a class on a train is no
    cabin of a flight."""

    bands: Annotated[tuple[CabinBand, ...], msgspec.Meta(min_length=1, description="Ascending; the first starts at 0")]

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        for flight_slice in (flight_slice for flight in case.option.flights for flight_slice in flight.slices):
            longest = max(segment.duration for segment in flight_slice.segments)
            allowed = select_band(self.bands, [band.from_seconds for band in self.bands], longest).cabin
            above = [segment for segment in flight_slice.segments if segment.cabin.rank > allowed.rank]
            if above:
                flown = ", ".join(f"{_words(segment.cabin)} on {segment.flight_designator}" for segment in above)
                expected = f"{_words(allowed)} at most where the longest flight takes {format_hours(longest)}"
                yield self.violation(expected, f"{flown} ({_ends(flight_slice)})")

    def errors(self) -> Iterator[FieldError]:
        yield from find_band_errors([band.from_seconds for band in self.bands], "fromSeconds")
        yield from find_not_ascending([band.cabin.rank for band in self.bands], "cabin")

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return relevance_of_flights(request)


def _words(cabin: Cabin) -> str:
    return cabin.replace("_", " ")


def _ends(flight_slice: Slice) -> str:
    return f"{flight_slice.segments[0].origin}-{flight_slice.segments[-1].destination}"
