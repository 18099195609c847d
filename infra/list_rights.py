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
# What it takes to make a trip of a booking, or to change it: the trip, and in which countries it is when.
ITINERARY = ("table:put:trips", "table:put:trip-days")
