"""The pure rules of the business: no clock, no chance, no network."""
