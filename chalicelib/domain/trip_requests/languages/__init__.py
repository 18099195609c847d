"""Requests in other languages than English: which one it is, and what its words mean."""
