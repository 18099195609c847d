"""What positions cost: `python -m bench.tracking`."""
