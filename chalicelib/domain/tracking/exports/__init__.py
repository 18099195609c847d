"""Tracks in the forms that others read."""
