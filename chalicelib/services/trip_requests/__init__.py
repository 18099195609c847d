"""Reading a trip request, and revising it."""
