"""Where travellers are: what their devices report, how it is kept and shared, and what follows from it."""
