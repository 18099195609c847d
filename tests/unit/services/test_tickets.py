"""Tickets: each opens one connection for a minute, for whoever took it and from where they did, and nobody who reads
the table gets in by it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NamedTuple

import msgspec
import pytest

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.errors import Unauthenticated
from chalicelib.models.tickets import TicketRow
from chalicelib.services import tickets, tokens
from chalicelib.services.authentication import Session
from chalicelib.services.tokens import Issuer
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.connection import Cut
from tests.support.turning_clock import TurningClock, turning_clock

ADA = Identity(
    user_id="user-ada", email="ada@example.com", name="Ada Lovelace", groups=frozenset({"traveller", "approver"})
)
PAGE = "https://travel.example.com"


class Desk(NamedTuple):
    """Where tickets are taken."""

    clock: TurningClock
    wire: Wire

    def session(self, **until: float) -> Session:
        return Session(ADA, clock.now() + timedelta(**(until or {"hours": 1})))

    def take(self, *, origin: str | None = None, **until: float) -> str:
        return tickets.take_ticket(self.session(**until), clock.new_id("tkt"), origin=origin).text


@pytest.fixture
def desk() -> Iterator[Desk]:
    with empty_cloud() as wire, turning_clock() as turning:
        yield Desk(turning, wire)


def refusal(ticket: str, origin: str | None = None) -> str:
    with pytest.raises(Unauthenticated) as refused:
        tickets.use_ticket(ticket, origin=origin)
    return str(refused.value)


def test_a_ticket_speaks_for_who_took_it_as_long_as_their_token_does(desk: Desk) -> None:
    session = desk.session(minutes=30)
    taken = tickets.take_ticket(session, clock.new_id("tkt"), origin=None)

    assert taken.expires_at == clock.now() + timedelta(seconds=60)
    assert tickets.use_ticket(taken.text, origin=None) == session


def test_a_ticket_opens_once(desk: Desk) -> None:
    ticket = desk.take()
    tickets.use_ticket(ticket, origin=None)

    assert refusal(ticket).startswith("The ticket was used already")


def test_a_ticket_opens_once_where_the_sdk_has_to_send_its_use_twice(desk: Desk) -> None:
    ticket = desk.take()
    desk.wire.scissors = lambda made: Cut.BLINK if made.operation == "dynamodb.UpdateItem" else None

    assert tickets.use_ticket(ticket, origin=None).identity == ADA
    assert "was used already" in refusal(ticket)


def test_a_ticket_is_good_for_a_minute(desk: Desk) -> None:
    late, in_time = desk.take(), desk.take()
    desk.clock.turn(seconds=59)
    tickets.use_ticket(in_time, origin=None)
    desk.clock.turn(seconds=1)

    assert refusal(late).startswith("The ticket has expired")


def test_a_ticket_is_good_no_longer_than_the_token(desk: Desk) -> None:
    taken = tickets.take_ticket(desk.session(seconds=20), clock.new_id("tkt"), origin=None)
    desk.clock.turn(seconds=20)

    assert taken.expires_at == clock.now()
    assert refusal(taken.text).startswith("The ticket has expired")


@pytest.mark.parametrize(
    "change", [lambda it: it[:-1] + ("A" if it[-1] != "A" else "B"), lambda it: it[:-1], str.lower]
)
def test_a_forged_ticket_is_not_known_and_leaves_the_real_one_good(change: Callable[[str], str], desk: Desk) -> None:
    ticket = desk.take()

    assert refusal(change(ticket)).startswith("The ticket is not known")
    assert tickets.use_ticket(ticket, origin=None).identity == ADA


@pytest.mark.parametrize("text", ["", "tkt_", "no ticket", "x" * 9_000, "tkt_01JQZX5V9D7R8M3T2K6W4H0YBE_" + "A" * 43])
def test_what_is_no_ticket_is_not_known(text: str, desk: Desk) -> None:
    assert refusal(text).startswith("The ticket is not known")


def test_the_secret_of_one_ticket_opens_no_other(desk: Desk) -> None:
    mine, theirs = desk.take(), desk.take()

    assert refusal(f"{theirs[:30]}{mine[30:]}").startswith("The ticket is not known")


@pytest.mark.parametrize(
    ("taken_from", "used_from", "opens"),
    [
        (PAGE, PAGE, True),
        (PAGE, "https://evil.example", False),
        (PAGE, None, True),  # its own host, of which browsers say nothing
        (None, PAGE, True),  # a program, which gave it to a page
    ],
)
def test_a_page_of_another_origin_cannot_use_it(
    taken_from: str | None, used_from: str | None, opens: bool, desk: Desk
) -> None:
    ticket = desk.take(origin=taken_from)

    if opens:
        assert tickets.use_ticket(ticket, origin=used_from).identity == ADA
    else:
        assert "another origin" in refusal(ticket, used_from)
        assert "used already" in refusal(ticket, taken_from), "it is used up by the attempt"


def test_a_ticket_of_another_issuers_token_opens_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = desk.take()
    other = Issuer(name="https://login.example.com", keys_url="https://x", audience="x", is_pool=False)
    monkeypatch.setattr(tokens, "current_issuer", lambda: other)

    assert "does not hold any more" in refusal(ticket)


def test_nothing_that_opens_and_nothing_of_a_person_lies_in_the_table(desk: Desk) -> None:
    ticket = desk.take(origin=PAGE)

    (row,) = TicketRow.scan()
    kept = msgspec.json.encode(row.attribute_values, enc_hook=str).decode()
    secret = ticket[31:]
    assert [word for word in (secret, "ada", "Ada", "approver", "travel.example") if word in kept] == []
    assert row.expires_at == int(clock.now().timestamp()) + 60
