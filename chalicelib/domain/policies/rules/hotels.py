"""Rules on hotels: what a night may cost, how many stars, how many nights."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.money import Money, average
from chalicelib.domain.offers.offers import StayOffer
from chalicelib.domain.places.place import CountryCode
from chalicelib.domain.policies.rules.field_errors import find_repeated
from chalicelib.domain.policies.rules.geography import same_city
from chalicelib.domain.policies.rules.limits import find_excess
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule, applies_if, names_trip
from chalicelib.domain.policies.rules.wording import format_count
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Fact, Finding, Violation
from chalicelib.errors import FieldError


class CityCap(Value, frozen=True):
    """A city's nightly limit; `also` lists other names of the city."""

    city: Annotated[ShortText, msgspec.Meta(description="Name of the city in English")]
    country: Annotated[CountryCode, msgspec.Meta(description="Country of the city (ISO 3166-1 alpha-2)")]
    amounts: Amounts
    aliases: Annotated[tuple[ShortText, ...], msgspec.Meta(description="Other names of the city")] = ()


class CountryCap(Value, frozen=True):
    """A country's nightly limit."""

    country: Annotated[CountryCode, msgspec.Meta(description="Country whose limit it is (ISO 3166-1 alpha-2)")]
    amounts: Amounts


class NightlyCap(Rule, frozen=True, kw_only=True, tag="nightly_cap"):
    """The highest price of a room a night, taxes included: the city's, else the country's, else the default."""

    default: Amounts
    countries: Annotated[
        tuple[CountryCap, ...], msgspec.Meta(description="Limits of countries, in the place of the default")
    ] = ()
    cities: Annotated[
        tuple[CityCap, ...], msgspec.Meta(description="Limits of cities, in the place of their country's")
    ] = ()

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Finding]:
        for stay in case.option.stays:
            amounts = self._select_amounts(stay.city, stay.country)
            yield from find_excess(self, nightly_price(stay), amounts, case, unit=f"a night in {stay.city}")

    def errors(self) -> Iterator[FieldError]:
        countries = [cap.country for cap in self.countries]
        yield from find_repeated(countries, "/countries/{}/country", "has a limit already at {}")
        names: dict[tuple[str, str], int] = {}
        for index, cap in enumerate(self.cities):
            for name in (cap.city, *cap.aliases):
                first = names.setdefault((cap.country, name.casefold()), index)
                if first != index:
                    yield FieldError(f"/cities/{index}/city", f"{name} has a limit already at {first}")

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        yield "/default", self.default
        yield from ((f"/countries/{index}/amounts", cap.amounts) for index, cap in enumerate(self.countries))
        yield from ((f"/cities/{index}/amounts", cap.amounts) for index, cap in enumerate(self.cities))

    def relevance(self, request: TripRequest) -> Relevance:
        places = [asked.place for asked in request.stays]
        named = names_trip(each.name for each in places if self._find_city_cap(each.name, each.country) is not None)
        return named if named.applies else applies_if(places)

    def _select_amounts(self, city: str, country: str) -> Amounts:
        """Return the limit for a room a night in `city`: the city's, else the country's, else the default."""
        if (cap := self._find_city_cap(city, country)) is not None:
            return cap.amounts
        return next((cap.amounts for cap in self.countries if cap.country == country), self.default)

    def _find_city_cap(self, city: str, country: str) -> CityCap | None:
        """Return the limit that the rule sets for this very city, by any of its names."""
        for cap in self.cities:
            if cap.country == country and any(same_city(name, city) for name in (cap.city, *cap.aliases)):
                return cap
        return None


class HotelStars(Rule, frozen=True, kw_only=True, tag="hotel_stars"):
    """The highest number of hotel stars."""

    max_stars: Annotated[int, msgspec.Meta(ge=1, le=4, description="Most stars that a hotel may have")]

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Finding]:
        for stay in case.option.stays:
            expected = f"a hotel of {format_count(self.max_stars, 'star')} at most"
            if stay.stars is None:
                detail = f"{expected}, and {stay.supplier} does not say how many {stay.name} has"
                yield self.missing_fact(Fact.HOTEL_STARS, detail, "whoever looks the hotel up")
            elif stay.stars > self.max_stars:
                yield self.violation(expected, f"{stay.stars} stars ({stay.name})")

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return applies_if(request.stays)


class StayLength(Rule, frozen=True, kw_only=True, tag="stay_length"):
    """The highest number of nights of a stay."""

    max_nights: Annotated[int, msgspec.Meta(ge=1, le=365, description="Most nights that a stay may have")]

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        for stay in case.option.stays:
            if stay.nights > self.max_nights:
                expected = f"a stay of {format_count(self.max_nights, 'night')} at most"
                yield self.violation(expected, format_count(stay.nights, "night"))

    def errors(self) -> Iterator[FieldError]:
        return iter(())

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return names_trip(f"{asked.nights} nights" for asked in request.stays if asked.nights > self.max_nights)


def nightly_price(stay: StayOffer) -> Money:
    """Return what one room costs a night, from the whole price."""
    return average(stay.price, max(1, stay.nights * stay.rooms))
