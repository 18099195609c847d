"""Approvals: who has to agree, in which order, and until when."""
