"""Other systems, one module or package each."""
