"""Trip requests of every shape as they come in, made up by a seed: slices by any mode between any places (of one name
that several cities have, by code, in every part of the world), stays with and without a place or days, cars, windows
and preferences. Most can be booked; some cannot.
"""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.places.gazetteer import City, gazetteer

Json = dict[str, Any]

# Names that several cities have, two spellings of one, names that mean one, and codes of an airport or of a city.
SHARED = (
    "San Jose", "San José", "Birmingham", "Portland", "Santiago", "Valencia", "Georgetown", "Cordoba", "Melbourne",
    "Córdoba", "Hamilton", "Victoria", "Saint John", "Newcastle", "portland", "La Paz",
)  # fmt: skip
KNOWN = (
    "Berlin", "Hamburg", "Munich", "Frankfurt", "London", "Paris", "Milan", "Tokyo", "Osaka", "Honolulu", "Sydney",
    "Auckland", "Apia", "Pago Pago", "Kathmandu", "Reykjavik", "New York", "LAX", "BER", "LON", "JFK", "CDG",
)  # fmt: skip
# Between which trains run; each has an airport, too.
BY_RAIL = ({"Berlin", "Hamburg", "Munich", "Frankfurt", "Paris", "London", "Milan"}, {"Tokyo", "Osaka"})
FIRST_DAY = date(2026, 11, 20)

_ALLIANCES = ("oneworld", "skyteam", "star_alliance")
_KINDS = ("flight", "rail", "stay", "car")
_HOURS = ("00:00", "05:59", "08:00", "12:30", "18:00", "23:59")


def asked_shapes(*, most_slices: int = 8) -> st.SearchStrategy[Json]:
    """A strategy of bodies that ask for trips in places of everywhere, of which some cannot be booked."""
    return st.builds(ask_by_seed, st.integers(0, 2**32), most_slices=st.just(most_slices))


def ask_by_seed(seed: int, *, most_slices: int = 8) -> Json:
    """Return a body that asks for a trip, always the same for the same seed."""
    return _Asking(random.Random(seed)).trip(most_slices)


def ask_soundly_by_seed(
    seed: int, *, places: tuple[str, ...], first_day: date | None = None, most_slices: int = 4, **fields: Any
) -> Json:
    """Return a body that asks for a trip between `places` that can be booked, always the same for the same seed."""
    asking = _Asking(random.Random(seed), places)
    asking.day = first_day or date(2027, 3, 1) + timedelta(days=seed % 60)
    return asking.sound_trip(most_slices) | fields


