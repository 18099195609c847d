"""Patterns that few texts ask for: a long one takes 20 ms to compile, which the first text that needs it pays, and not
each process that starts to read."""

import re
from functools import cached_property


class LatePattern:
    """A pattern, whatever its case, that is compiled when it is first looked for."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern as `re` has it."""
        return re.compile(self.pattern, re.IGNORECASE)
