"""What the advisories say is read as it is meant: known, argued, withdrawn, or never answered."""

import re
from typing import Any

import pytest

from infra.package import ROOT
from tests.security import audit

PINS = {"ecdsa": "0.19.2", "urllib3": "2.8.0", "six": "1.17.0"}


def advisory(name: str, *aliases: str, **said: Any) -> dict[str, Any]:
    return {"id": name, "aliases": list(aliases), **said}


def page(version: str, *known: dict[str, Any]) -> dict[str, Any]:
    return {"info": {"version": version}, "vulnerabilities": list(known)}


def test_what_is_known_and_not_argued_stays_open() -> None:
    found = audit.judged(PINS, {"urllib3": [advisory("PYSEC-1")], "six": []})

    assert found.open == ("urllib3 2.8.0: PYSEC-1",)
    assert str(found) == "2 of 3 shipped packages really checked, 1 advisories open, 0 argued"


def test_what_is_argued_is_known_by_any_of_its_names() -> None:
    found = audit.judged(PINS, {"ecdsa": [advisory("GHSA-1", "CVE-2024-23342"), advisory("GHSA-2")]})

    assert (found.accepted, found.open) == (("ecdsa 0.19.2: GHSA-1",), ("ecdsa 0.19.2: GHSA-2",))


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        (page("2.8.0"), []),
        (page("2.8.0", advisory("A"), advisory("B", withdrawn="2026-01-01")), ["A"]),
        (page("2.9.0", advisory("A")), None),
        (None, None),
    ],
)
def test_a_projects_page_speaks_of_its_newest_version_only(answer: dict[str, Any], known: list[str] | None) -> None:
    found = audit.by_project("urllib3", "2.8.0", lambda _: answer)

    assert (found if found is None else [each["id"] for each in found]) == known


def test_everything_that_ships_is_asked_for() -> None:
    pins = audit.shipped()

    assert {"chalice", "boto3", "pynamodb", "msgspec", "cryptography"} <= set(pins)
    assert set(audit.READERS) <= set(pins)


def test_locks_that_pin_different_versions_are_refused() -> None:
    assert audit.agreed([("six", "1.17.0"), ("rsa", "4.9"), ("six", "1.17.0")]) == {"six": "1.17.0", "rsa": "4.9"}

    with pytest.raises(ValueError, match=r"six is pinned to 1\.17\.0 and to 1\.16\.0"):
        audit.agreed([("six", "1.17.0"), ("six", "1.16.0")])


def test_whatever_parses_uploaded_files_is_asked_for_by_its_project_too() -> None:
    parsers = (ROOT / "layers" / "documents.in").read_text(encoding="utf-8")

    assert set(re.findall(r"^([a-z0-9-]+)==", parsers, re.MULTILINE)) <= set(audit.READERS)
