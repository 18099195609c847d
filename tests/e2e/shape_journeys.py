"""Trips of every shape on a deployed copy: booked, one part moved to other dates, another cancelled, by somebody who
has joined for that alone; and everything that the API says of it afterwards."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.newcomers import joined, profile
from tests.e2e.world import World, day

# Who arrives before this local time has the bed of the night before.
NIGHT = timedelta(hours=6)
NAMES = ("Lea Brandt", "Omar Haddad", "Nina Kaya")


class Asked(NamedTuple):
    """A slice, a stay or a car of a request, by its place there."""

    field: str
    place: int


class Shape(NamedTuple):
    """A trip as data."""

    name: str
    request: Json
    kinds: tuple[str, ...]
    """Of what is booked for each slice, stay and car, in that order."""
    change: Json
    """A date change."""
    moves: tuple[Asked, ...]
    """What it moves, also what goes along."""
    cancels: Asked
    travellers: tuple[int, ...] = (0,)
    """Of each traveller, which of the cost centres they belong to."""
    beds: tuple[tuple[date, date], ...] = ()
    """Of each stay as it is booked first, the first night and the day on which it ends."""
    beds_after: tuple[tuple[date, date], ...] = ()
    """The same of each stay that moves, on its new days."""
    away: tuple[date, ...] = ()
    """Nights away without a bed, as the trip is booked first."""


class Journey(NamedTuple):
    """What became of a shape, and how it reads."""

    shape: Shape
    centres: tuple[str, ...]
    booked: Json
    quote: Json
    old: Json
    new: Json
    cancellation: Json
    trips: tuple[Json, ...]
    """Of the first booking as it was first, of both at the end: each with its items and its timeline."""
    calendars: tuple[tuple[Event, ...], ...]
    """What a calendar program shows each traveller."""
    budgets: dict[tuple[str, str], tuple[int, int]]
    """What is committed and what is reserved, in cents, by cost centre and year."""
    credits: tuple[tuple[Json, ...], ...]
    """The travel credits of each traveller."""
    audits: tuple[Json, ...]


def fly(origin: str, destination: str, ahead: int | date, **fields: Any) -> Json:
    """A slice by air, unless `fields` say another mode."""
    return {"origin": origin, "destination": destination, "departOn": written(ahead), **fields}


def ride(origin: str, destination: str, ahead: int | date, **fields: Any) -> Json:
    """A slice by rail."""
    return fly(origin, destination, ahead, mode="rail", **fields)


def written(ahead: int | date) -> str:
    """A day, or the one so many days from now, as JSON has it."""
    return str(day(ahead) if isinstance(ahead, int) else ahead)


def components_of(booking: Json) -> list[Json]:
    """What was chosen."""
    (option,) = (each for each in booking["options"] if each["optionId"] == booking["selectedOptionId"])
    return list(option["components"])


def parts_by_asked(booking: Json) -> dict[Asked, Json]:
    """The parts of a booking by what each was asked for as. AssertionError where two are for the same."""
    components = components_of(booking)
    found = [(asked_as(components[each["componentIndex"]], each), each) for each in booking["parts"]]
    assert len(dict(found)) == len(found), "something is booked twice"
    return dict(found)


def asked_as(component: Json, part: Json) -> Asked:
    match component["kind"]:
        case "flight" | "rail":
            return Asked("slices", component["sliceIndexes"][part["partIndex"]])
        case "stay":
            return Asked("stays", component["stayIndex"])
        case "car":
            return Asked("cars", component["carIndex"])
    raise AssertionError(component["kind"])


def requested(request: Json) -> Iterator[tuple[Asked, Json]]:
    """Everything that is asked for."""
    for field in ("slices", "stays", "cars"):
        for place, each in enumerate(request.get(field, ())):
            yield Asked(field, place), each


def place_after(asked: Asked, moves: tuple[Asked, ...]) -> Asked:
    """Where in its own request stands what has moved."""
    return Asked(asked.field, sorted(each.place for each in moves if each.field == asked.field).index(asked.place))


def take(world: World, shape: Shape) -> Journey:
    """Have somebody book the shape, move one part, cancel another, and read what there is to read."""
    centres = tuple(world.budgeted_centre(20_000) for _ in sorted(set(shape.travellers)))
    staff = [joined(world, name, centres[of]) for name, of in zip(NAMES, shape.travellers, strict=False)]
    client = staff[0][0]
    request = {"purpose": shape.name, **shape.request}
    if len(staff) > 1:
        arranger = [staff[0][1]]
        kept = [
            each.post("/v1/passengers", profile(name, arrangerIds=[] if each is client else arranger))
            for (each, _), name in zip(staff, NAMES, strict=False)
        ]
        request["passengerIds"] = [each["passengerId"] for each in kept]

    booked = world.finish(world.options(request, by=client), by=client)
    assert (booked["status"], booked["failure"]) == ("booked", None)
    first_trip = read_trip(client, booked)
    quote = quoted(client, booked, {"kind": "date_change", **shape.change})
    answer = confirmed(client, quote)
    new = world.see_through(answer["amendment"]["replacementBookingId"], by=client)
    old = client.wait_for(booked["bookingId"], "booked", "cancelled")

    has_moved = shape.cancels in shape.moves
    holder, asked = (new, place_after(shape.cancels, shape.moves)) if has_moved else (old, shape.cancels)
    gone = parts_by_asked(holder)[asked]["partId"]
    cancellation = quoted(client, holder, {"kind": "cancellation", "parts": [gone]})
    confirmed(client, cancellation)
    client.wait_for(holder["bookingId"], "booked", "cancelled")

    old, new = (client.get(f"/v1/bookings/{each['bookingId']}") for each in (old, new))
    return Journey(
        shape,
        centres,
        booked,
        quote,
        old,
        new,
        cancellation,
        (first_trip, read_trip(client, old), read_trip(client, new)),
        tuple(read_calendar(each) for each, _ in staff),
        read_budgets(world, centres),
        tuple(tuple(each.get("/v1/credits")["items"]) for each, _ in staff),
        tuple(client.get(f"/v1/bookings/{each['bookingId']}/audit/verification") for each in (old, new)),
    )


def quoted(client: Client, booking: Json, body: Json) -> Json:
    quote: Json = client.post(f"/v1/bookings/{booking['bookingId']}/quotes", body)
    assert quote["status"] == "open", quote
    return quote


def confirmed(client: Client, quote: Json) -> Json:
    """The booking while what was quoted is being done."""
    path = f"/v1/bookings/{quote['bookingId']}/quotes/{quote['quoteId']}/confirmation"
    answer: Json = client.post(path, key=uuid.uuid4().hex)
    assert answer["status"] == "changing", answer
    return answer


def read_trip(client: Client, booking: Json) -> Json:
    """A booking's trip, its items and its timeline."""
    path = f"/v1/trips/{booking['tripId']}"
    return {**client.get(path), "timeline": client.get(f"{path}/timeline")}


