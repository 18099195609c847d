"""Consents, and the export and erasure of a person's data."""
