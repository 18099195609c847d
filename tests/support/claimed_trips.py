"""Requests in words with true claims about them, and every way in which a model may lie about each."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.claims.agreement import find_disagreements
from chalicelib.domain.trip_requests.claims.claim import AnyClaim, ClaimedTrip
from chalicelib.domain.trip_requests.claims.evidence import BorneOut
from chalicelib.domain.trip_requests.claims.located import Span
from chalicelib.domain.trip_requests.trip_request import TripRequest

JsonClaim = dict[str, Any]


class Claimed(NamedTuple):
    """A text, and what is truly claimed of it."""

    text: str
    claims: tuple[JsonClaim, ...]


class Lie(NamedTuple):
    """Claims of which one is a lie."""

    way: str
    text: str
    claims: tuple[JsonClaim, ...]
    lying: JsonClaim


def claim(says: str, phrase: str, **values: Any) -> JsonClaim:
    return {"says": says, "phrase": phrase, **values}


def to_claims(claims: tuple[JsonClaim, ...]) -> tuple[AnyClaim, ...]:
    return msgspec.convert({"claims": claims}, ClaimedTrip).claims


def _route(*ends: tuple[str, str]) -> tuple[JsonClaim, ...]:
    """Origin and destination of the first slice, each by its phrase and its English name."""
    kinds = ("origin", "destination")
    return tuple(claim(kind, phrase, slice=0, place=name) for kind, (phrase, name) in zip(kinds, ends, strict=True))


def _day(phrase: str, number: int, day: str) -> JsonClaim:
    return claim("depart_on", phrase, slice=number, day=day)


TRUE = (
    Claimed(
        "Bitte einen Flug von Berlin nach London am 3. März 2027, zurück am 5. März, Businessklasse, Hotel im Zentrum, "
        "höchstens 200 Euro pro Nacht, mindestens 4 Sterne, mit einem Mietwagen",
        (
            *_route(("Berlin", "Berlin"), ("London", "London")),
            _day("3. März 2027", 0, "2027-03-03"),
            _day("am 5. März", 1, "2027-03-05"),
            claim("cabin", "Businessklasse", cabin="business"),
            claim("hotel", "Hotel"),
            claim("near_centre", "im Zentrum"),
            claim("nightly_cap", "höchstens 200 Euro pro Nacht", amount={"amount": 20000, "currency": "EUR"}),
            claim("min_stars", "mindestens 4 Sterne", stars=4),
            claim("car", "Mietwagen"),
        ),
    ),
    Claimed(
        "Vol Paris-Lyon le 3 mars avant 9 h, retour le 5 mars après 18h, si possible côté couloir, pour le salon du "
        "bois",
        (
            *_route(("Paris", "Paris"), ("Lyon", "Lyon")),
            _day("le 3 mars", 0, "2027-03-03"),
            _day("le 5 mars", 1, "2027-03-05"),
            claim("departure", "avant 9 h", slice=0, window={"notAfter": "09:00"}),
            claim("departure", "après 18h", slice=1, window={"notBefore": "18:00"}),
            claim(
                "preference",
                "si possible côté couloir",
                preference={"preference": "seat", "position": "aisle", "strength": "wish"},
            ),
            claim("purpose", "salon du bois", purpose="salon du bois"),
        ),
    ),
    Claimed(
        "Necesito ir de Madrid a Nueva York el lunes 3 de mayo de 2027, solo ida, vuelo directo, llegada antes de las "
        "18:00",
        (
            *_route(("Madrid", "Madrid"), ("Nueva York", "New York")),
            _day("lunes 3 de mayo de 2027", 0, "2027-05-03"),
            claim("one_way", "solo ida"),
            claim("arrival", "llegada antes de las 18:00", slice=0, window={"notAfter": "18:00"}),
            claim(
                "preference",
                "vuelo directo",
                preference={"preference": "most_stops", "stops": 0, "strength": "must"},
            ),
        ),
    ),
    Claimed(
        "Von Hamburg nach Mailand am 1. März mit dem Zug, zwei Tage später zurück, für 2 Personen, mit Boris Klein",
        (
            *_route(("Hamburg", "Hamburg"), ("Mailand", "Milan")),
            _day("1. März", 0, "2027-03-01"),
            _day("zwei Tage später", 1, "2027-03-03"),
            claim("mode", "mit dem Zug", mode="rail"),
            claim("party", "2 Personen", count=2),
            claim("companion", "Boris Klein", name="Boris Klein"),
        ),
    ),
    Claimed(
        "Nur ein Hotel in München vom 3. bis 5. März 2027, höchstens 600 EUR insgesamt, ohne Flug",
        (
            claim("hotel", "Hotel"),
            claim("stay_place", "München", place="Munich"),
            claim("check_in", "vom 3. bis 5. März 2027", day="2027-03-03"),
            claim("check_out", "vom 3. bis 5. März 2027", day="2027-03-05"),
            claim("total_cap", "höchstens 600 EUR insgesamt", amount={"amount": 60000, "currency": "EUR"}),
        ),
    ),
    Claimed(
        "Vuelo de Bilbao a Sevilla el 4 de marzo, 3 noches, hotel, máximo 120 euros por noche",
        (
            *_route(("Bilbao", "Bilbao"), ("Sevilla", "Seville")),
            _day("4 de marzo", 0, "2027-03-04"),
            claim("nights", "3 noches", nights=3),
            claim("hotel", "hotel"),
            claim("nightly_cap", "máximo 120 euros por noche", amount={"amount": 12000, "currency": "EUR"}),
        ),
    ),
    Claimed(
        "From Berlin to London on 3 March 2027, back on 5 March, business class, hotel at most 200 EUR a night",
        (
            *_route(("Berlin", "Berlin"), ("London", "London")),
            _day("3 March 2027", 0, "2027-03-03"),
            _day("5 March", 1, "2027-03-05"),
            claim("cabin", "business class", cabin="business"),
            claim("hotel", "hotel"),
            claim("nightly_cap", "at most 200 EUR a night", amount={"amount": 20000, "currency": "EUR"}),
        ),
    ),
)
# What a model may claim that no sentence here says, kind by kind.
_INVENTED: dict[str, dict[str, Any]] = {
    "origin": {"slice": 0, "place": "Oslo"},
    "destination": {"slice": 0, "place": "Vienna"},
    "depart_on": {"slice": 0, "day": "2027-04-17"},
    "one_way": {},
    "mode": {"mode": "any"},
    "cabin": {"cabin": "first"},
    "departure": {"slice": 0, "window": {"notBefore": "06:15"}},
    "arrival": {"slice": 0, "window": {"notAfter": "11:45"}},
    "hotel": {},
    "stay_place": {"place": "Vienna"},
    "nights": {"nights": 7},
    "check_in": {"day": "2027-04-17"},
    "check_out": {"day": "2027-04-19"},
    "nightly_cap": {"amount": {"amount": 99900, "currency": "USD"}},
    "total_cap": {"amount": {"amount": 99900, "currency": "USD"}},
    "near_centre": {},
    "min_stars": {"stars": 5},
    "car": {"category": "premium", "automatic": True},
    "preference": {"preference": {"preference": "checked_bags", "bags": 2, "strength": "must"}},
    "party": {"count": 5},
    "companion": {"name": "Eva Lind"},
    "purpose": {"purpose": "holidays"},
}
_UNSAID = {
    "companion": "Eva Lind",
    "purpose": "holidays",
    "origin": "Oslo",
    "destination": "Vienna",
    "stay_place": "Vienna",
}


def list_lies() -> Iterator[Lie]:
    """Every claim that is true, told wrong in every way; and every kind of claim made up."""
    for true in TRUE:
        for place, said in enumerate(true.claims):
            others = true.claims[:place] + true.claims[place + 1 :]
            for way, lying in _lies_about(said, others):
                yield Lie(f"{way}: {said['says']}", true.text, (*others, lying), lying)
            for way, lying in _lies_about(said, others):
                if way == "other value":
                    yield Lie(f"told beside the truth: {said['says']}", true.text, (*true.claims, lying), lying)
    for true in TRUE[::3]:
        for says, values in _INVENTED.items():
            lying = claim(says, _UNSAID.get(says, "as we agreed"), **values)
            yield Lie(f"invented: {says}", true.text, (*true.claims, lying), lying)


def _lies_about(said: JsonClaim, others: tuple[JsonClaim, ...]) -> Iterator[tuple[str, JsonClaim]]:
    for changed in _other_values(said):
        yield "other value", changed
        yield "other value, phrase made up", {**changed, "phrase": _made_up(changed)}
        if others:
            yield "other value, phrase of another claim", {**changed, "phrase": others[0]["phrase"]}
        words = said["phrase"].split()
        if len(words) > 1:
            yield "other value, part of the phrase", {**changed, "phrase": words[-1]}
    if "slice" in said:
        yield "of another slice", {**said, "slice": said["slice"] + 1}
    if said["says"] in {"origin", "destination"}:
        yield "of the other end", {**said, "says": "destination" if said["says"] == "origin" else "origin"}
    if said["says"] in {"nightly_cap", "total_cap"}:
        yield "of another time", {**said, "says": "total_cap" if said["says"] == "nightly_cap" else "nightly_cap"}
    if said["says"] in {"departure", "arrival"}:
        yield "of another end", {**said, "says": "arrival" if said["says"] == "departure" else "departure"}


def _other_values(said: JsonClaim) -> Iterator[JsonClaim]:
    invented = _INVENTED[said["says"]]
    if values := {name: value for name, value in invented.items() if name != "slice"}:
        yield {**said, **values}
    if "day" in said:
        day = date.fromisoformat(said["day"])
        yield {**said, "day": (day + timedelta(days=1)).isoformat()}
        yield {**said, "day": day.replace(year=day.year + 1).isoformat()}
    if "amount" in said:
        yield {**said, "amount": {**said["amount"], "amount": said["amount"]["amount"] * 10}}
        yield {**said, "amount": {**said["amount"], "currency": "CHF"}}
    for name in ("count", "nights", "stars"):
        if name in said:
            yield {**said, name: said[name] + 1 if name != "stars" else 3}


def _made_up(said: JsonClaim) -> str:
    """A phrase that would bear the lie out, if only it stood in the text."""
    if "day" in said:
        return f"{date.fromisoformat(said['day']):%d.%m.%Y}"
    return str(said.get("place") or said.get("name") or said.get("purpose") or "5 people in first class")


def holds_claim(said: JsonClaim, request: TripRequest) -> bool:
    """Whether a request has what is claimed."""
    (claimed,) = to_claims((said,))
    place = None
    if "place" in said:
        place = resolve_place(said["place"])
    return not find_disagreements([BorneOut(claimed, Span(0, 0), "", place)], request)
