"""Who travels by a booking, fixed when it is taken in: whatever becomes of profiles later, it is known who may not
decide on it."""

from collections.abc import Iterable
from typing import Annotated

import msgspec

from chalicelib.domain.value import Value


class BookingTraveller(Value, frozen=True):
    """A traveller of a booking."""

    given_name: Annotated[str, msgspec.Meta(description="Given names as the passport has them")]
    family_name: Annotated[str, msgspec.Meta(description="Family name as the passport has it")]
    user_id: Annotated[
        str | None, msgspec.Meta(description="`userId`, if the traveller is known to be a user and you may know which")
    ] = None
    passenger_id: Annotated[
        str | None, msgspec.Meta(description="Id of the passenger profile that was given, if you may know it")
    ] = None

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


def barred_users(requester_id: str, travellers: Iterable[BookingTraveller]) -> tuple[str, ...]:
    """Return the user ids that never decide on the booking: its requester's, and each traveller's who has one."""
    travelling = (each.user_id for each in travellers if each.user_id)
    return tuple(dict.fromkeys([requester_id, *travelling]))