class _Asking:
    """Somebody who asks for a trip: where they are, and on which day."""

    def __init__(self, chance: random.Random, places: tuple[str, ...] = ()) -> None:
        self.chance, self.places = chance, places
        self.day = FIRST_DAY + timedelta(days=self._below(20) if chance.random() < 0.5 else self._below(375) - 3)

    def trip(self, most_slices: int) -> Json:
        """A trip of any kind of slices, stays and cars, in any order of time that may be."""
        chance = self.chance
        few = chance.random() < 0.7
        self.places = tuple(self._place() for _ in range(chance.randrange(2, 5)))
        slices = self._slices(self._below(min(most_slices, 3 if few else most_slices) + 1), strays=0.15)
        stays = [self._stay(slices) for _ in range(self._below(3 if few else 9))]
        cars = [self._car(slices) for _ in range(self._below(2 if few else 5))]
        if not (slices or stays or cars):
            cars = [self._car(slices)]
        return self._body(slices, stays, cars)

    def sound_trip(self, most_slices: int) -> Json:
        """A trip that goes on where it got to, and stays only where it is."""
        slices = self._slices(self._below(most_slices + 1), strays=0)
        stays = [
            {"place": before["destination"]} | ({"refundable": True} if self.chance.random() < 0.2 else {})
            for before, after in pairwise(slices)
            if after["origin"] == before["destination"]
            and after["departOn"] > _later(before["departOn"], 1)
            and self.chance.random() < 0.6
        ]
        if len({each["place"] for each in stays}) < len(stays):
            stays = stays[:1]
        if not slices and self.chance.random() < 0.5:
            check_in, nights = self.day.isoformat(), self.chance.randrange(1, 5)
            stays = [{"place": self._any_place(), "checkIn": check_in, "nights": nights}]
        if not (slices or stays):
            return self._body([], [], [self._car([])])
        return self._body(slices, stays, [self._car_there(slices, stays)] if self.chance.random() < 0.3 else [])

    def _car_there(self, slices: list[Json], stays: list[Json]) -> Json:
        """A car where one is, for a while of the time that one is there."""
        if not slices:
            there, begins = stays[0]["place"], stays[0]["checkIn"]
        else:
            there, begins = slices[-1]["destination"], _later(slices[-1]["departOn"], 3)
        ends = _later(begins, self.chance.choice((1, 2, 5)))
        return {"pickUp": there, "pickUpOn": begins, "pickUpAt": "16:30", "dropOffOn": ends}

    def _body(self, slices: list[Json], stays: list[Json], cars: list[Json]) -> Json:
        body: Json = {name: each for name, each in (("slices", slices), ("stays", stays), ("cars", cars)) if each}
        if wanted := [self._preference(slices, stays) for _ in range(self._below(4))]:
            body["preferences"] = wanted
        return body

    def _slices(self, number: int, *, strays: float) -> list[Json]:
        made: list[Json] = []
        here, day = self._any_place(), self.day
        for _ in range(number):
            there = self._any_place(but=here)
            made.append(self._slice(here, there, day, strays))
            here = self._any_place(but=there) if self.chance.random() < max(strays, 0.1) else there
            day += timedelta(days=self.chance.choice((0, 1, 1, 2, 3, 10)) - (self.chance.random() < strays / 2))
            if not strays:
                day += timedelta(days=2)  # arrived, wherever it leads
        return made

    def _slice(self, origin: str, destination: str, day: date, strays: float) -> Json:
        by_rail = any({origin, destination} <= cities for cities in BY_RAIL) or self.chance.random() < strays / 3
        made: Json = {"origin": origin, "destination": destination, "departOn": day.isoformat()}
        if self.chance.random() < 0.5:
            made["mode"] = self.chance.choice(("air", "any", *(("rail", "rail") if by_rail else ())))
        if self.chance.random() < 0.3:
            made["cabin"] = self.chance.choice(("economy", "premium_economy", "business", "first"))
        for name in ("departure", "arrival"):
            if self.chance.random() < 0.2:
                made[name] = self._window()
        return made

    def _window(self) -> Json:
        begins, ends = sorted(self.chance.sample(_HOURS, 2))
        window = {"notBefore": begins, "notAfter": ends, "strength": self.chance.choice(("must", "wish"))}
        if self.chance.random() < 0.4:
            del window[self.chance.choice(("notBefore", "notAfter"))]
        return window

    def _stay(self, slices: list[Json]) -> Json:
        chance = self.chance
        made: Json = {}
        if not slices or chance.random() < 0.8:
            ends = [each["destination"] for each in slices] or [self._any_place()]
            made["place"] = chance.choice(ends) if chance.random() < 0.8 else self._any_place()
        days = [each["departOn"] for each in slices] or [self.day.isoformat()]
        check_in = _later(chance.choice(days), chance.choice((0, 0, 1, 2)))
        if not slices or chance.random() < 0.4:
            made["checkIn"] = check_in
        if not slices or chance.random() < 0.5:
            nights = chance.choice((1, 1, 2, 3, 5, 30))
            made |= {"nights": nights} if chance.random() < 0.5 else {"checkOut": _later(check_in, nights)}
        usual: Json = {
            "nightlyCap": {"amount": chance.choice((9_000, 25_000)), "currency": "EUR"},
            "totalCap": {"amount": 90_000, "currency": "EUR"},
            "nearCentre": True,
            "near": {"name": "the fair", "latitude": 52.5, "longitude": 13.4},
            "minStars": chance.randrange(1, 6),
            "refundable": True,
        }
        return made | {name: each for name, each in usual.items() if chance.random() < 0.15}

    def _car(self, slices: list[Json]) -> Json:
        chance = self.chance
        begins = chance.choice([each["departOn"] for each in slices] or [self.day.isoformat()])
        ends = [each["destination"] for each in slices] or [self._any_place()]
        made: Json = {
            "pickUp": chance.choice(ends),
            "pickUpOn": begins,
            "dropOffOn": _later(begins, chance.choice((1, 2, 7))),
        }
        usual: Json = {
            "dropOff": chance.choice(ends),
            "pickUpAt": chance.choice(("00:00", "06:30", "20:00")),
            "dropOffAt": chance.choice(("00:00", "09:45", "23:59")),
            "category": chance.choice(("mini", "compact", "standard", "premium")),
            "automatic": True,
        }
        return made | {name: each for name, each in usual.items() if chance.random() < 0.25}

    def _preference(self, slices: list[Json], stays: list[Json]) -> Json:
        chance = self.chance
        some = chance.sample(range(len(slices)), self._below(len(slices) + 1)) if slices else []
        about: Json = {"slices": some} if chance.random() < 0.4 else {}
        hotels: Json = {"stays": [0]} if stays and chance.random() < 0.4 else {}
        made: Mapping[str, Json] = {
            "most_stops": {"stops": self._below(4), **about},
            "no_overnight": about,
            "cabin_as_requested": about,
            "carriers": {chance.choice(("carriers", "alliance")): "", **about},
            "without_carriers": {"carriers": "", **about},
            "refundable": {"kinds": chance.sample(_KINDS, self._below(5))},
            "checked_bags": {"bags": chance.randrange(1, 4), **about},
            "seat": {"position": chance.choice(("aisle", "window")), **about},
            "near_place": {"withinMetres": chance.choice((100, 2_000, 50_000)), **hotels},
        }
        name = chance.choice(list(made))
        said = dict(made[name])
        if "carriers" in said:
            said["carriers"] = chance.sample(("LH", "BA", "AF", "NH", "UA", "FR"), chance.randrange(1, 4))
        if "alliance" in said:
            said["alliance"] = chance.choice(_ALLIANCES)
        return {"preference": name, "strength": chance.choice(("must", "wish")), **said}

    def _place(self) -> str:
        said = self.chance.random()
        if said < 0.35:
            return self.chance.choice(SHARED)
        if said < 0.7:
            return self.chance.choice(KNOWN)
        return _call(self.chance.choice(gazetteer().cities), self.chance)

    def _any_place(self, but: str = "") -> str:
        return self.chance.choice([each for each in self.places if each != but] or [self._place()])

    def _below(self, most: int) -> int:
        return self.chance.randrange(most)


def _call(city: City, chance: random.Random) -> str:
    """Return what somebody calls a city: its name, with its country, or as it was offered."""
    return chance.choice((city.name, f"{city.name}, {city.country}", f"geonames:{city.id}"))


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
