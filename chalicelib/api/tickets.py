"""Tickets over HTTP: taken with a token in a header, and used in an address that can have no header."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example
from chalicelib.domain.value import Value
from chalicelib.services import tickets as service

blueprint = ApiBlueprint(__name__, tag="Progress", description="Booking events as a stream of server-sent events.")


class TicketView(Value, frozen=True):
    """A ticket for one connection. It is shown this once."""

    ticket: Annotated[
        str,
        msgspec.Meta(
            pattern=f"^{service.PATTERN}$",
            description="Send it as `?ticket=` in place of a token, once",
            examples=["tkt_01JQZX5V9D7R8M3T2K6W4H0YBE_T3sX0Yk1mZ8b5wJq2vN7cR4fH6gL9pDaKeUiOtSxBrM"],
        ),
    ]
    expires_at: Annotated[
        datetime, msgspec.Meta(description="Until when it can be used: for 60 seconds, and no longer than your token")
    ]


_EXAMPLE = TicketView(
    ticket="tkt_01JQZX5V9D7R8M3T2K6W4H0YBE_T3sX0Yk1mZ8b5wJq2vN7cR4fH6gL9pDaKeUiOtSxBrM",
    expires_at=datetime(2027, 3, 3, 9, 41, tzinfo=UTC),
)


@blueprint.route(
    "/v1/tickets",
    method="POST",
    status=201,
    summary="Take a ticket for a connection",
    description=(
        "Browsers send no header when they open a WebSocket or an EventSource. In place of a token, the address then "
        "has a ticket: `?ticket=...` of the WebSocket address, or of an operation that streams events. It opens one "
        "connection, within 60 seconds, and that lasts no longer than the token by which the ticket was taken; "
        "rights are asked when it is used. A page of another origin cannot use it. A token is refused in an address."
    ),
    example=lambda: Example(_EXAMPLE),
)
def create_ticket(call: Call[None, None]) -> Answer[TicketView]:
    ticket = service.take_ticket(call.session, call.new_id("tkt"), origin=call.headers.get("origin"))
    return Answer(TicketView(ticket=ticket.text, expires_at=ticket.expires_at))
