"""What a message may change of a trip request, and what else it may order: each by itself, with the values that the
words bear out, and with nothing left to guess."""

from datetime import date
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.domain.money import Money
from chalicelib.domain.places.place import Landmark, Place
from chalicelib.domain.trip_requests.preferences import AnyPreference, TimeWindow
from chalicelib.domain.trip_requests.trip_request import Cabin, CarCategory, TravelMode
from chalicelib.domain.value import Value

SliceEnd = Literal["origin", "destination"]
SliceTime = Literal["departure", "arrival"]
StayDay = Literal["check_in", "check_out"]
Slices = tuple[int, ...]
"""Places in `slices`, from 0."""


_BY = {TravelMode.AIR: "by plane", TravelMode.RAIL: "by train", TravelMode.ANY: "by plane or train"}


class _Change(Value, frozen=True):
    """What every change has: what it is a change of, besides its kind, and itself in words."""

    @property
    def about(self) -> tuple[object, ...]:
        return ()

    @property
    def target(self) -> tuple[object, ...]:
        """What it is a change of; two different changes of the same contradict each other."""
        return (type(self), *self.about)


class MoveTrip(_Change, frozen=True):
    """All of the trip so many days later; earlier, when negative."""

    days: int

    def __str__(self) -> str:
        return f"{abs(self.days)} day{'s' * (abs(self.days) != 1)} {'later' if self.days > 0 else 'earlier'}"


class SetDeparture(_Change, frozen=True):
    """A slice departs on another day."""

    slice: int
    day: date

    @property
    def about(self) -> tuple[object, ...]:
        return (self.slice,)

    def __str__(self) -> str:
        return long_day(self.day)


class SetWindow(_Change, frozen=True):
    """A slice departs, or arrives, between other times; None: at any."""

    slice: int
    end: SliceTime
    window: TimeWindow | None

    @property
    def about(self) -> tuple[object, ...]:
        return (self.slice, self.end)

    def __str__(self) -> str:
        return _say_window(self.window)


class SetCabin(_Change, frozen=True):
    """Another cabin is asked for on these slices."""

    slices: Slices
    cabin: Cabin

    @property
    def about(self) -> tuple[object, ...]:
        return (self.slices,)

    def __str__(self) -> str:
        return self.cabin.replace("_", " ")


class SetMode(_Change, frozen=True):
    """These slices are travelled by something else."""

    slices: Slices
    mode: TravelMode

    @property
    def about(self) -> tuple[object, ...]:
        return (self.slices,)

    def __str__(self) -> str:
        return _BY[self.mode]


class ReplacePlace(_Change, frozen=True):
    """Another place instead of one, wherever the trip has it."""

    before: Place
    after: Place

    @property
    def about(self) -> tuple[object, ...]:
        return (self.before,)

    def __str__(self) -> str:
        return f"{self.after.name} instead of {self.before.name}"


class SetSliceEnd(_Change, frozen=True):
    """One end of one slice is another place."""

    slice: int
    end: SliceEnd
    place: Place

    @property
    def about(self) -> tuple[object, ...]:
        return (self.slice, self.end)

    def __str__(self) -> str:
        return self.place.name


class AddReturn(_Change, frozen=True):
    """A last slice, back to where the trip starts."""

    day: date

    def __str__(self) -> str:
        return f"back on {long_day(self.day)}"


class DropReturn(_Change, frozen=True):
    """Without the last slice."""

    def __str__(self) -> str:
        return "without a way back"


class AddStay(_Change, frozen=True):
    """A hotel in a place; without `nights`, for all of those that the slices leave there."""

    place: Place
    nights: int | None = None

    @property
    def about(self) -> tuple[object, ...]:
        return (self.place,)

    def __str__(self) -> str:
        return f"a hotel in {self.place.name}"


class DropStays(_Change, frozen=True):
    """Without these stays, by their places in `stays`."""

    stays: tuple[int, ...]

    def __str__(self) -> str:
        return "without the hotel"


class SetStayDay(_Change, frozen=True):
    """A stay begins, or ends, on another day."""

    stay: int
    which: StayDay
    day: date

    @property
    def about(self) -> tuple[object, ...]:
        return (self.stay, self.which)

    def __str__(self) -> str:
        return long_day(self.day)


