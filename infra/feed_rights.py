"""What functions do with the feeds of people, as grants of `policies.py`."""

# Which events concern a person, read with what they may see of them.
FEED = (
    "table:get:person-feeds",
    "table:query:person-feeds",
    "table:query:booking-events",
    "table:query:approval-history",
)
# An event is put into the feeds of all whom it concerns.
FEEDING = ("table:get:person-feeds", "table:put:person-feeds", "table:check:mentions", "table:get:employees")
# And pushed to the connections that listen to these, as far as each may see it.
PUSHING_FEEDS = (
    *FEED,
    *FEEDING,
    "table:get:bookings",
    "table:query:subscriptions",
    "table:put:subscriptions",
    "socket:send:api",
)
# A person's feed goes with them.
ERASING_FEEDS = ("table:query:person-feeds", "table:delete:person-feeds")
