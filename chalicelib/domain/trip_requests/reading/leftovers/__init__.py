"""What no rule has read: what is asked about, and what is passed over."""
