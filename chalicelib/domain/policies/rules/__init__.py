"""The rules of a travel policy, a file a family, everything of a kind together; `kinds` has them all."""
