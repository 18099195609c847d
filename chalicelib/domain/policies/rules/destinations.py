"""Rules on where a trip may go."""

from collections.abc import Iterator

from chalicelib.domain.places.place import CountryCode, IataCode
from chalicelib.domain.policies.rules.field_errors import find_repeated
from chalicelib.domain.policies.rules.geography import same_city
from chalicelib.domain.policies.rules.rule import UNRELATED, Amounts, Case, Relevance, Rule
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class PolicyCity(Value, frozen=True):
    """A city, by name and, if trips may name an airport instead, by its airports."""

    city: ShortText
    country: CountryCode
    airports: tuple[IataCode, ...] = ()


class DestinationApproval(Rule, frozen=True, kw_only=True, tag="destination_approval"):
    """Restricts these countries and cities as destinations; `reason` says why in a few words."""

    reason: ShortText
    countries: tuple[CountryCode, ...] = ()
    cities: tuple[PolicyCity, ...] = ()

    @property
    def variant(self) -> str:
        return self.reason

    def violations(self, case: Case) -> Iterator[Violation]:
        if self._names_destination(case.request):
            there = case.request.destination
            expected = f"a destination without restriction ({self.reason})"
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
        if not self._names_destination(request):
            return UNRELATED
        return Relevance(applies=True, trip_detail=request.destination.name)

    def _names_destination(self, request: TripRequest) -> bool:
        """Return whether the trip goes to one of the countries or cities that the rule names."""
        there = request.destination
        return there.country in self.countries or any(
            city.country == there.country
            and (same_city(city.city, there.name) or not set(city.airports).isdisjoint(there.airports))
            for city in self.cities
        )
