"""Every block for the shell in README and in the docs is typed here as it stands, in a shell without `uuidgen`, or is
another test's, or is listed with the reason why it cannot run here."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from infra.package import ROOT
from tests.e2e.world import World
from tests.support.guides import run_in_shell, snippets

PAGES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
_COMMAND = re.compile(r"^\s*(?:[A-Z_]+=\S* )*(?:curl|make|aws|python|pip|export|\.venv/bin/\w+) ", re.MULTILINE)


class Typed(NamedTuple):
    """Typed on a copy as somebody new with these roles; `shows` stands in what is printed."""

    roles: tuple[str, ...]
    shows: str


class Elsewhere(NamedTuple):
    """Run by another test."""

    test: str


class NotHere(NamedTuple):
    """Why it cannot run on a copy."""

    reason: str


_OPERATIONS = Elsewhere("tests/e2e/test_operations_guide.py")
_API = Elsewhere("tests/e2e/test_api_guide.py")
_ON_AWS = NotHere("it needs a second region or the backups of AWS; `make drill` tries it on a copy")

PAGES_OF: dict[str, Typed | Elsewhere | NotHere] = {
    "README.md": Elsewhere("tests/e2e/test_readme.py"),
    "docs/api.md": _API,
    "docs/trips.md": _API,
    "docs/changes.md": _API,
    "docs/operations.md": _OPERATIONS,
    "docs/identity.md": Elsewhere("tests/e2e/test_identity_guide.py"),
    "docs/people.md": NotHere("it needs a file of the reader's; tests/unit/api/test_employee_imports.py imports some"),
    "docs/assistant.md": Typed(("traveller",), '"answer"'),
    "docs/maps.md": Typed(("traveller",), "Helsinki, Finland"),
    "docs/privacy.md": Typed(("traveller",), "C01X00T47"),
    "docs/tracking-privacy.md": Typed(("traveller",), '"level":"city"'),
    "docs/tracking-history.md": Typed(("traveller",), '"shareId"'),
    "docs/webhooks.md": Typed(("traveller", "travel-manager"), '"secret"'),
    "docs/disaster-recovery.md": _ON_AWS,
    "docs/edge.md": NotHere(
        "it changes the key of an edge, of which a copy has none; tests/e2e/test_edge.py makes one"
    ),
    "docs/simulation.md": NotHere(
        "each command takes minutes; tests/simulation runs the same tiers with fewer schedules"
    ),
    "docs/suppliers.md": NotHere(
        "its faults would fail other tests' bookings; tests/e2e/test_supplier.py injects them"
    ),
    "docs/policy-documents.md": NotHere(
        "it needs a file of the reader's; tests/e2e/test_policy_documents.py uploads one"
    ),
    "docs/tracking.md": NotHere("it reports from a trip under way; tests/e2e/test_tracking_devices.py sends the same"),
    "docs/tracking-geofences.md": NotHere("it is tried by tests/e2e/test_tracking.py, which draws geofences that end"),
    "docs/tracking-on-the-way.md": NotHere(
        "it needs a traveller on the way; tests/e2e/test_tracking.py reads progress"
    ),
}


def commands_of(page: str) -> list[str]:
    """The page's blocks for the shell, and others that have a command in them."""
    text = (ROOT / page).read_text(encoding="utf-8")
    others = [block for language in ("", "bash") for block in snippets(text, language) if _COMMAND.search(block)]
    return [*snippets(text, "sh"), *others]


def test_every_page_with_a_block_for_the_shell_is_known_and_no_other() -> None:
    assert {page for page in PAGES if commands_of(page)} == PAGES_OF.keys()


def test_what_another_test_runs_is_there() -> None:
    others = {page: it.test for page, it in PAGES_OF.items() if isinstance(it, Elsewhere)}
    named = {
        page: test for page, test in others.items() if Path(page).name in (ROOT / test).read_text(encoding="utf-8")
    }

    assert named == others


def test_no_page_needs_what_a_small_system_lacks() -> None:
    assert [page for page in PAGES if "uuidgen" in (ROOT / page).read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("page", [page for page, it in PAGES_OF.items() if isinstance(it, Typed)])
def test_blocks_run_as_they_stand(page: str, world: World, tmp_path: Path) -> None:
    it = PAGES_OF[page]
    assert isinstance(it, Typed)
    token = world.newcomer("Nora Flint", *it.roles).token
    blocks = "\n".join(snippets((ROOT / page).read_text(encoding="utf-8"), "sh"))

    done = run_in_shell(f"export BASE={world.stack.base_url} TOKEN={token}\n{blocks}", world.stack, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert it.shows in done.stdout
    assert "urn:sojourn:problem" not in done.stdout
    assert "about:blank" not in done.stdout
