"""What is read often and never changes, kept nearer than where it comes from."""
