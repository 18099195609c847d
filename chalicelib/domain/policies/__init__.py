"""The company's travel policy."""
