"""A message while it is read beside the request that it is about."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from chalicelib.domain.local_days import local_day
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.conversation.changes import AddReturn, Change
from chalicelib.domain.trip_requests.conversation.doubts import Doubts
from chalicelib.domain.trip_requests.conversation.message_text import MessageText, Scope
from chalicelib.domain.trip_requests.stay_dates import is_same_city
from chalicelib.domain.trip_requests.trip_request import Cabin, SliceRequest, StayRequest, TravelMode, TripRequest


class Reading:
    """What is known while a message is read: the request, today where it starts, and what was found so far.

    `focus` are the slices whose day the last change was about: what "no, the 12th" corrects.
    """

    def __init__(
        self,
        text: str,
        request: TripRequest,
        now: datetime,
        answers: Mapping[str, str],
        focus: Sequence[int] = (),
    ) -> None:
        self.message = MessageText(text)
        self.request = request
        self.today: date = local_day(now, request.start.timezone)
        self.doubts = Doubts(answers)
        self.changes: list[Change] = []
        self.focus = tuple(focus)
        self.replaced: int | None = None  # the slice whose day is said to be another
        self.adds_stay = False  # a hotel is asked for that the request has not
        # Where in the text a cabin, and a mode of travel, is named.
        self.cabins: tuple[tuple[int, Cabin], ...] = ()
        self.modes: tuple[tuple[int, TravelMode], ...] = ()

    @property
    def slices(self) -> tuple[SliceRequest, ...]:
        return self.request.slices

    @property
    def stays(self) -> tuple[StayRequest, ...]:
        return self.request.stays

    @property
    def returns(self) -> bool:
        """Whether the last slice leads back to where the trip starts."""
        return returns_home(self.request)

    def slices_in(self, scope: Scope) -> tuple[int, ...]:
        """Return the slices that a scope means; none, which is refused, where it means a way back that there is not."""
        if scope.is_back and not self.returns:
            if any(isinstance(each, AddReturn) for each in self.changes):
                return (len(self.slices),)  # the way back that is added
            self.doubts.refuse("This trip has no way back.")
            return ()
        return scope.slices

    def cities_away(self) -> list[Place]:
        """Return each city that the trip goes to, once, in order."""
        found: list[Place] = []
        for each in self.slices:
            home = is_same_city(each.destination, self.slices[0].origin)
            if not home and not any(is_same_city(each.destination, place) for place in found):
                found.append(each.destination)
        return found


def returns_home(request: TripRequest) -> bool:
    """Return whether the last slice of several leads back to where the trip starts."""
    slices = request.slices
    return len(slices) > 1 and is_same_city(slices[-1].destination, slices[0].origin)


def say_slice(each: SliceRequest) -> str:
    """Return which slice that is, in words."""
    return f"{each.origin.name} to {each.destination.name} on {each.depart_on.day} {each.depart_on:%B}"
