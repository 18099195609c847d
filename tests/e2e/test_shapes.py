"""Trips of every shape against a deployed copy, as data: booked, one part moved to other dates, another cancelled; and
then every page that speaks of them agrees."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from tests.e2e.shape_journeys import (
    Asked,
    Journey,
    Shape,
    components_of,
    days_in,
    days_of,
    end_of,
    fly,
    lies_as_asked,
    nights_of,
    nights_without_bed,
    parts_by_asked,
    place_after,
    refunded,
    requested,
    ride,
    start_of,
    take,
    written,
    years_of,
)
from tests.e2e.world import AT_ONCE, World, day

pytestmark = pytest.mark.waits

FAIR = {"name": "the fair", "latitude": 51.5081, "longitude": 0.0294}


def new_year() -> date:
    """The next New Year's Day that a trip can be booked over; near to it the one of today."""
    following = date(day(0).year + 1, 1, 1)
    return following if following - day(0) > timedelta(days=4) else day(200)


def out(place: int) -> Asked:
    return Asked("slices", place)


def bed(place: int) -> Asked:
    return Asked("stays", place)


CAR = Asked("cars", 0)
SHAPES = (
    Shape(
        "several cities with two hotels",
        {
            "slices": [fly("BER", "Paris", 60), fly("Paris", "Madrid", 62), fly("Madrid", "BER", 65)],
            "stays": [{"place": "Paris"}, {"place": "Madrid"}],
        },
        ("flight", "flight", "flight", "stay", "stay"),
        {"slices": [{"slice": 2, "departOn": written(66)}]},
        (out(2), bed(1)),
        bed(0),
        beds=((day(60), day(62)), (day(62), day(65))),
        beds_after=((day(62), day(66)),),
    ),
    Shape(
        "open jaw",
        {"slices": [fly("Berlin", "Munich", 70), fly("Frankfurt", "Berlin", 73)]},
        ("flight", "flight"),
        {"slices": [{"slice": 0, "departOn": written(71)}]},
        (out(0),),
        out(1),
        away=(day(70), day(71), day(72)),
    ),
    Shape(
        "out by rail and back by air",
        {"slices": [ride("Paris", "London", 80), fly("London", "Paris", 82)], "stays": [{"place": "London"}]},
        ("rail", "flight", "stay"),
        {"slices": [{"slice": 0, "departOn": written(79)}]},
        (out(0), bed(0)),
        out(1),
        beds=((day(80), day(82)),),
        beds_after=((day(79), day(82)),),
    ),
    Shape(
        "a hotel alone",
        {"stays": [{"place": "Lisbon", "checkIn": written(90), "nights": 3, "minStars": 3}]},
        ("stay",),
        {"stays": [{"stay": 0, "checkOut": written(94)}]},
        (bed(0),),
        bed(0),
        beds=((day(90), day(93)),),
        beds_after=((day(90), day(94)),),
    ),
    Shape(
        "flights with a car",
        {
            "slices": [fly("Berlin", "Munich", 75), fly("Munich", "Berlin", 77)],
            "stays": [{"place": "Munich"}],
            "cars": [{"pickUp": "Munich", "pickUpOn": written(75), "pickUpAt": "22:00", "dropOffOn": written(76)}],
        },
        ("flight", "flight", "stay", "car"),
        {"cars": [{"car": 0, "dropOffAt": "18:00"}]},
        (CAR,),
        out(1),
        beds=((day(75), day(77)),),
    ),
    Shape(
        "a car alone",
        {
            "cars": [
                {
                    "pickUp": "Munich",
                    "pickUpOn": written(50),
                    "dropOff": "Frankfurt",
                    "dropOffOn": written(53),
                    "category": "intermediate",
                    "automatic": True,
                }
            ]
        },
        ("car",),
        {"cars": [{"car": 0, "pickUpOn": written(51)}]},
        (CAR,),
        CAR,
    ),
    Shape(
        "three travellers of two cost centres through several cities",
        {
            "slices": [
                ride("Zurich", "Milan", 4),
                fly("Milan", "Rome", 5, mode="any"),
                fly("Rome", "Zurich", 6),
            ],
            "stays": [{"place": "Milan"}, {"place": "Rome"}],
        },
        ("rail", "rail|flight", "flight", "stay", "stay"),
        {"slices": [{"slice": 2, "departOn": written(7)}], "stays": [{"stay": 1, "checkOut": written(7)}]},
        (out(2), bed(1)),
        bed(0),
        beds=((day(4), day(5)), (day(5), day(6))),
        beds_after=((day(5), day(7)),),
        travellers=(0, 1, 0),
    ),
    Shape(
        "windows, musts and wishes",
        {
            "slices": [
                fly("Berlin", "London", 110, departure={"notBefore": "07:00", "notAfter": "20:00"}),
                fly("London", "Berlin", 112, arrival={"notAfter": "23:00", "strength": "wish"}),
            ],
            "stays": [{"place": "London", "near": FAIR, "minStars": 3}],
            "preferences": [
                {"preference": "most_stops", "stops": 0, "strength": "must"},
                {"preference": "cabin_as_requested", "strength": "must"},
                {"preference": "carriers", "alliance": "oneworld", "strength": "wish"},
                {"preference": "near_place", "withinMetres": 15_000, "strength": "wish"},
            ],
        },
        ("flight", "flight", "stay"),
        {"slices": [{"slice": 1, "departure": {"notBefore": "12:00"}}]},
        (out(1),),
        bed(0),
        beds=((day(110), day(112)),),
    ),
    Shape(
        "over the date line",
        {
            "slices": [
                fly("Tokyo", "Los Angeles", 120, departure={"notBefore": "12:00"}),
                fly("Los Angeles", "Tokyo", 122),
            ],
            "stays": [{"place": "Los Angeles"}],
            "cars": [
                {"pickUp": "Los Angeles", "pickUpOn": written(121), "dropOffOn": written(121), "dropOffAt": "20:00"}
            ],
        },
        ("flight", "flight", "stay", "car"),
        {"slices": [{"slice": 1, "departOn": written(123)}], "cars": [{"car": 0, "dropOffOn": written(122)}]},
        (out(1), bed(0), CAR),
        out(0),
        beds=((day(120), day(122)),),
        beds_after=((day(120), day(123)),),
    ),
    Shape(
        "over New Year",
        {
            "slices": [fly("BER", "LHR", new_year() - timedelta(days=2)), fly("LHR", "BER", new_year() + timedelta(2))],
            "stays": [
                {"place": "London", "checkOut": written(new_year())},
                {"place": "London", "checkIn": written(new_year())},
            ],
        },
        ("flight", "flight", "stay", "stay"),
        {"slices": [{"slice": 1, "departOn": written(new_year() + timedelta(3))}]},
        (out(1), bed(1)),
        bed(0),
        beds=((new_year() - timedelta(2), new_year()), (new_year(), new_year() + timedelta(2))),
        beds_after=((new_year(), new_year() + timedelta(3)),),
    ),
)
NAMED = [pytest.param(shape.name, id=shape.name.replace(" ", "_")) for shape in SHAPES]


