"""A journey while the places of its text are gone through: what was said of it so far."""

import re
from collections.abc import Sequence

from chalicelib.domain.trip_requests.reading.journeys.named_slices import NamedSlice
from chalicelib.domain.trip_requests.reading.journeys.place_mentions import PlaceMention
from chalicelib.domain.trip_requests.reading.journeys.place_names import is_same_place, more_exact


class Draft:
    """A journey while its text is gone through."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.slices: list[NamedSlice] = []
        self.origin: PlaceMention | None = None  # named, and not yet left
        self.destination: PlaceMention | None = None  # named, and where from is not yet said
        self.origins: list[str] = []
        self.destinations: list[str] = []
        self.stops: list[PlaceMention] = []  # where one is, with no word of going there
        self.bare: list[PlaceMention] = []
        self.homes: list[PlaceMention] = []
        self.present: PlaceMention | None = None  # where they say they are
        self.lives: PlaceMention | None = None  # where the traveller says they are at home
        self.spans: list[tuple[int, int]] = []
        self.home_before: re.Match[str] | None = None  # a way back of which more may be said
        self.heads_for = False
        self.leaves_here: PlaceMention | None = None  # said to be left, where the last slice ended
        self.is_return = False

    @property
    def here(self) -> str | None:
        return self.slices[-1].destination if self.slices else None

    @property
    def home(self) -> str | None:
        return self.slices[0].origin if self.slices else None

    def add(self, origin: str | None, destination: str | None, start: int, end: int, *, back: bool = False) -> None:
        """Add a slice, unless it is said for the second time, or leads nowhere."""
        last = self.slices[-1] if self.slices else None
        if last and is_same_place(last.origin, origin) and is_same_place(last.destination, destination):
            exact = more_exact(last.origin, origin), more_exact(last.destination, destination)
            self.slices[-1] = last._replace(origin=exact[0], destination=exact[1])
            return
        self.slices.append(NamedSlice(origin, destination, start, end, back))

    def use(self, *mentions: PlaceMention) -> None:
        self.spans += [(mention.lead, mention.end) for mention in mentions]


def is_known(name: str, others: Sequence[str | None]) -> bool:
    """Return whether one of `others` may mean the same place."""
    return any(is_same_place(name, other) for other in others)
