"""Budgets of cost centres, and the thresholds at which to warn."""
