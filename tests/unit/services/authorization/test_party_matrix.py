"""Who sees and may do what with a booking and its trip: everybody who can have to do with one, by every operation on
it. What is right stands in one table, written from what the docs promise and not from the code."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
import pytest

from chalicelib import settings
from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.domain.authorization.operations import RIGHTS
from chalicelib.domain.identity import Identity
from tests.simulation.world import ANNA, BEN, CLARA, DAVID
from tests.simulation.worlds import world
from tests.support.gateway import call
from tests.unit.services.authorization.party_scene import (
    DORA,
    EVE,
    GUSTAVO,
    IRIS,
    JUNO,
    LEO,
    MONA,
    OLGA,
    OTTO,
    RITA,
    RUTH,
    STRANGER,
    TESS,
    WALT,
    WANDA,
    Journey,
    Scene,
    furnish,
)

# What comes of a try: it is theirs to do (done, or refused for another reason), forbidden, or not there for them. For
# lists: it stands in them, or not. `once`: they were asked once, and are told what became of it.
MAY, FORBIDDEN, NOT_THERE, ONCE = "may", "forbidden", "not there", "once"

Try = Callable[[Identity, Journey], str]


def _sent(method: str, path: str, body: Any = None, **headers: str) -> Try:
    def attempt(who: Identity, journey: Journey) -> str:
        ids = journey._asdict()
        sent = {key: value.format(**ids) if isinstance(value, str) else value for key, value in (body or {}).items()}
        url = path.format(**ids)
        key = {"Idempotency_Key": f"{who.user_id}{url.replace('/', '-')}-{journey.bought}"} if method == "POST" else {}
        answer = call(who, method, url, None if body is None else sent, **headers, **key)
        if answer.status == 400 and any(each["pointer"] == "/tripId" for each in answer.body.get("errors", ())):
            return NOT_THERE
        if answer.status == 409 and method == "GET":
            return ONCE
        assert answer.status < 500, answer
        return {403: FORBIDDEN, 404: NOT_THERE}.get(answer.status, MAY)

    return attempt


def _listed(path: str, thing: str) -> Try:
    def attempt(who: Identity, journey: Journey) -> str:
        answer = call(who, "GET", path)
        return FORBIDDEN if answer.status == 403 else MAY if getattr(journey, thing) in answer.text else NOT_THERE

    return attempt


def _read_feed(who: Identity, journey: Journey) -> str:
    made = call(who, "POST", f"/v1/trips/{journey.trip}/calendar")
    if made.status != 201:
        return FORBIDDEN if made.status == 403 else NOT_THERE
    return (
        MAY
        if "BEGIN:VEVENT" in call(who, "GET", f"/v1/calendars/{made.body['url'].rpartition('/')[2]}").text
        else NOT_THERE
    )


STALE = '"v0"'
HASH = "0" * 64
DETAILS = {"name": "London", "startsAt": "2027-03-03T06:00:00Z", "endsAt": "2027-03-05T20:00:00Z"}
MEETING = {"kind": "meeting", "name": "Lunch", "startsAt": "2027-03-04T12:00:00Z", "tripId": "{trip}"}
# Refused for its date at least, so that no file has to be there.
EXPIRED = {
    "kind": "visa",
    "fileName": "visa.pdf",
    "contentType": "application/pdf",
    "sizeBytes": 9,
    "sha256": HASH,
    "expiresOn": "2020-01-01",
    "tripId": "{trip}",
}

# Every operation, in the column of the table in which it belongs. Those on a booking that waits are tried on it, all
# others on what is bought, which refuses parties for its status alone.
COLUMNS: Mapping[str, Mapping[str, Try]] = {
    "sees it wait": {
        "get_booking": _sent("GET", "/v1/bookings/{waiting}"),
        "list_audit_entries": _sent("GET", "/v1/bookings/{waiting}/audit"),
        "verify_audit": _sent("GET", "/v1/bookings/{waiting}/audit/verification"),
        "stream_booking_events": _sent("GET", "/v1/sse/bookings/{waiting}?wait=0"),
        "list_receipts": _sent("GET", "/v1/bookings/{waiting}/receipts"),
    },
    "opens it bought": {"get_booking, bought": _sent("GET", "/v1/bookings/{bought}")},
    "sees it bought": {
        "list_audit_entries, bought": _sent("GET", "/v1/bookings/{bought}/audit"),
        "verify_audit, bought": _sent("GET", "/v1/bookings/{bought}/audit/verification"),
        "stream_booking_events, bought": _sent("GET", "/v1/sse/bookings/{bought}?wait=0"),
        "list_receipts, bought": _sent("GET", "/v1/bookings/{bought}/receipts"),
        "get_quote": _sent("GET", "/v1/bookings/{bought}/quotes/{quote}"),
    },
    "recalls and cancels": {
        "recall_booking": _sent("POST", "/v1/bookings/{bought}/recall", {}),
        "cancel_booking": _sent("POST", "/v1/bookings/{bought}/cancellation"),
    },
    "spends": {
        "select_option": _sent("POST", "/v1/bookings/{bought}/selection", {"optionId": "opt_1"}),
        "revise_booking": _sent("POST", "/v1/bookings/{bought}/revision", {}),
        "send_message": _sent("POST", "/v1/bookings/{bought}/messages", {"message": "hello"}),
        "create_quote": _sent("POST", "/v1/bookings/{bought}/quotes", {"kind": "cancellation"}),
        "confirm_quote": _sent("POST", "/v1/bookings/{bought}/quotes/{quote}/confirmation"),
        "decide_supplier_change": _sent(
            "POST", "/v1/bookings/{bought}/supplier-changes/{change}/decision", {"decision": "accepted"}
        ),
    },
    "decides": {
        "decide_approval": _sent(
            "POST", "/v1/bookings/{waiting}/approval", {"decision": "approved", "approvalHash": HASH}
        ),
    },
    "reads what was said": {"list_messages": _sent("GET", "/v1/bookings/{waiting}/messages")},
    "finds it in lists": {
        "list_bookings": _listed("/v1/bookings?limit=100", "bought"),
        "list_trips": _listed("/v1/trips?limit=100", "trip"),
    },
    "sees the trip": {
        "get_trip": _sent("GET", "/v1/trips/{trip}"),
        "get_timeline": _sent("GET", "/v1/trips/{trip}/timeline"),
        "get_item": _sent("GET", "/v1/items/{item}"),
        "list_items": _sent("GET", "/v1/items?tripId={trip}"),
    },
    "sees whom it is shared with": {"list_shares": _sent("GET", "/v1/trips/{trip}/shares")},
    "sees Rita's share": {"get_share": _sent("GET", "/v1/trips/{trip}/shares/rita")},
    "ends Rita's share": {"delete_share": _sent("DELETE", "/v1/trips/{trip}/shares/rita", If_Match=STALE)},
    "writes to the trip": {
        "replace_trip": _sent("PUT", "/v1/trips/{trip}", DETAILS, If_Match=STALE),
        "update_trip": _sent("PATCH", "/v1/trips/{trip}", {"notes": "A"}, If_Match=STALE),
        "replace_item": _sent("PUT", "/v1/items/{item}", MEETING, If_Match=STALE),
        "update_item": _sent("PATCH", "/v1/items/{item}", {"name": "B"}, If_Match=STALE),
        "delete_item": _sent("DELETE", "/v1/items/{item}", If_Match=STALE),
    },
    "adds items": {"create_item": _sent("POST", "/v1/items", MEETING)},
    "adds documents": {"create_document": _sent("POST", "/v1/documents", EXPIRED)},
    "shares and cancels the trip": {
        "put_share": _sent("PUT", "/v1/trips/{trip}/shares/nobody", {"right": "read"}, If_Match="*"),
        "cancel_trip": _sent("POST", "/v1/trips/{trip}/cancellation"),
    },
    "deletes the trip": {"delete_trip": _sent("DELETE", "/v1/trips/{trip}")},
    "has its calendar": {"create_trip_calendar": _read_feed},
}

Row = tuple[Identity, str, tuple[str, ...]]


def _row(text: str) -> tuple[str, ...]:
    return tuple({"Y": MAY, "F": FORBIDDEN, "-": NOT_THERE, "o": ONCE}[each] for each in text.replace(" ", ""))


# In the order of the columns: what is done with the booking, with the trip, added to it, and done for all.
PEOPLE: Mapping[str, Row] = {
    "requester who travels": (ANNA, "travelling along", _row("YYYYYFY YYYYY YYY YYY")),
    "requester who does not": (ANNA, "staying at home", _row("YYYYYFY YYYYY YYY YYY")),
    "traveller": (DAVID, "staying at home", _row("YYYYYFY YYYYY YYY YFY")),
    "traveller beside the requester": (DAVID, "travelling along", _row("YYYYYFY YYYYY YYY YFY")),
    "co-traveller": (EVE, "staying at home", _row("YYYYYFY YYYYY YYY YFY")),
    "an account with a guest's name": (GUSTAVO, "travelling along", _row("------- ----- --- ---")),
    "traveller of another journey": (EVE, "withdrawn", _row("------- ----- --- ---")),
    "requester whose arrangement was withdrawn": (WALT, "withdrawn", _row("YYYYFFY YYYYY YYY YYY")),
    "traveller whose requester may no longer book for them": (DAVID, "withdrawn", _row("YYYYFFY YYYYY YYY YFY")),
    "arranger who did not ask": (OTTO, "staying at home", _row("------- ----- --- ---")),
    "arranger of other bookings": (WALT, "staying at home", _row("------- ----- --- ---")),
    "co-traveller of a leaver": (EVE, "with a leaver", _row("YYYYFFY YYYYY YYY YFY")),
    "requester for a leaver": (ANNA, "with a leaver", _row("YYYYFFY YYYYY YYY YYY")),
    "traveller whose requester left": (DAVID, "by a leaver", _row("YYYYFFY YYYYY YYY YFY")),
    "traveller who left": (LEO, "with a leaver", _row("FFFFFFF FFFFF FFF FFF")),
    "requester who left": (RUTH, "by a leaver", _row("FFFFFFF FFFFF FFF FFF")),
    "approver who is asked, and decided before": (BEN, "staying at home", _row("YYYFFYF ----- --- ---")),
    "approver of the next level, who decided before": (MONA, "staying at home", _row("-YYFF-- ----- --- ---")),
    "delegate of the approver": (DORA, "staying at home", _row("Yo---YF ----- --- ---")),
    "delegate of a traveller": (IRIS, "staying at home", _row("------- ----- --- ---")),
    "delegate of the requester": (JUNO, "staying at home", _row("------- ----- --- ---")),
    "travel manager": (CLARA, "staying at home", _row("YYYFFYY -YYYF FF- FFF")),
    "colleague who may read": (RITA, "staying at home", _row("------- -YFYY FF- FFY")),
    "colleague who may write": (WANDA, "staying at home", _row("------- -YFFF YYY FFY")),
    "travel desk": (TESS, "staying at home", _row("YYYYYFY -YFFF FF- FFF")),
    "travel desk, of a requester who may no longer book": (TESS, "withdrawn", _row("YYYYFFY -YFFF FF- FFF")),
    "operator": (OLGA, "staying at home", _row("------- ----- --- ---")),
    "stranger": (STRANGER, "staying at home", _row("------- ----- --- ---")),
}

# What is about one's own alone, or about everything, is tried elsewhere.
ELSEWHERE = {
    "create_booking": "makes one: `test_spending.py`",
    "create_trip": "makes one",
    "get_compensation": "is an operator's",
    "retry_compensation": "is an operator's",
    "get_trip_progress": "is of positions, which are tried by who looks, consent, level and window",
    "get_trip_calendar": "says whether one's own is open",
    "revoke_trip_calendar": "closes one's own",
}


def size() -> tuple[int, int]:
    """People, and operations."""
    return len(PEOPLE), sum(map(len, COLUMNS.values()))


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    here = msgspec.structs.replace(settings.current(), signing_key="a key for tests")
    with pytest.MonkeyPatch.context() as patch, world() as made:
        patch.setattr(settings, "current", lambda: here)
        yield furnish(made)


class Deviation(NamedTuple):
    """An operation of which something else came than is right."""

    operation: str
    came: str
    right: str


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_sees_and_may_do_what_is_theirs(person: str, scene: Scene) -> None:
    who, name, right = PEOPLE[person]
    journey = scene.journeys[name]

    found = [
        Deviation(operation, came, wanted)
        for (_, column), wanted in zip(COLUMNS.items(), right, strict=True)
        for operation, attempt in column.items()
        if (came := attempt(who, journey)) != wanted
    ]

    assert found == []


def test_every_operation_on_a_booking_or_trip_is_tried() -> None:
    tried = {name.partition(",")[0] for column in COLUMNS.values() for name in column}
    routes = {route.name: route for blueprint in BLUEPRINTS for route in blueprint.api_routes}
    of_them = {
        name
        for name, route in routes.items()
        if any(part in route.path for part in ("{bookingId}", "{tripId}", "{itemId}"))
        or route.path in {"/v1/bookings", "/v1/trips", "/v1/items"}
    }

    assert of_them - tried == set(ELSEWHERE)
    assert tried - of_them == {"create_document"}
    assert {name for name in tried if routes[name].method != "GET"} <= set(RIGHTS)
