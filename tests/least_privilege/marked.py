"""Marks every way into a function when it is imported, which has to be before the tests' own modules are: some of them
keep a worker by name."""

from tests.least_privilege.acting import Acting, mark_entries

ACTING = Acting()
ACTING.follow_threads()
mark_entries(ACTING)
