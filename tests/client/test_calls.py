"""What the client sends, sends again, and makes of the answers."""

from datetime import datetime

import msgspec
import pytest

from sojourn_client import ANY, NEW, Client, NoAnswer, UnexpectedAnswer, change, errors
from sojourn_client.models import (
    BookingStatus,
    BudgetRequest,
    Money,
    NoticeData,
    NoticeKind,
    PlacePatch,
    SupplierNotice,
    TripPatch,
)
from sojourn_client.transport import Retry
from tests.client.conftest import HANG_UP, Pauses, Server

TRIP = "trp_01JMZ8Q4T5X7V9B2N3C4D5E6F7"
ME = {"userId": "u", "email": "a@example.com", "name": "Ada", "roles": ["traveller"], "permissions": []}
LIMIT = BudgetRequest(limit=Money(amount=1, currency="EUR"))
_AT = "2027-03-03T08:15:00Z"
NOTICE = SupplierNotice(
    type=NoticeKind.ORDER_CANCELLED,
    timestamp=datetime.fromisoformat(_AT),
    data=NoticeData(order_key="k", order_id="ord_1", sequence=1, part_index=0),
)


def share(user: str) -> dict[str, object]:
    return {
        "tripId": TRIP,
        "userId": user,
        "right": "read",
        "sharedAt": _AT,
        "updatedAt": _AT,
        "sharedBy": "d",
        "version": 1,
    }


def test_call_carries_the_token_and_reads_the_answer(server: Server, client: Client) -> None:
    server.says(200, ME, ETag='"v3"', X_Request_Id="req-7")

    answer = client.get_me()

    assert (answer.body.name, answer.etag, answer.request_id, answer.replayed) == ("Ada", '"v3"', "req-7", False)
    assert server.asked[0].path == "/api/v1/me"
    assert server.asked[0].headers["Authorization"] == "Bearer a-token"


def test_post_is_tried_again_under_the_same_key(server: Server, client: Client) -> None:
    server.refuses(503, "unavailable", Retry_After="5")
    server.answers.append((HANG_UP, {}, b""))
    server.refuses(409, "still-running", Retry_After="1")
    server.says(201, {"secret": "whsec_x", "previousSecretSignsUntil": _AT}, Idempotency_Replayed="true")

    answer = client.rotate_webhook_secret("whk_1")

    keys = {asked.headers["Idempotency-Key"] for asked in server.asked}
    assert (len(server.asked), len(keys), answer.replayed) == (4, 1, True)


def test_waits_as_long_as_it_is_asked_to_and_less_than_doubled_otherwise(
    server: Server, client: Client, pauses: Pauses
) -> None:
    server.refuses(503, "unavailable", Retry_After="5")
    server.refuses(500, "internal")
    server.says(429, "slow down")
    server.says(200, ME)

    client.get_me()

    assert pauses[0] == 5
    assert 0 <= pauses[1] <= 0.5
    assert 0 <= pauses[2] <= 1


def test_gives_up_after_the_last_try_with_what_was_said(server: Server, client: Client) -> None:
    for _ in range(4):
        server.refuses(503, "supplier-unavailable")

    with pytest.raises(errors.SupplierUnavailable, match=r"503 No: Not so\.") as raised:
        client.get_me()

    assert (len(server.asked), raised.value.request_id) == (4, "req-1")


def test_is_not_made_to_wait_for_ever(server: Server, client: Client, pauses: Pauses) -> None:
    server.refuses(503, "unavailable", Retry_After="3600")

    with pytest.raises(errors.Unavailable):
        client.get_me()

    assert not pauses


def test_post_that_takes_no_key_is_never_sent_twice(server: Server, client: Client) -> None:
    server.answers.append((HANG_UP, {}, b""))
    with pytest.raises(NoAnswer):
        client.receive_notice("sandbox", NOTICE)

    server.refuses(500, "internal")
    with pytest.raises(errors.ServerError):
        client.receive_notice("sandbox", NOTICE)

    assert len(server.asked) == 2


def test_refusal_is_final(server: Server, client: Client) -> None:
    server.refuses(409, "budget-exceeded")

    with pytest.raises(errors.BudgetExceeded):
        client.cancel_trip(TRIP)

    assert len(server.asked) == 1


def test_nobody_there_is_no_answer(pauses: Pauses) -> None:
    with Client("http://127.0.0.1:9", retry=Retry(tries=2), sleep=pauses) as client, pytest.raises(NoAnswer):
        client.get_health()

    assert len(pauses) == 1


def test_error_of_a_gateway_is_recognised_by_its_status(server: Server, client: Client) -> None:
    server.says(403, {"message": "Forbidden"})

    with pytest.raises(errors.NotAllowed, match="Forbidden"):
        client.get_me()


def test_problem_that_is_new_is_recognised_by_its_status(server: Server, client: Client) -> None:
    server.refuses(409, "something-new")

    with pytest.raises(errors.Conflict) as raised:
        client.cancel_trip(TRIP)

    assert type(raised.value) is errors.Conflict


def test_answer_that_makes_no_sense_is_said_to_be_so(server: Server, client: Client) -> None:
    server.says(200, "<html>")

    with pytest.raises(UnexpectedAnswer):
        client.get_me()


