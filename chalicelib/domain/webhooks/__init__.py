"""Webhooks: their addresses, their signatures and the schedule of attempts."""
