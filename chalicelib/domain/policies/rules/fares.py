"""Rules on what a flight may cost."""

from collections.abc import Iterator
from typing import Annotated

import msgspec

from chalicelib.domain.policies.rules.field_errors import find_band_errors
from chalicelib.domain.policies.rules.geography import route_length
from chalicelib.domain.policies.rules.limits import find_excess, select_band
from chalicelib.domain.policies.rules.rule import APPLIES, Amounts, Case, Relevance, Rule
from chalicelib.domain.policies.rules.wording import format_count, format_kilometres
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Finding
from chalicelib.errors import FieldError


class FareBand(Value, frozen=True):
    """From this route length on, the highest fare for one traveller and slice."""

    from_metres: Annotated[int, msgspec.Meta(ge=0, description="Metres")]
    amounts: Amounts


class FareCap(Rule, frozen=True, kw_only=True, tag="fare_cap"):
    """The highest fare for one traveller and slice, by great-circle length of the route; a return trip has twice the
    limit."""

    bands: Annotated[tuple[FareBand, ...], msgspec.Meta(min_length=1, description="Ascending; the first starts at 0")]

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Finding]:
        length, people = route_length(case.request), case.people
        amounts = select_band(self.bands, [band.from_metres for band in self.bands], length).amounts
        for flight in case.option.flights:
            slices = len(flight.slices)
            per = f"for {format_count(people, 'traveller')} and {format_count(slices, 'slice')}"
            unit = f"{per} over {format_kilometres(length)}"
            yield from find_excess(self, case.share_of(flight.price), amounts, case, times=people * slices, unit=unit)

    def errors(self) -> Iterator[FieldError]:
        return find_band_errors([band.from_metres for band in self.bands], "fromMetres")

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return ((f"/bands/{index}/amounts", band.amounts) for index, band in enumerate(self.bands))

    def relevance(self, request: TripRequest) -> Relevance:
        return APPLIES
