"""Cancelling, refunding or moving what is booked."""
