"""Who may see and do what with a booking or a trip."""
