"""The licence is the standard text, said alike everywhere, and the data that ships is named with its own."""

import hashlib
import re
import tomllib

from infra.package import ROOT
from tests.support.described import describe_api

CLIENT = ROOT / "clients" / "python"
STANDARD_TEXT = (
    "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"  # apache.org/licenses/LICENSE-2.0.txt
)


def test_licence_is_the_standard_text_here_and_in_the_client() -> None:
    for folder in (ROOT, CLIENT):
        assert hashlib.sha256((folder / "LICENSE").read_bytes()).hexdigest() == STANDARD_TEXT, folder


def test_client_and_description_name_it() -> None:
    project = tomllib.loads((CLIENT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["license"] == "Apache-2.0"
    assert describe_api()["info"]["license"]["identifier"] == "Apache-2.0"


def test_every_file_of_data_that_ships_is_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    data = [path.name for path in (ROOT / "chalicelib").rglob("*") if path.suffix in {".json", ".csv", ".txt", ".gz"}]

    assert data
    assert [name for name in data if not re.search(rf"^{re.escape(name)}:", notice, re.MULTILINE)] == []
