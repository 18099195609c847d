"""Rules on rental cars: how large a car may be rented."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.policies.rules.field_errors import find_band_errors, find_not_ascending
from chalicelib.domain.policies.rules.limits import select_band
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule, applies_if
from chalicelib.domain.policies.rules.wording import format_count
from chalicelib.domain.trip_requests.trip_request import CarCategory, TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class CarBand(Value, frozen=True):
    """From so many travellers on, the highest category allowed."""

    from_travellers: Annotated[int, msgspec.Meta(ge=1, le=9, description="From so many travellers on")]
    category: Annotated[CarCategory, msgspec.Meta(description="Largest category allowed")]


class HighestCarCategory(Rule, frozen=True, kw_only=True, tag="car_category"):
    """The highest category of a rental car, by how many travellers share it: all of the trip, for whomever of them the
    rule holds."""

    bands: Annotated[tuple[CarBand, ...], msgspec.Meta(min_length=1, description="Ascending; the first starts at 1")]

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        sharing = len(case.request.travellers)
        allowed = select_band(self.bands, [band.from_travellers for band in self.bands], sharing).category
        for car in case.option.cars:
            if car.category.rank > allowed.rank:
                expected = f"a car of the category {_words(allowed)} at most for {format_count(sharing, 'traveller')}"
                yield self.violation(expected, f"{_words(car.category)} ({car.name})")

    def errors(self) -> Iterator[FieldError]:
        yield from find_band_errors([band.from_travellers for band in self.bands], "fromTravellers", first=1)
        yield from find_not_ascending([band.category.rank for band in self.bands], "category")

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return applies_if(request.cars)


def _words(category: CarCategory) -> str:
    return category.replace("_", " ")
