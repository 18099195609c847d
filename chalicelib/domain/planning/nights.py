"""Which nights a trip needs a bed for, by the clocks of its destination, and which of them an option leaves without."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from chalicelib.domain.local_days import night_of
from chalicelib.domain.offers.offers import FlightOffer, MissingNight, MissingNightReason, Offer, StayOffer
from chalicelib.domain.trip_requests.trip_request import StayRequest, TripRequest

ONE_NIGHT = timedelta(days=1)


def first_night(flight: FlightOffer, request: TripRequest) -> date:
    """Return the date of the evening of the first night of a stay: the night of arrival, which is the one before for an
    arrival before 06:00; or the night asked for, if that is later."""
    arrival = _night_of_arrival(flight)
    if request.stay is None or request.stay.begins_on_arrival:
        return arrival
    return max(request.stay.check_in, arrival)


def find_missing_nights(components: Iterable[Offer], request: TripRequest) -> tuple[MissingNight, ...]:
    """Return the nights for which these offers have no room, of those asked for and of those between the arrival and
    the check-in asked for, in order of time."""
    stay, offers = request.stay, list(components)
    flights = [offer for offer in offers if isinstance(offer, FlightOffer)]
    if stay is None or not flights:
        return ()
    arrival = _night_of_arrival(flights[0])
    first = arrival if stay.keeps_nights else stay.check_in
    covered = {
        night for offer in offers if isinstance(offer, StayOffer) for night in _nights(offer.check_in, offer.check_out)
    }
    wanted = {*_nights(first, stay.ends_on(first)), *_nights(arrival, first)}
    return tuple(MissingNight(night=night, reason=_reason(night, arrival, stay)) for night in sorted(wanted - covered))


def _night_of_arrival(flight: FlightOffer) -> date:
    last = flight.slices[0].segments[-1]
    return night_of(last.arrives_at, last.destination_timezone)


def beds_from(check_in: date, beds: Sequence[StayOffer]) -> list[StayOffer]:
    """Return the beds from that night on; where there are none, those from the next one on."""
    on_time = [stay for stay in beds if stay.check_in == check_in]
    return on_time or [stay for stay in beds if stay.check_in == check_in + ONE_NIGHT]


def _nights(check_in: date, check_out: date) -> list[date]:
    return [check_in + timedelta(days=number) for number in range((check_out - check_in).days)]


def _reason(night: date, arrival: date, stay: StayRequest) -> MissingNightReason:
    if night < arrival:
        return MissingNightReason.IN_TRANSIT
    if night < stay.check_in and not stay.begins_on_arrival:
        return MissingNightReason.NOT_REQUESTED
    return MissingNightReason.NOT_OFFERED
