"""What it takes to list bookings and trips across the company, and to keep what such lists read."""

COMPANY_LISTS = (
    "table:query:bookings/month-start",
    "table:query:bookings/cost-centre-start",
    "table:query:bookings/requester-created",
    "table:batch:bookings",
    "table:query:trips/month-start",
    "table:query:trips/traveller-start",
    "table:batch:trips",
    "table:query:trip-days",
)
# What it takes to list, to ask for an export of a list, and to have its file; and to write it, which is the sweeper's.
LISTING = (
    *COMPANY_LISTS,
    "table:get:list-exports",
    "table:put:list-exports",
    "table:delete:list-exports",
    "table:query:list-exports/user-created",
    "bucket:hide:documents/exports",
    "bucket:read:documents/exports",
)
WRITING_EXPORTS = (
    *COMPANY_LISTS,
    "accounts:ask:users",  # whether who asked for it is a travel manager still
    "table:get:account-links",
    "table:get:list-exports",
    "table:put:list-exports",
    "table:update:list-exports",
    "table:query:list-exports/due",
    "bucket:store:documents/exports",
    "key:use:documents",
)
# What it takes to make a trip of a booking, or to change it: the trip, and in which countries it is when.
ITINERARY = ("table:put:trips", "table:put:trip-days")
