"""What a journey is as it is named: its slices in the order of travel, or the ends that are said of it."""

from typing import NamedTuple

from chalicelib.domain.trip_requests.reading.journeys.place_names import is_same_place


class NamedSlice(NamedTuple):
    """A slice as it is named, at `start` to `end` of the text; None is an end that the words leave out."""

    origin: str | None
    destination: str | None
    start: int
    end: int
    goes_back: bool = False


class Journey(NamedTuple):
    """What is travelled: `slices` in their order; without any, the places that are named as its ends. `spans` is where
    in the text all of that stands."""

    slices: tuple[NamedSlice, ...]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    homes: tuple[str, ...]
    heads_for: bool
    spans: tuple[tuple[int, int], ...]
    is_return: bool = False  # the one slice is said to be the return, and nothing else is
    beside: tuple[tuple[str, int, int], ...] = ()  # places that one is said to be at, with where in the text

    @property
    def is_of_several(self) -> bool:
        """Whether there is more to it than a way there, and the same way back."""
        return len(self.slices) > 1 and not self._is_there_and_back

    @property
    def _is_there_and_back(self) -> bool:
        if len(self.slices) != 2:
            return False
        out, back = self.slices
        return (
            back.goes_back
            and is_same_place(back.origin, out.destination)
            and is_same_place(back.destination, out.origin)
        )
