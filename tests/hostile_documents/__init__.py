"""Damaged and hostile policy documents, each with how parsing it may end; `make hostile-documents` parses them all."""
