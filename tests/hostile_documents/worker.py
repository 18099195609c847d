"""A worker as it is in production, told by lines of JSON what to parse; at the end it says how much memory it took."""

import json
import resource
import sys
from pathlib import Path

from chalicelib.gateways.document_parsing.parsing import parse
from chalicelib.gateways.document_parsing.protocol import ParsingFailed
from tests.hostile_documents.hostile import PARSED


def outcome(body: bytes, content_type: str) -> str:
    """Return how parsing ends: `parsed`, or the problem."""
    try:
        parse(body, content_type, on_progress=lambda *_: None)
    except ParsingFailed as failed:
        return failed.problem
    return PARSED


def peak_memory() -> int:
    """Return how many MB this process and its largest child took at most, both at once."""
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used) // 1024


def main() -> None:
    """Parse what is named, one file a line."""
    for line in sys.stdin:
        asked = json.loads(line)
        end = outcome(Path(asked["path"]).read_bytes(), asked["type"])
        sys.stdout.write(json.dumps({"end": end, "memory": peak_memory()}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
