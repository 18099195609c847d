"""Hotels in words: where, near what, for which nights, at which price."""
