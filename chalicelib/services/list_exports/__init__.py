"""Exporting the company's lists as files."""
