"""A traveller along their itinerary: how far they are, when they arrive, and what they are warned of."""
