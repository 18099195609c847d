"""The use cases, one function each, in rooms."""
