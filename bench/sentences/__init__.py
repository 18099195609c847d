"""How well requests in words are read: sentences of others, with what they ask for."""