class SetStayTerms(_Change, frozen=True):
    """What is asked of these stays; what is left out stays as it is."""

    stays: tuple[int, ...]
    nightly_cap: Money | UnsetType | None = UNSET
    total_cap: Money | UnsetType | None = UNSET
    min_stars: int | UnsetType | None = UNSET
    near_centre: bool | UnsetType = UNSET
    near: Landmark | UnsetType | None = UNSET
    refundable: bool | UnsetType = UNSET

    @property
    def said(self) -> list[tuple[str, object]]:
        """What is asked, by the name of its field."""
        fields = ((each.name, getattr(self, each.name)) for each in msgspec.structs.fields(self))
        return [(name, value) for name, value in fields if name != "stays" and value is not UNSET]

    @property
    def about(self) -> tuple[object, ...]:
        return (self.stays, *(name for name, _ in self.said))

    def __str__(self) -> str:
        return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in self.said)


class AddCar(_Change, frozen=True):
    """A rental car where the trip goes to, for as long as one is there, or until a day."""

    place: Place
    from_day: date
    until: date
    category: CarCategory = CarCategory.MINI
    automatic: bool = False

    @property
    def about(self) -> tuple[object, ...]:
        return (self.place,)

    def __str__(self) -> str:
        return f"a car in {self.place.name}"


class DropCars(_Change, frozen=True):
    """Without any rental car."""

    def __str__(self) -> str:
        return "without a car"


class AddPreference(_Change, frozen=True):
    """A preference, instead of those of its kind that are about the same slices."""

    preference: AnyPreference

    @property
    def about(self) -> tuple[object, ...]:
        return (self.preference,)

    def __str__(self) -> str:
        return kind_of_preference(self.preference).replace("_", " ")


class DropPreferences(_Change, frozen=True):
    """Without the preferences of these kinds."""

    kinds: tuple[str, ...]

    @property
    def about(self) -> tuple[object, ...]:
        return (self.kinds,)

    def __str__(self) -> str:
        return f"without {', '.join(self.kinds)}"


class SetCostCentre(_Change, frozen=True):
    """Another cost centre is charged for all."""

    cost_centre: str

    def __str__(self) -> str:
        return self.cost_centre


class SetPurpose(_Change, frozen=True):
    """The trip is for something else."""

    purpose: str | None

    def __str__(self) -> str:
        return self.purpose or "no purpose"


TripChange = (
    MoveTrip
    | SetDeparture
    | SetWindow
    | SetCabin
    | SetMode
    | ReplacePlace
    | SetSliceEnd
    | AddReturn
    | DropReturn
    | AddStay
    | DropStays
    | SetStayDay
    | SetStayTerms
    | AddCar
    | DropCars
    | AddPreference
    | DropPreferences
    | SetCostCentre
    | SetPurpose
)


class SelectOption(_Change, frozen=True):
    """One of the options is wanted: by its number from 1, the last one, or the cheapest; None: whichever there is."""

    which: int | Literal["last", "cheapest"] | None

    def __str__(self) -> str:
        return f"option {self.which}" if isinstance(self.which, int) else f"the {self.which or 'only'} option"


class CancelTrip(_Change, frozen=True):
    """The trip is not wanted any more."""

    def __str__(self) -> str:
        return "no trip at all"


class ChangeTravellers(_Change, frozen=True):
    """Others travel, or more, or fewer; `said` is how that was put."""

    said: str

    def __str__(self) -> str:
        return self.said


Order = SelectOption | CancelTrip | ChangeTravellers
Change = TripChange | Order


def long_day(day: date) -> str:
    """Return a day as people read it."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def kind_of_preference(preference: AnyPreference) -> str:
    """Return what a preference is called."""
    return str(preference.__struct_config__.tag)


def _say_window(window: TimeWindow | None) -> str:
    if window is None:
        return "at any time"
    begin = f"not before {window.not_before}" if window.not_before else ""
    end = f"not after {window.not_after}" if window.not_after else ""
    return " and ".join(each for each in (begin, end) if each)
