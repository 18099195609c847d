"""docs/operations.md has every setting, with its default and where it is set, and none that nobody reads."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from chalicelib.settings import Settings
from infra.deploy import SETTINGS
from infra.edge.said import SETTINGS as EDGE_SETTINGS
from infra.package import ROOT
from infra.watching import ALARM_SETTINGS
from local.checkout import written_paths

GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS = ("bench", "infra", "local", "tests")
NOT_SETTINGS = {
    "PATH",  # handed on to processes
    "PYTHONHASHSEED",  # the simulation starts itself again with it
    "SOJOURN_CONFORMANCE_SEEN",  # between a conformance run and the process that it starts
    "SOJOURN_CONFORMANCE_DEVICE",  # the same
    "SOJOURN_CONFORMANCE_SPARED",  # the same
    "SOJOURN_DEPART_ON",  # between a conformance run and the generated client that it starts
    "SOJOURN_MISSING",  # the same
    "SOJOURN_TOKEN",  # the same
    "SOJOURN_URL",  # the same
}
AWS_SECOND = {"AWS_DEFAULT_REGION": "`eu-central-1`"}  # read where the first is not there
OF_AWS = {
    "region": "AWS_REGION",
    "aws_endpoint_url": "AWS_ENDPOINT_URL",
    "function_name": "AWS_LAMBDA_FUNCTION_NAME",
    "initialization": "AWS_LAMBDA_INITIALIZATION_TYPE",
}


def rows(title: str) -> dict[str, list[str]]:
    """The cells of a table, by the variable that each row is about."""
    table = re.search(rf"^\| {title} \|.*?\n((?:\|.*\n)+)", GUIDE, re.MULTILINE)
    assert table, title
    cells = [re.split(r"\s*\|\s*", line.strip("| \n")) for line in table[1].splitlines()[1:]]
    return {name: row for row in cells for name in re.findall(r"`(\w+)`", row[0])}


def defaults() -> dict[str, str]:
    """What a function's settings are when nothing is given, as the table has it."""
    fields = msgspec.structs.fields(Settings)
    named = {OF_AWS.get(field.name, f"SOJOURN_{field.name.upper()}"): default_of(field) for field in fields}
    return {name: f"`{str(value).lower() if isinstance(value, bool) else value}`" for name, value in named.items()}


def default_of(field: msgspec.structs.FieldInfo) -> object:
    """The default as the environment would have it."""
    if field.default_factory is msgspec.NODEFAULT:
        return field.default
    return ",".join(f"{kind}={supplier}" for kind, supplier in field.default_factory().items())


def is_environ(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) in {"os.environ", "environ"}


def reads(source: str) -> Iterator[str]:
    """The variables that a module asks the environment for by name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(value=where, slice=ast.Constant(value=str(name))) if is_environ(where):
                yield name
            case ast.Call(
                func=ast.Attribute(value=where, attr="get" | "pop"), args=[ast.Constant(value=str(name)), *_]
            ):
                if is_environ(where):
                    yield name
            case ast.Call(func=ast.Attribute(attr="getenv"), args=[ast.Constant(value=str(name)), *_]):
                yield name
            case ast.Compare(left=ast.Constant(value=str(name)), comparators=[where]) if is_environ(where):
                yield name


def read_by_commands() -> set[str]:
    files = [
        ROOT / path
        for path in written_paths()
        if path.suffix == ".py" and path.parts[0] in COMMANDS and "peers" not in path.parts
    ]
    return {name for path in files for name in reads(path.read_text(encoding="utf-8"))} - NOT_SETTINGS


def test_every_setting_of_the_functions_has_a_row_with_its_default() -> None:
    shown = {name: row[1] for name, row in rows("of the functions").items()}

    assert shown == {**{name: value.replace("``", "-") for name, value in defaults().items()}, **AWS_SECOND}


def test_every_setting_of_the_functions_says_where_it_is_set() -> None:
    stages = json.loads((ROOT / ".chalice" / "config.json").read_text(encoding="utf-8"))["stages"].values()
    own = {name for stage in stages for name in stage["environment_variables"]}
    given = set(re.findall(r"\b(SOJOURN_\w+):", (ROOT / "infra" / "service.yaml").read_text(encoding="utf-8")))

    shown = {name: row[2] for name, row in rows("of the functions").items()}

    assert {name for name, where in shown.items() if where == "`config.json`"} == own
    assert {name for name, where in shown.items() if where == "`service.yaml`"} == given
    assert set(shown.values()) == {"`config.json`", "`service.yaml`", "-"}


def test_every_setting_of_the_commands_has_a_row() -> None:
    given = {*SETTINGS, *ALARM_SETTINGS, *EDGE_SETTINGS}

    assert set(rows("of the commands")) == read_by_commands() | given


@pytest.mark.parametrize(
    "source",
    [
        'os.environ["FOUND"]',
        'os.environ.get("FOUND", "")',
        'environ.get("FOUND")',
        'os.getenv("FOUND")',
        '"FOUND" not in os.environ',
    ],
)
def test_a_read_of_the_environment_is_found(source: str) -> None:
    assert list(reads(source)) == ["FOUND"]


def test_only_settings_read_the_environment_of_the_functions() -> None:
    modules = [ROOT / "app.py", *(ROOT / "chalicelib").rglob("*.py")]
    readers = {
        path.relative_to(ROOT)
        for path in modules
        if "import os\n" in (text := path.read_text(encoding="utf-8")) and "os.environ" in text
    }

    assert readers == {Path("chalicelib/settings.py")}
