"""By what one travels, and rental cars, in words."""
