"""Approvals: who is asked, what waits for them, and the deadlines."""
