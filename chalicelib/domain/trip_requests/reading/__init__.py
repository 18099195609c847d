"""Requests in words, read by rules. `read_request` is the way in; a module here reads one part of a request."""

from chalicelib.domain.trip_requests.reading.reader import TEXT_LIMIT, ReadingDefaults, read_request

__all__ = ["TEXT_LIMIT", "ReadingDefaults", "read_request"]
