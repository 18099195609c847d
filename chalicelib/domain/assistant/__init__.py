"""The assistant: what it is asked, what it may answer, and the words of the policy that an answer rests on."""
