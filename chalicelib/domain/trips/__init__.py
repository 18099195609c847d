"""Trips: their items, timeline, shares and calendars."""
