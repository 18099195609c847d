"""People from CSV files: how a file is read, what it would change, and how far that is done."""
