"""What all use cases of a booking share: committing, evaluating, reading, and the frame of a step."""
