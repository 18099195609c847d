"""What each value of a closed list means, by the name that the list has in the description."""
