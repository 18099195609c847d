"""docs/data.md, as tests read it."""

from infra.package import ROOT

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def section(title: str) -> list[list[str]]:
    """The rows of a section's table, as cells."""
    text = PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    assert rows, title
    return rows
