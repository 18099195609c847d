"""From where to where, in words."""
