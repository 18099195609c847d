"""A request and a change of dates of every kind of part, with each field that there is."""

from typing import Any

Json = dict[str, Any]

WINDOW: Json = {"notBefore": "06:00", "notAfter": "12:00", "strength": "wish"}
CAP: Json = {"amount": 18_000, "currency": "EUR"}
SLICES: list[Json] = [
    {
        "origin": "Berlin",
        "destination": "Paris",
        "departOn": "2027-03-03",
        "mode": "any",
        "cabin": "business",
        "departure": WINDOW,
        "arrival": WINDOW,
    },
    {"origin": "Paris", "destination": "Berlin", "departOn": "2027-03-06"},
]
STAY: Json = {
    "place": "Paris",
    "checkIn": "2027-03-03",
    "checkOut": "2027-03-05",
    "nightlyCap": CAP,
    "totalCap": CAP,
    "nearCentre": True,
    "near": {"name": "the fair", "latitude": 48.8, "longitude": 2.3},
    "minStars": 3,
    "refundable": True,
}
CAR: Json = {
    "pickUp": "Paris",
    "pickUpOn": "2027-03-03",
    "pickUpAt": "20:00",
    "dropOff": "Paris",
    "dropOffOn": "2027-03-05",
    "dropOffAt": "09:00",
    "category": "compact",
    "automatic": True,
}
PREFERENCES: dict[str, Json] = {
    "most_stops": {"stops": 1, "slices": [0]},
    "no_overnight": {"slices": [0, 1]},
    "cabin_as_requested": {"slices": [1]},
    "carriers": {"carriers": ["AF", "LH"], "alliance": "skyteam", "slices": [0]},
    "without_carriers": {"carriers": ["FR"], "slices": [1]},
    "refundable": {"kinds": ["flight", "stay"]},
    "checked_bags": {"bags": 1, "slices": [0]},
    "seat": {"position": "aisle", "slices": [0]},
    "near_place": {"withinMetres": 2_000, "stays": [0]},
}
SHAPE: Json = {
    "slices": SLICES,
    "stays": [STAY, {"place": "Paris", "nights": 1, "checkIn": "2027-03-04"}],
    "cars": [CAR],
    "preferences": [],
}
MOVES: Json = {
    "kind": "date_change",
    "slices": [{"slice": 0, "departOn": "2027-03-04", "departure": WINDOW, "arrival": WINDOW}],
    "stays": [{"stay": 0, "checkIn": "2027-03-04", "checkOut": "2027-03-06"}],
    "cars": [
        {"car": 0, "pickUpOn": "2027-03-04", "pickUpAt": "08:00", "dropOffOn": "2027-03-06", "dropOffAt": "09:00"}
    ],
}


def preferred(name: str) -> Json:
    """A wish with all of its fields."""
    return {"preference": name, "strength": "wish", **PREFERENCES[name]}
