"""What people are told of a booking that ended because the right to spend on it had."""

from collections.abc import Mapping

from chalicelib.domain.bookings.booking import Failure
from chalicelib.errors import RightEnded

# By the names of the errors, which are what the workflow knows of them.
REASONS: Mapping[str, Failure] = {
    "RequesterLeft": Failure(code="requester_left", detail="The requester has left; nothing was bought."),
    "TravellerLeft": Failure(code="traveller_left", detail="A traveller has left; nothing was bought."),
    "TravellerErased": Failure(
        code="traveller_erased", detail="The data of a traveller was erased; nothing was bought."
    ),
    "ArrangementEnded": Failure(
        code="arrangement_ended",
        detail="The requester may no longer book for one of the travellers; nothing was bought.",
    ),
}


def reason_of(ended: RightEnded) -> Failure:
    """Return why a booking ends of which this right has ended."""
    return REASONS[type(ended).__name__]
