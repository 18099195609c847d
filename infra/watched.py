"""The alarms by which a new release is judged while it takes over."""

# What callers and travellers notice first; CloudFormation takes five at most.
WATCHED = ("api-errors", "exceptions", "bookings-failed", "bookings-dead-letters", "notifications-dead-letters")
