"""A booking: its lifecycle, its events, its audit trail and its compensation."""
