"""The package, made smaller: what has to be run can be."""

import zipfile
from pathlib import Path

import pytest

from infra.slim import slim
from infra.streaming import WRAPPER


@pytest.mark.parametrize(
    ("name", "mode"), [(WRAPPER, 0o755), ("msgspec/_core.cpython-311-aarch64-linux-gnu.so", 0o755), ("app.txt", 0o644)]
)
def test_what_lambda_runs_can_be_run(name: str, mode: int, tmp_path: Path) -> None:
    code = tmp_path / "deployment.zip"
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr(name, "content")

    slim(code, tmp_path / "bytecode")

    with zipfile.ZipFile(code) as archive:
        (entry,) = archive.infolist()
    assert (entry.filename, entry.external_attr >> 16) == (name, mode)
