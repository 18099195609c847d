"""The booking workflow, from intake to purchase or compensation."""
