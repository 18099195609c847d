"""Where travel is bought: what every supplier promises, which one sells what, and the suppliers themselves."""
