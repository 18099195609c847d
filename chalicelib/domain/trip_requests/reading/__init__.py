"""Requests in words, read by rules. `reader` is the way in; every other module reads one aspect of a request."""
