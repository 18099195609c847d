"""Decoding of what comes from outside, strictly and with errors that name the field."""
