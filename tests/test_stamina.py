"""The command that runs tests often counts what fails, keeps the machine busy meanwhile, and leaves nothing behind."""

from pathlib import Path

import pytest

from tests import stamina
from tests.support.waiting import eventually

SOUND = "import pytest\n\n@pytest.mark.waits\ndef test_it(): pass\n\ndef test_other(): raise AssertionError\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of tests to be run under the project's own settings."""
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = waits: as here\n", encoding="utf-8")
    return tmp_path


def written(folder: Path, source: str) -> list[str]:
    (folder / "test_sample.py").write_text(source, encoding="utf-8")
    return [
        f"--rootdir={folder}",
        f"--config-file={folder / 'pytest.ini'}",
        "-pno:cacheprovider",
        "-pno:schemathesis",
        str(folder),
    ]


def test_marked_tests_alone_are_run_and_counted(folder: Path) -> None:
    assert stamina.run_once(written(folder, SOUND)) == stamina.Run(1, ())


def test_what_fails_is_named_each_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = list(stamina.repeat(2, written(folder, SOUND.replace("pass", "raise OSError"))))

    assert [len(run.failed) for run in runs] == [1, 1]
    assert stamina.report(runs, 2, 9.4) == 1
    said = capsys.readouterr().out
    assert "2 of 2: test_sample::test_it" in said
    assert said.endswith("stamina: 1 tests, 2 runs, 2 failures, 2 burners beside, 9 s\n")


def test_tests_that_cannot_be_run_are_a_failure(folder: Path) -> None:
    broken = stamina.run_once(written(folder, "import nothing_of_this_name"))

    assert broken.failed
    assert stamina.report([broken], 0, 1) == 1
    assert stamina.report([stamina.run_once(written(folder, "def test_other(): pass\n"))], 0, 1) == 1


@pytest.mark.waits
def test_burners_burn_and_end() -> None:
    with stamina.burning(2, 60) as burners:
        assert [burner.poll() for burner in burners] == [None, None]
    assert all(burner.poll() is not None for burner in burners)

    with stamina.burning(1, 0.1) as (brief,):
        eventually(lambda: brief.poll() is not None)
