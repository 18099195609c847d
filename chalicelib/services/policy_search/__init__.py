"""Searching the policy: uploaded documents and the clauses of the travel policy, by meaning and by words."""
