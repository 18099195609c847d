"""Where travellers are: whether it may be kept and seen, and by whom it was."""
