"""Days, times and lengths in words."""
