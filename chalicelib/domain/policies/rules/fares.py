"""Rules on what a flight may cost."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.policies.rules.field_errors import find_band_errors
from chalicelib.domain.policies.rules.geography import relevance_of_flights, slice_length
from chalicelib.domain.policies.rules.limits import add_limits, find_excess, select_band
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule
from chalicelib.domain.policies.rules.wording import format_count, format_kilometres
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Finding
from chalicelib.errors import FieldError


class FareBand(Value, frozen=True):
    """From this length of a slice on, the highest fare for one traveller and slice."""

    from_metres: Annotated[int, msgspec.Meta(ge=0, description="Length of a slice from which it holds, in metres")]
    amounts: Amounts


class FareCap(Rule, frozen=True, kw_only=True, tag="fare_cap"):
    """The highest flight fare for one traveller and slice, by great-circle length of the slice; a fare over several
    slices has the sum of their limits."""

    bands: Annotated[tuple[FareBand, ...], msgspec.Meta(min_length=1, description="Ascending; the first starts at 0")]

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Finding]:
        starts, people = [band.from_metres for band in self.bands], case.people
        for flight in case.option.flights:
            lengths = [slice_length(case.request.slices[index]) for index in flight.slice_indexes]
            amounts = add_limits([select_band(self.bands, starts, length).amounts for length in lengths])
            per = f"for {format_count(people, 'traveller')} and {format_count(len(lengths), 'slice')}"
            unit = f"{per} over {' and '.join(dict.fromkeys(map(format_kilometres, lengths)))}"
            yield from find_excess(self, case.share_of(flight.price), amounts, case, times=people, unit=unit)

    def errors(self) -> Iterator[FieldError]:
        return find_band_errors([band.from_metres for band in self.bands], "fromMetres")

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return ((f"/bands/{index}/amounts", band.amounts) for index, band in enumerate(self.bands))

    def relevance(self, request: TripRequest) -> Relevance:
        return relevance_of_flights(request)
