"""What a person says of a trip that they have asked for: answers to what was asked back, and corrections."""
