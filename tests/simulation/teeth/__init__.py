"""Seeded bugs, and the proof that the simulation catches each of them."""
