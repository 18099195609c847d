"""Documents of travellers, and their maintenance."""
