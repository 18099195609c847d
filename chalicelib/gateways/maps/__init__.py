"""Maps: who finds places, and who finds roads, each behind the same calls."""
