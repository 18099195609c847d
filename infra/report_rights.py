"""What functions may do with the reports: count bookings into them, read them, count them again, and copy them."""

ANNOUNCING = ("reporting:ask:copy",)  # that a booking is to be copied, on a stage that keeps a copy
COUNTING = (  # a booking into the figures, in place of what it counted for before
    "table:get:bookings",
    "table:get:reports",
    "table:put:reports",
    "table:update:reports",
    "table:delete:reports",
    *ANNOUNCING,
)
READING_REPORTS = ("table:query:reports",)
RECOUNTING = (*COUNTING, *READING_REPORTS, "table:query:bookings/report-month")
COPYING = (  # what the database allows stands in `data_plane.rights`
    "queue:consume:reporting",
    "queue:send:reporting-dlq",
    "table:get:bookings",
    "table:batch:bookings",
    "table:query:reports",
)
