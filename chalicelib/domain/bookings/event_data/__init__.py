"""What the events of a booking say, one type for each kind of data."""
