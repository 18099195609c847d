"""Cities, airports and countries, and which of them a text means."""
