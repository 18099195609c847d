"""Rules on the airlines that may be flown with."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec

from chalicelib.domain.policies.rules.field_errors import find_repeated
from chalicelib.domain.policies.rules.rule import APPLIES, Amounts, Case, Relevance, Rule
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Violation
from chalicelib.errors import FieldError

CarrierCode = Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{2}$", description="IATA airline designator")]


class Carrier(Value, frozen=True):
    """An airline, by IATA designator and name."""

    code: CarrierCode
    name: ShortText


class PreferredCarriers(Rule, frozen=True, kw_only=True, tag="preferred_carriers"):
    """Requires every flight to be with one of these carriers."""

    carriers: Annotated[tuple[Carrier, ...], msgspec.Meta(min_length=1)]

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        preferred = {carrier.code for carrier in self.carriers}
        others = [code for code in _list_carriers(case) if code not in preferred]
        if others:
            expected = "a preferred carrier: " + ", ".join(carrier.code for carrier in self.carriers)
            yield self.violation(expected, ", ".join(others))

    def errors(self) -> Iterator[FieldError]:
        return _find_repeated_carriers(self.carriers)

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return APPLIES


class BarredCarriers(Rule, frozen=True, kw_only=True, tag="barred_carriers"):
    """Forbids flights with these carriers."""

    carriers: Annotated[tuple[Carrier, ...], msgspec.Meta(min_length=1)]

    @property
    def variant(self) -> None:
        return None

    def violations(self, case: Case) -> Iterator[Violation]:
        flown = _list_carriers(case)
        for carrier in self.carriers:
            if carrier.code in flown:
                yield self.violation("no flight with a barred carrier", f"{carrier.name} ({carrier.code})")

    def errors(self) -> Iterator[FieldError]:
        return _find_repeated_carriers(self.carriers)

    def limits(self) -> Iterator[tuple[str, Amounts]]:
        return iter(())

    def relevance(self, request: TripRequest) -> Relevance:
        return APPLIES


def _list_carriers(case: Case) -> list[str]:
    return list(dict.fromkeys(code for flight in case.option.flights for code in flight.carriers))


def _find_repeated_carriers(carriers: Sequence[Carrier]) -> Iterator[FieldError]:
    return find_repeated([carrier.code for carrier in carriers], "/carriers/{}/code", "is named already at {}")
