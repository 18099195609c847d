"""What stands in a message beside the request, and is no part of it."""
