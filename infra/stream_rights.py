"""What the function that streams may do, as grants of `policies.py`: read what its operations show, and who may see
it."""

from infra.feed_rights import FEED
from infra.tracking_rights import FOLLOWING

# Whoever comes with a ticket uses it up.
USING_TICKETS = ("table:get:tickets", "table:update:tickets")
# Whoever opens a WebSocket is asked who they are, and remembered.
CONNECTING = (*USING_TICKETS, "table:put:connections", "table:get:employees", "table:update:call-counts")
# Events of bookings, with the clauses and people that they name; those of policy documents and of conversations.
STREAMED = (
    *FEED,
    *FOLLOWING,
    *USING_TICKETS,
    "table:query:tracking-events",
    "table:get:bookings",
    "table:get:policies",
    "table:get:policy-documents",
    "table:get:conversations",
    "table:query:conversations",
    "table:update:call-counts",
)