@pytest.fixture(scope="module")
def journeys(world: World) -> Iterator[dict[str, Future[Journey]]]:
    """What becomes of each shape; all are on their way side by side."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield {shape.name: pool.submit(take, world, shape) for shape in SHAPES}


@pytest.fixture(params=NAMED)
def journey(request: pytest.FixtureRequest, journeys: dict[str, Future[Journey]]) -> Journey:
    return journeys[request.param].result()


def test_each_thing_that_is_asked_for_is_booked_once_on_its_days(journey: Journey) -> None:
    shape, parts = journey.shape, parts_by_asked(journey.booked)
    asked = dict(requested(shape.request))

    assert set(parts) == set(asked)
    kinds = [parts[each]["kind"] for each in asked]
    assert all(kind in wanted.split("|") for kind, wanted in zip(kinds, shape.kinds, strict=True)), kinds
    assert all(lies_as_asked(parts[each], body) for each, body in asked.items())
    assert [nights_of(parts[each]) for each in asked if each.field == "stays"] == list(shape.beds)


def test_musts_are_kept(journey: Journey) -> None:
    (option,) = (o for o in journey.booked["options"] if o["optionId"] == journey.booked["selectedOptionId"])
    preferences = journey.shape.request.get("preferences", ())

    assert [each for each in option["unmet"] if each["strength"] == "must"] == []
    assert option["missingNights"] == []
    if any(each.get("stops") == 0 for each in preferences):
        fares = [each for each in option["components"] if each["kind"] == "flight"]
        assert {len(each["segments"]) for fare in fares for each in fare["slices"]} == {1}
    for component in components_of(journey.booked):
        if component["kind"] == "stay":
            assert component["stars"] >= journey.shape.request["stays"][component["stayIndex"]].get("minStars", 0)


def test_a_date_change_moves_what_was_named_and_what_goes_along(journey: Journey) -> None:
    shape, new = journey.shape, parts_by_asked(journey.new)
    moved = {each: new[place_after(each, shape.moves)] for each in shape.moves}

    before = parts_by_asked(journey.booked)
    assert {part["partId"] for part in journey.quote["parts"]} == {before[each]["partId"] for each in shape.moves}
    assert len(new) == len(shape.moves)
    assert journey.new["replacesBookingId"] == journey.booked["bookingId"]
    assert journey.new["price"] == journey.quote["replacement"]["price"]
    changes = {
        Asked(field, each[field[:-1]]): {name: value for name, value in each.items() if name != field[:-1]}
        for field in ("slices", "stays", "cars")
        for each in shape.change.get(field, ())
    }
    asked = dict(requested(shape.request))
    assert all(lies_as_asked(moved[each], {**asked[each], **changes[each]}) for each in changes)
    assert [nights_of(moved[each]) for each in shape.moves if each.field == "stays"] == list(shape.beds_after)


def test_what_is_left_of_both_bookings_is_what_was_neither_moved_nor_cancelled(journey: Journey) -> None:
    shape = journey.shape

    old, new = (
        {each: part["status"] for each, part in parts_by_asked(booking).items()}
        for booking in (journey.old, journey.new)
    )

    gone = {*shape.moves, shape.cancels}
    assert old == {each: "cancelled" if each in gone else "confirmed" for each, _ in requested(shape.request)}
    assert new == {
        place_after(each, shape.moves): "cancelled" if each == shape.cancels else "confirmed" for each in shape.moves
    }
    for booking, statuses in ((journey.old, old), (journey.new, new)):
        assert booking["status"] == ("booked" if "confirmed" in statuses.values() else "cancelled")


def test_receipts_say_what_was_quoted(journey: Journey) -> None:
    receipts = {each["sourceId"]: each for each in (*journey.old["receipts"], *journey.new["receipts"])}

    assert set(receipts) == {journey.quote["quoteId"], journey.cancellation["quoteId"]}
    for quote in (journey.quote, journey.cancellation):
        receipt = receipts[quote["quoteId"]]
        assert (receipt["kind"], receipt["bookingId"]) == (quote["kind"], quote["bookingId"])
        assert {each["status"] for each in receipt["parts"]} == {"cancelled"}
        assert [
            {name: part[name] for name in terms} for part, terms in zip(receipt["parts"], quote["parts"], strict=True)
        ] == list(quote["parts"])
        for part in receipt["parts"]:
            assert part["paid"]["amount"] == part["fee"]["amount"] + part["refund"]["amount"]
        for to in ("original", "credit"):
            refunded = sum(each["refund"]["amount"] for each in receipt["parts"] if each["refundTo"] == to)
            assert sum(each["amount"]["amount"] for each in receipt["refunds"] if each["to"] == to) == refunded
    assert receipts[journey.quote["quoteId"]]["replacedByBookingId"] == journey.new["bookingId"]


def test_each_traveller_has_their_credits_of_what_is_not_refunded_as_money(journey: Journey) -> None:
    refunds = [
        each for booking in (journey.old, journey.new) for receipt in booking["receipts"] for each in receipt["refunds"]
    ]

    granted = {each["creditId"]: each["amount"] for each in refunds if each["to"] == "credit"}
    assert {each["creditId"]: each["remaining"] for own in journey.credits for each in own} == granted
    assert len({len(own) for own in journey.credits}) == 1, "one traveller has more of them than another"


def test_budgets_bear_what_is_left_by_cost_centre_and_year(journey: Journey) -> None:
    """What is kept of each component is charged to the year in which that begins, and shared by its travellers."""
    of = journey.shape.travellers
    kept: Counter[str] = Counter()
    for booking in (journey.old, journey.new):
        for index, (component, year) in enumerate(zip(components_of(booking), years_of(booking), strict=True)):
            kept[year] += component["price"]["amount"] - refunded(booking, index)

    committed = {key: amount for key, (amount, _) in journey.budgets.items()}
    assert {reserved for _, reserved in journey.budgets.values()} == {0}
    for year in {year for _, year in committed}:
        assert sum(amount for (_, each), amount in committed.items() if each == year) == kept[year]
        for place, centre in enumerate(journey.centres):
            share = kept[year] * of.count(place) / len(of)
            assert abs(committed[centre, year] - share) <= len(journey.booked["parts"]) * len(of)
    said = Counter[tuple[str, str]]()
    for booking in (journey.old, journey.new):
        said.update({(each["costCentre"], each["period"]): each["amount"]["amount"] for each in booking["budgets"]})
    assert {key: amount for key, amount in committed.items() if amount} == +said


def test_items_and_days_of_a_trip_are_those_of_its_parts(journey: Journey) -> None:
    for booking, page in zip((journey.booked, journey.old, journey.new), journey.trips, strict=True):
        trip, items = page["trip"], page["items"]
        live = [part for part in booking["parts"] if part["status"] == "confirmed"]

        assert {item["partId"] for item in items} == {part["partId"] for part in booking["parts"]}
        for part in booking["parts"]:
            own = [item for item in items if item["partId"] == part["partId"]]
            assert {(item["kind"], item["status"]) for item in own} == {(part["kind"], part["status"])}
            assert (own[0]["startsAt"], own[-1]["endsAt"]) == (part["startsAt"], part["endsAt"])
            assert (own[0]["startTimezone"], own[-1]["endTimezone"]) == (part["startTimezone"], part["endTimezone"])
        assert trip["status"] == ("confirmed" if live else "cancelled")
        if live:
            first, last = min(part["startsAt"] for part in live), max(part["endsAt"] for part in live)
            assert (trip["startsAt"], trip["endsAt"]) == (first, last)


def test_timeline_has_every_item_in_local_time_and_only_nights_without_a_bed(journey: Journey) -> None:
    for page in journey.trips:
        timeline = page["timeline"]

        assert [entry["itemId"] for entry in timeline["entries"]] == [item["itemId"] for item in page["items"]]
        for entry, item in zip(timeline["entries"], page["items"], strict=True):
            shown = start_of(item).isoformat(), end_of(item).isoformat()
            assert (entry["starts"]["local"], entry["ends"]["local"]) == shown
        assert {each["kind"] for each in timeline["conflicts"]} <= {"missing_stay"}, timeline["conflicts"]
        assert [each["night"] for each in timeline["conflicts"]] == nights_without_bed(page["items"])
    assert nights_without_bed(journey.trips[0]["items"]) == list(map(str, journey.shape.away))


def test_calendar_of_each_traveller_has_both_trips_and_every_item(journey: Journey) -> None:
    pages = journey.trips[1:]
    for calendar in journey.calendars:
        events = {str(event["UID"]).removesuffix("@sojourn"): event for event in calendar}

        assert len(events) == len(calendar)
        assert set(events) == {
            *(page["trip"]["tripId"] for page in pages),
            *(item["itemId"] for page in pages for item in page["items"]),
        }
        for page in pages:
            for item in page["items"]:
                event = events[item["itemId"]]
                times = event.decoded("DTSTART"), event.decoded("DTEND")
                assert times == tuple(map(datetime.fromisoformat, (item["startsAt"], item["endsAt"])))
                assert str(event["STATUS"]) == item["status"].upper()
            whole = events[page["trip"]["tripId"]]
            assert str(whole["STATUS"]) == page["trip"]["status"].upper()
            if live := [item for item in page["items"] if item["status"] == "confirmed"]:
                assert days_in(whole) == days_of(live)


def test_audit_of_both_bookings_is_intact(journey: Journey) -> None:
    assert [each["intact"] for each in journey.audits] == [True, True]
    assert all(each["entries"] == each["version"] for each in journey.audits)
