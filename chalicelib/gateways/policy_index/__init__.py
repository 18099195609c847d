"""Indexes of policy documents: what finds the passages that bear on a question."""
