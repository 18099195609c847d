"""A copy of the reports in memory, held to the same contract as the one in PostgreSQL, which needs a server."""

from chalicelib.domain.reports.contribution import Contribution
from chalicelib.errors import Unavailable
from chalicelib.gateways.reporting_copy.postgres_copy import Copied


class MemoryCopy:
    """What bookings count for, by their ids; `is_down` has it answer nobody."""

    def __init__(self) -> None:
        self.kept: dict[str, Copied] = {}
        self.is_down = False

    def replace(
        self, booking_id: str, version: int, contribution: Contribution | None, *, although_later: bool = False
    ) -> bool:
        """Have a booking count for this, unless what is kept is of a later version."""
        self._answer()
        known = self.kept.get(booking_id)
        if known is not None and known.version > version and not although_later:
            return False
        if contribution is None:
            return self.kept.pop(booking_id, None) is not None
        self.kept[booking_id] = Copied(version, contribution.in_order())
        return known is None or known.contribution != contribution.in_order()

    def list_month(self, month: str) -> dict[str, Copied]:
        """What each booking counts for in a month."""
        self._answer()
        return {booking_id: each for booking_id, each in self.kept.items() if each.contribution.month == month}

    def _answer(self) -> None:
        if self.is_down:
            raise Unavailable("The database does not answer at the moment.")
