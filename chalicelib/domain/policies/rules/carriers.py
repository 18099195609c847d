"""Rules on the airlines that may be flown with."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

import msgspec

from chalicelib.domain.policies.rules.field_errors import find_repeated
from chalicelib.domain.policies.rules.geography import relevance_of_flights
from chalicelib.domain.policies.rules.rule import Amounts, Case, Relevance, Rule
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.preferences import CarrierCode
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError


class Carrier(Value, frozen=True):
    """An airline, by IATA designator and name."""

    code: Annotated[CarrierCode, msgspec.Meta(description="IATA designator of the airline")]
    name: Annotated[ShortText, msgspec.Meta(description="Name of the airline, for people")]


class PreferredCarriers(Rule, frozen=True, kw_only=True, tag="preferred_carriers"):
    """Requires every flight to be with one of these carriers."""

    carriers: Annotated[tuple[Carrier, ...], msgspec.Meta(min_length=1, description="Airlines to fly with")]

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        preferred = {carrier.code for carrier in self.carriers}
        expected = "a preferred carrier: " + ", ".join(carrier.code for carrier in self.carriers)
        for flight in case.option.flights:
            others = [code for code in flight.carriers if code not in preferred]
            if others:
                yield self.violation(expected, ", ".join(others))

    def errors(self) -> Iterator[FieldError]:
        return _find_repeated_carriers(self.carriers)

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return relevance_of_flights(request)


class BarredCarriers(Rule, frozen=True, kw_only=True, tag="barred_carriers"):
    """Forbids flights with these carriers."""

    carriers: Annotated[tuple[Carrier, ...], msgspec.Meta(min_length=1, description="Airlines not to fly with")]

    is_separable: ClassVar[bool] = True

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        flown = {code for flight in case.option.flights for code in flight.carriers}
        for carrier in self.carriers:
            if carrier.code in flown:
                yield self.violation("no flight with a barred carrier", f"{carrier.name} ({carrier.code})")

    def errors(self) -> Iterator[FieldError]:
        return _find_repeated_carriers(self.carriers)

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return relevance_of_flights(request)


def _find_repeated_carriers(carriers: Sequence[Carrier]) -> Iterator[FieldError]:
    return find_repeated([carrier.code for carrier in carriers], "/carriers/{}/code", "is named already at {}")
