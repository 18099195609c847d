"""What a language model claims that a request in words says, and how each claim is held to the words themselves."""
