"""Language models, asked for what a request in words says."""
