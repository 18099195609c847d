"""What bookings are listed by across the company, beside what stands in their request."""

from typing import Annotated

import msgspec

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.ids import UserId
from chalicelib.domain.places.place import CountryCode
from chalicelib.domain.text import CostCentre
from chalicelib.domain.timestamps import Day
from chalicelib.domain.value import SentValue
from chalicelib.domain.verdict import Outcome


class BookingFilters(SentValue, frozen=True):
    """Which of the company's bookings are meant; all of them together."""

    status: Annotated[BookingStatus | None, msgspec.Meta(description="Only bookings with this status")] = None
    role: Annotated[
        PartyRole | None,
        msgspec.Meta(
            description="`requester`: only bookings that you, or `userId`, asked for; `traveller`: only those that "
            "you, or they, travel by"
        ),
    ] = None
    user_id: Annotated[
        UserId | None, msgspec.Meta(description="With `scope=all`: `userId` of a requester or traveller")
    ] = None
    cost_centre: Annotated[
        CostCentre | None, msgspec.Meta(description="With `scope=all`: only bookings of which it pays, or a share")
    ] = None
    outcome: Annotated[
        Outcome | None,
        msgspec.Meta(description="With `scope=all`: only bookings whose selected option has this policy outcome"),
    ] = None
    country: Annotated[
        CountryCode | None, msgspec.Meta(description="With `scope=all`: only bookings with a place in this country")
    ] = None
    starts_from: Annotated[
        Day | None,
        msgspec.Meta(
            description="With `scope=all`: only trips that start on this day or later, local to where they start; "
            "today (UTC), if neither this, `startsTo` nor `userId` is given"
        ),
    ] = None
    starts_to: Annotated[
        Day | None,
        msgspec.Meta(
            description="With `scope=all`: only trips that start on this day or earlier, at most 366 days from the "
            "first, which are meant if it is not given"
        ),
    ] = None


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
