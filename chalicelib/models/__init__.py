"""Our tables, one module each."""