def read_calendar(client: Client) -> tuple[Event, ...]:
    """What a calendar program reads of all that somebody travels."""
    feed = client.post("/v1/me/calendar")["url"].removeprefix(client.base_url)
    return tuple(Calendar.from_ical(Client(client.base_url).call("GET", feed).raw).events)


def read_budgets(world: World, centres: tuple[str, ...]) -> dict[tuple[str, str], tuple[int, int]]:
    """What the budgets say, by cost centre and year."""
    keys = [(centre, str(year)) for centre in centres for year in sorted({day(0).year, day(361).year})]
    found = [world.manager.get(f"/v1/budgets/{centre}/{year}") for centre, year in keys]
    amounts = [(each["committed"]["amount"], each["reserved"]["amount"]) for each in found]
    return dict(zip(keys, amounts, strict=True))


def local_time(moment: str, zone: str) -> datetime:
    """What the clocks of a zone show at an instant."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))


def lies_as_asked(part: Json, asked: Json) -> bool:
    """Whether a part begins, and ends, at the local days and times at which it was asked for."""
    begins, ends = part["startsAtLocal"][:16], part["endsAtLocal"][:16]
    match part["kind"]:
        case "flight" | "rail":
            within = [is_within(begins, asked.get("departure")), is_within(ends, asked.get("arrival"))]
            return bool(begins[:10] == asked["departOn"]) and all(within)
        case "car":
            wanted = [f"{asked[f'{end}On']}T{asked.get(f'{end}At', '10:00')}" for end in ("pickUp", "dropOff")]
            return [begins, ends] == wanted
    return True  # the nights of stays stand by themselves


def is_within(moment: str, window: Json | None) -> bool:
    """Whether a local time is in a window that must be kept."""
    if window is None or window.get("strength") == "wish":
        return True
    return bool(window.get("notBefore", "") <= moment[11:] <= window.get("notAfter", "24"))


def nights_of(part: Json) -> tuple[date, date]:
    """The first night of a stay and the day on which it ends."""
    begins = datetime.fromisoformat(part["startsAtLocal"]) - NIGHT
    return begins.date(), datetime.fromisoformat(part["endsAtLocal"]).date()


def years_of(booking: Json) -> list[str]:
    """The year in which each component begins, where it begins."""
    starts = {part["componentIndex"]: part["startsAtLocal"][:4] for part in reversed(booking["parts"])}
    return [starts[index] for index in sorted(starts)]


def refunded(booking: Json, component_index: int) -> int:
    """What came back of a component as money, in cents."""
    parts = [part for receipt in booking["receipts"] for part in receipt["parts"] if part["refundTo"] == "original"]
    return sum(part["refund"]["amount"] for part in parts if part["componentIndex"] == component_index)


def nights_without_bed(items: list[Json]) -> list[str]:
    """The nights between journeys for which no stay is confirmed."""
    live = [item for item in items if item["status"] == "confirmed"]
    rides = [item for item in live if item["kind"] in {"flight", "rail"}]
    slept = {night for each in live if each["kind"] == "stay" for night in nights_between(start_of(each), end_of(each))}
    away = (nights_between(end_of(before), start_of(after)) for before, after in pairwise(rides))
    return [str(night) for nights in away for night in nights if night not in slept]


def nights_between(begins: datetime, ends: datetime) -> list[date]:
    """The evenings of the nights from one local time to another."""
    first = (begins - NIGHT).date()
    return [first + timedelta(days=each) for each in range((ends.date() - first).days)]


def start_of(item: Json) -> datetime:
    return local_time(item["startsAt"], item["startTimezone"])


def end_of(item: Json) -> datetime:
    return local_time(item["endsAt"], item["endTimezone"])


def days_in(event: Event) -> tuple[date, date]:
    """The first and the last day of what takes whole days."""
    return event.decoded("DTSTART"), event.decoded("DTEND") - timedelta(days=1)


def days_of(items: list[Json]) -> tuple[date, date]:
    """The first and the last day of items, where they begin and end."""
    first, last = min(items, key=lambda item: item["startsAt"]), max(items, key=lambda item: item["endsAt"])
    return start_of(first).date(), end_of(last).date()
