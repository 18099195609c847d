"""Geofences: what they are, who is in them, and what is said of that."""
