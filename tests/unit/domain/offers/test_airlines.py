"""Names of airlines: everyone whom a request may name, or of whom the sandbox sells flights, has one."""

from chalicelib.domain.offers.airlines import airline_name
from chalicelib.domain.trip_requests.reading.airlines import AIRLINES
from chalicelib.gateways.suppliers.sandbox.airlines import all_airlines


def test_every_airline_that_a_request_may_name_has_a_name() -> None:
    assert [code for code in AIRLINES.values() if not airline_name(code)] == []


def test_every_airline_of_the_sandbox_has_a_name() -> None:
    assert [each.designator for each in all_airlines() if airline_name(each.designator) is None] == []


def test_a_designator_that_nobody_knows_has_no_name() -> None:
    assert airline_name("0X") is None
