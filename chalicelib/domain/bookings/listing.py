"""What bookings are listed by across the company, beside what stands in their request."""

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.verdict import Outcome


def find_outcome(booking: Booking) -> Outcome | None:
    """Return the policy's outcome for the selected option; None while none is selected, or none was judged."""
    verdicts = (each.verdict for each in booking.options if each.option_id == booking.selected_option_id)
    verdict = next(verdicts, None)
    return verdict.outcome if verdict else None


def list_countries(booking: Booking) -> tuple[str, ...]:
    """Return the countries of its places, each once: where it starts first."""
    return tuple(dict.fromkeys(place.country for place in booking.request.places))


def is_of(booking: Booking, *, cost_centre: str | None, outcome: Outcome | None, country: str | None) -> bool:
    """Return whether the cost centre pays of it, its selected option has the outcome and it has a place in the country;
    None is any."""
    return (
        (cost_centre is None or cost_centre in booking.request.charged)
        and outcome in {None, find_outcome(booking)}
        and (country is None or country in list_countries(booking))
    )
