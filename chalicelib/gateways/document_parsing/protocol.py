"""What every parser of policy documents is: bytes in, sections out, or one problem of the closed list."""

from collections.abc import Callable
from typing import Protocol

from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.domain.policy_documents.section import ParsedDocument

# Called with how many pages are parsed, and of how many; (0, None) for formats without pages.
OnProgress = Callable[[int, int | None], None]


class ParsingFailed(Exception):
    """The file cannot be made into sections: why, and what was found in this very file."""

    def __init__(self, problem: ParsingProblem, detail: str | None = None) -> None:
        super().__init__(f"{problem}: {detail}" if detail else str(problem))
        self.problem = problem
        self.detail = detail


class DocumentParser(Protocol):
    """Turns a file into sections."""

    def parse(self, body: bytes, content_type: str, *, on_progress: OnProgress, key: str | None) -> ParsedDocument:
        """Return the file's sections. `key` is where the file lies in the bucket, if it does.

        Raises ParsingFailed when the file is the reason, Unavailable when trying again may help.
        """
        ...
