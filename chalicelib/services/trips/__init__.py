"""Trips, their items, shares and calendars."""
