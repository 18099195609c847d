"""Starting the workflow of a booking that is kept, directly or through the queue: once, however often it is asked."""

from chalicelib import observability, settings
from chalicelib.domain.ids import BookingId
from chalicelib.domain.value import Value
from chalicelib.errors import Unavailable
from chalicelib.gateways import queues, workflow


class StartMessage(Value, frozen=True, forbid_unknown_fields=False):
    """A message on the `bookings` queue: this booking's workflow is to be started."""

    booking_id: BookingId


def start_workflow(booking_id: str) -> None:
    """Start the booking's workflow, as the `bookings` queue asks. Raises Unavailable."""
    workflow.start(booking_id)


def set_going(booking_id: str) -> None:
    """Start the workflow, directly or through the queue; when that fails the booking stays due for the sweeper."""
    try:
        if settings.current().invoke_mode == "queue":
            queues.send("bookings", StartMessage(booking_id=booking_id))
        else:
            workflow.start(booking_id)
    except Unavailable:
        observability.warning("workflow start left to the sweeper", bookingId=booking_id)
