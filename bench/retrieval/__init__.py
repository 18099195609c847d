"""How well, how quickly and out of how large a layer the sections of a policy document are found that answer a question
in people's words, beside other ways to find them."""
