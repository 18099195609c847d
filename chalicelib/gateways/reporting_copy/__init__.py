"""A copy of what bookings count for in reports, in PostgreSQL, for tools that read SQL."""
