"""Rules on where a trip may go."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.places.place import CountryCode, IataCode, Place
from chalicelib.domain.policies.rules.field_errors import find_repeated
from chalicelib.domain.policies.rules.geography import same_city, visited_places
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule, names_trip
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class PolicyCity(Value, frozen=True):
    """A city, by name and, if trips may name an airport instead, by its airports."""

    city: Annotated[ShortText, msgspec.Meta(description="Name of the city in English")]
    country: Annotated[CountryCode, msgspec.Meta(description="Country of the city (ISO 3166-1 alpha-2)")]
    airports: Annotated[tuple[IataCode, ...], msgspec.Meta(description="IATA codes of its airports")] = ()


class DestinationApproval(Rule, frozen=True, kw_only=True, tag="destination_approval"):
    """Restricts these countries and cities as places that a trip goes to; `reason` says why in a few words."""

    reason: Annotated[ShortText, msgspec.Meta(description="Why, in a few words that the verdict shows")]
    countries: Annotated[
        tuple[CountryCode, ...], msgspec.Meta(description="ISO 3166-1 alpha-2 codes of the countries")
    ] = ()
    cities: Annotated[tuple[PolicyCity, ...], msgspec.Meta(description="Cities that it is about")] = ()

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> str:
        return self.reason

    def violations(self, case: Case) -> Iterator[Violation]:
        expected = f"a destination without restriction ({self.reason})"
        for there in self._restricted(case.request):
            yield self.violation(expected, f"{there.name}, {there.country}")

    def errors(self) -> Iterator[FieldError]:
        if not self.countries and not self.cities:
            yield FieldError("", "must name a country or a city")
        yield from find_repeated(self.countries, "/countries/{}", "is named already at {}")
        cities = [(city.country, city.city.casefold()) for city in self.cities]
        yield from find_repeated(cities, "/cities/{}/city", "is named already at {}")

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return names_trip(place.name for place in self._restricted(request))

    def _restricted(self, request: TripRequest) -> tuple[Place, ...]:
        """Return to which of the countries and cities that the rule names the trip goes."""
        return tuple(place for place in visited_places(request) if self._names(place))

    def _names(self, there: Place) -> bool:
        return there.country in self.countries or any(
            city.country == there.country
            and (same_city(city.city, there.name) or not set(city.airports).isdisjoint(there.airports))
            for city in self.cities
        )