def test_what_a_newer_server_adds_is_no_error(server: Server, client: Client) -> None:
    server.says(200, {**ME, "roles": ["auditor"], "shoeSize": 43})

    assert client.get_me().body.roles == ("auditor",)


def test_representation_that_one_has_is_kept(server: Server, client: Client) -> None:
    server.says(200, ME, ETag='"abc"')
    server.says(304, None, ETag='"abc"')
    known = client.get_me()

    assert client.get_me(known=known) is known
    assert server.asked[1].headers["If-None-Match"] == '"abc"'


def test_change_names_the_version_it_is_based_on(server: Server, client: Client) -> None:
    server.says(200, ME, ETag='"v3"')
    for _ in range(3):
        server.refuses(412, "precondition-failed")
    seen = client.get_me()

    for given in (seen, NEW, ANY):
        with pytest.raises(errors.PreconditionFailed):
            client.set_budget("SALES-EU", "2027", LIMIT, if_match=given)

    assert [asked.headers["If-Match"] for asked in server.asked[1:]] == ['"v3"', '"v0"', "*"]


def test_change_is_made_again_when_somebody_else_was_faster(server: Server, client: Client) -> None:
    for version in ("v1", "v2"):
        server.says(200, ME, ETag=f'"{version}"')
        server.refuses(412, "precondition-failed") if version == "v1" else server.says(204)

    change(client.get_me, lambda seen: client.delete_trip(TRIP, if_match=seen), tries=2)

    assert [asked.headers.get("If-Match") for asked in server.asked] == [None, '"v1"', None, '"v2"']


def test_patch_sends_what_is_named_and_null_for_what_is_taken_away() -> None:
    assert msgspec.json.encode(TripPatch(notes=None)) == b'{"notes":null}'
    assert msgspec.json.encode(PlacePatch(name="Hall 4")) == b'{"name":"Hall 4"}'


def test_all_pages_are_walked_one_at_a_time(server: Server, client: Client) -> None:
    server.says(200, {"items": [share("a"), share("b")], "nextCursor": "c/1"})
    server.says(200, {"items": [share("c")], "nextCursor": None})
    walk = client.all_shares(TRIP, limit=2)

    first = next(walk)
    asked_at_first = len(server.asked)

    assert (first.user_id, asked_at_first) == ("a", 1)
    assert [each.user_id for each in walk] == ["b", "c"]
    assert [asked.path.partition("?")[2] for asked in server.asked] == ["limit=2", "limit=2&cursor=c%2F1"]


def test_paths_and_queries_are_escaped(server: Server, client: Client) -> None:
    server.says(404)
    with pytest.raises(errors.NotFound):
        client.get_budget("A/B ü", "2027")
    server.says(200, {"items": [], "nextCursor": None})
    client.list_trips(shared=True)

    assert server.asked[0].path == "/api/v1/budgets/A%2FB%20%C3%BC/2027"
    assert server.asked[1].path == "/api/v1/trips?shared=true"


def written(seq: int, status: str) -> str:
    data = f'{{"eventId":"evt_{seq}","bookingId":"bkg_1","seq":{seq},"type":"booking.requested","status":"{status}",'
    return f'id: evt_{seq}\nevent: booking.requested\ndata: {data}"at":"2027-03-03T08:15:00Z","data":{{}}}}\n\n'


def test_following_goes_on_where_the_last_stream_ended(server: Server, client: Client) -> None:
    server.says(200, "retry: 500\n\n" + written(1, "requested") + written(2, "planning"))
    server.says(200, "retry: 500\n\n")
    server.says(200, ": a comment\r\n\r\n" + written(3, "booked") + written(4, "booked"))

    followed = [(event.event_id, event.status) for event in client.follow("bkg_1", wait=0)]

    assert followed == [
        ("evt_1", BookingStatus.REQUESTED),
        ("evt_2", BookingStatus.PLANNING),
        ("evt_3", BookingStatus.BOOKED),
    ]
    assert [asked.headers.get("Last-Event-ID") for asked in server.asked] == [None, "evt_2", "evt_2"]


def test_a_stream_that_breaks_is_gone_on_with_behind_the_last_event_that_was_whole(
    server: Server, client: Client
) -> None:
    server.breaks_off(written(1, "requested") + written(2, "planning")[:-9])
    server.says(200, written(2, "planning") + written(3, "booked"))

    followed = [event.event_id for event in client.follow("bkg_1")]

    assert followed == ["evt_1", "evt_2", "evt_3"]
    assert [asked.headers.get("Last-Event-ID") for asked in server.asked] == [None, "evt_1"]


def test_who_is_to_come_back_late_does_not_come_at_once(server: Server, client: Client, pauses: Pauses) -> None:
    server.says(200, "retry: 60000\n\n")
    server.says(200, written(1, "booked"))

    next(client.follow("bkg_1"))

    assert pauses == [5.0]


def test_following_without_waiting_does_not_poll_in_a_rush(server: Server, client: Client, pauses: Pauses) -> None:
    server.says(200, "retry: 500\n\n")
    server.refuses(404, "not-found")

    with pytest.raises(errors.NotFound):
        next(client.follow("bkg_1", wait=0))

    assert pauses == [0.5]


def test_following_has_an_end(server: Server, client: Client) -> None:
    with pytest.raises(TimeoutError, match="bkg_1"):
        next(client.follow("bkg_1", seconds=0))
