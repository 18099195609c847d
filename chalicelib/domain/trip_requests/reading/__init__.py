"""Requests in words, read by rules. `reader` is the way in; every other module reads one part of a request."""
