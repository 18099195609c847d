"""Which nights a trip needs a bed for, by the clocks where it is stayed, and which of them an option leaves without."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from chalicelib.domain.local_days import night_of
from chalicelib.domain.offers.offers import (
    FlightOffer,
    MissingNight,
    MissingNightReason,
    Offer,
    StayOffer,
    TransportOffer,
)
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.trip_requests.trip_request import StayRequest, TripRequest

ONE_NIGHT = timedelta(days=1)


def arrival_night(offers: Iterable[Offer], stay: StayRequest) -> date | None:
    """Return the night in which travellers come to a stay by these offers: the night of arrival, which is the one
    before for an arrival before 06:00; None where none of them takes them there."""
    for offer in offers:
        if isinstance(offer, FlightOffer | RailOffer) and stay.arrives_by in offer.slice_indexes:
            return _night_of_arrival(offer, offer.slice_indexes.index(stay.arrives_by))
    return None


def first_night(stay: StayRequest, arrival: date | None) -> date:
    """Return the date of the evening of the first night of a stay to which one comes in the night of `arrival` (None:
    by oneself, when it is asked for): that night, or the night asked for, if that is later."""
    if arrival is None:
        return stay.check_in
    return arrival if stay.begins_on_arrival else max(stay.check_in, arrival)


def find_missing_nights(components: Iterable[Offer], request: TripRequest) -> tuple[MissingNight, ...]:
    """Return the nights for which these offers have no room, of those asked for and of those between the arrival and
    the check-in asked for, stay by stay and in order of time."""
    offers = list(components)
    return tuple(
        missing
        for stay_index, stay in enumerate(request.stays)
        for missing in missing_nights_of(
            stay_index,
            stay,
            arrival_night(offers, stay),
            [offer for offer in offers if isinstance(offer, StayOffer) and offer.stay_index == stay_index],
        )
    )


def missing_nights_of(
    stay_index: int, stay: StayRequest, arrival: date | None, rooms: Iterable[StayOffer]
) -> list[MissingNight]:
    """Return the nights of one stay for which these rooms do not provide, when one comes in the night of `arrival`."""
    if arrival is None:
        arrival = stay.check_in
    first = arrival if stay.keeps_nights else stay.check_in
    covered = {night for offer in rooms for night in _nights(offer.check_in, offer.check_out)}
    wanted = {*_nights(first, stay.ends_on(first)), *_nights(arrival, first)}
    return [
        MissingNight(night=night, reason=_reason(night, arrival, stay), stay_index=stay_index)
        for night in sorted(wanted - covered)
    ]


def beds_from(check_in: date, beds: Sequence[StayOffer]) -> list[StayOffer]:
    """Return the beds from that night on; where there are none, those from the next one on."""
    on_time = [stay for stay in beds if stay.check_in == check_in]
    return on_time or [stay for stay in beds if stay.check_in == check_in + ONE_NIGHT]


def _night_of_arrival(offer: TransportOffer, place: int) -> date:
    last = offer.slices[place].segments[-1]
    return night_of(last.arrives_at, last.destination_timezone)


def _nights(check_in: date, check_out: date) -> list[date]:
    return [check_in + timedelta(days=number) for number in range((check_out - check_in).days)]


def _reason(night: date, arrival: date, stay: StayRequest) -> MissingNightReason:
    if night < arrival:
        return MissingNightReason.IN_TRANSIT
    if night < stay.check_in and not stay.begins_on_arrival:
        return MissingNightReason.NOT_REQUESTED
    return MissingNightReason.NOT_OFFERED
