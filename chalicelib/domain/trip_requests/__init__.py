"""Trip requests, in fields and in words."""
