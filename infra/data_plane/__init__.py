"""The optional network of a stage, with a PostgreSQL database and a cache in it: a stack of its own."""
