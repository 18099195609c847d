"""How a command for a stage ends: well, or with a failure on one line; and from where it takes what it is not told."""

import ast
from pathlib import Path

import pytest

from infra import guards
from infra.commands import CommandFailed, command
from infra.package import ROOT
from infra.target import DeploymentFailed, Held, Target
from local.checkout import written_paths

# The same for every command, and said once; so nobody reads these but who is named.
SAID_ONCE = {"AWS_ENDPOINT_URL": "infra/target.py", "YES": "infra/guards.py"}


@pytest.mark.parametrize(("failure", "code"), [(CommandFailed, 1), (DeploymentFailed, 1), (Held, 3), (None, 0)])
def test_a_failure_is_one_line_and_a_code(
    failure: type[CommandFailed] | None, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    @command
    def main(stage: str) -> None:
        if failure:
            raise failure(f"{stage} is not there.")

    assert main("dev") == code
    assert capsys.readouterr() == ("", "dev is not there.\n" if failure else "")


def test_what_nobody_foresaw_is_not_hidden() -> None:
    @command
    def main() -> None:
        raise KeyError("a slip")

    with pytest.raises(KeyError):
        main()


def test_a_stage_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    assert Target.from_environment("dev") == Target("dev")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    assert Target.from_environment("dev") == Target("dev", endpoint="http://127.0.0.1:4566")


@pytest.mark.parametrize("said", ["1", "0", "", "yes"])
def test_all_is_agreed_to_before_by_one_word_alone(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YES", said)

    assert guards.is_agreed() is (said == "1")


def read_variables(source: str) -> set[str]:
    """The variables of the environment that a module asks for by name."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    return {
        str(call.args[0].value)
        for call in calls
        if ast.unparse(call.func) == "os.environ.get" and isinstance(call.args[0], ast.Constant)
    }


def test_no_command_says_again_how_it_finds_the_stage_and_who_agrees() -> None:
    modules = [path for path in written_paths() if path.parts[0] in {"infra", "local"} and path.suffix == ".py"]
    found = {
        (variable, str(path))
        for path in modules
        for variable in read_variables(Path(ROOT, path).read_text(encoding="utf-8")) & SAID_ONCE.keys()
    }

    assert found == set(SAID_ONCE.items())
