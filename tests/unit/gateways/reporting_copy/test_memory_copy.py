"""The copy that other tests use keeps what the one in PostgreSQL keeps (`make data-plane-servers`)."""

from tests.support.memory_copy import MemoryCopy
from tests.unit.gateways.reporting_copy import contract


class TestMemoryCopy(contract.Contract):
    def make_copy(self) -> MemoryCopy:
        return MemoryCopy()
