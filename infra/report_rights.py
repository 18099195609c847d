"""What functions may do with the reports: count bookings into them, read them, and count them again."""

COUNTING = (  # a booking into the figures, in place of what it counted for before
    "table:get:bookings",
    "table:get:reports",
    "table:put:reports",
    "table:update:reports",
    "table:delete:reports",
)
READING_REPORTS = ("table:query:reports",)
RECOUNTING = (*COUNTING, *READING_REPORTS, "table:query:bookings/report-month")
