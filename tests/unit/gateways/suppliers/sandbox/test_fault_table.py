"""A fault is used up by as many calls as it was armed for, however many have seen it armed."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from chalicelib.gateways.suppliers.sandbox.fault_table import (
    Fault,
    FaultKind,
    FaultRow,
    add_fault,
    list_faults,
    remove_fault,
    use_fault,
)

FAULT = Fault("hold", "flt_1", FaultKind.PRICE_CHANGE, 2, 110, "bkg_")


@pytest.fixture(autouse=True)
def _table() -> Iterator[None]:
    with mock_aws():
        FaultRow.create_table(billing_mode="PAY_PER_REQUEST")
        yield


def test_fault_is_read_as_it_was_armed_in_the_order_of_arming() -> None:
    later = FAULT._replace(fault_id="flt_2")
    add_fault(later)
    add_fault(FAULT)

    assert list_faults("hold") == [FAULT, later]
    assert list_faults("order") == []


def test_callers_who_saw_the_same_fault_share_its_calls() -> None:
    add_fault(FAULT)
    (seen,) = list_faults("hold")

    assert [use_fault(seen) for _ in range(4)] == [True, True, False, False]


def test_removed_fault_is_used_by_nobody() -> None:
    add_fault(FAULT)
    remove_fault(FAULT)

    assert not use_fault(FAULT)
    assert list_faults("hold") == []
