"""Builds the Lambda layers: what a few functions need, and all others would carry, and load, for nothing.

`python -m infra.layers` makes them: of this computer by `make models`, of a stage by `make package` and `make deploy`.
A layer is made of its lock file alone, for one architecture and one version of Python, and not again until its lock or
its recipe changes. Lambda unpacks it to /opt, whose `python` folder is on the path of what is imported.
"""

import argparse
import hashlib
import platform
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from infra import models, slim
from infra.templates import Value

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "layers"
ARCHITECTURES = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
UNZIPPED_LIMIT = 250 * 1024 * 1024  # Lambda's, of a function's code with its layers
KIND = "AWS::Lambda::LayerVersion"
# How wheels are tagged that run with the C library of Lambda's runtimes (glibc 2.34), by architecture.
GLIBC = (
    "manylinux2014",
    "manylinux_2_17",
    "manylinux_2_24",
    "manylinux_2_26",
    "manylinux_2_27",
    "manylinux_2_28",
    "manylinux_2_31",
    "manylinux_2_34",
)
MACHINES = {"x86_64": "x86_64", "arm64": "aarch64"}
# What compiling against a library needs, and running never.
FOR_COMPILERS = (".a", ".h", ".pxd", ".pyx", ".in")
PACKAGED_BESIDE = "beside-this-template"  # in place of the bucket, until deploying has put the zip into it


class Layer(NamedTuple):
    """A layer: its name, which is also that of its lock, and the functions that have it, by their name in app.py."""

    name: str
    functions: tuple[str, ...]

    @property
    def lock(self) -> Path:
        return ROOT / "layers" / f"{self.name}.txt"

    @property
    def zip_name(self) -> str:
        """What the zip is called beside a stage's package."""
        return f"{self.name}.zip"


DOCUMENTS = Layer("documents", ("parse_policy_document", "read_policy_tables"))
RETRIEVAL = Layer("retrieval", ("index_policy_document", "search_policies"))
DATABASE = Layer("database", ("copy_reports",))
LAYERS = (DOCUMENTS, RETRIEVAL, DATABASE)


class Platform(NamedTuple):
    """What a layer is made for: Lambda's name of the architecture, and the version of Python such as `3.13`."""

    architecture: str
    python: str

    @classmethod
    def here(cls) -> "Platform":
        return cls(ARCHITECTURES[platform.machine().lower()], f"{sys.version_info.major}.{sys.version_info.minor}")


class LayerFailed(Exception):
    """A layer could not be made; the message says why."""


def list_packaged(stage: str, wanted: Platform) -> list[Layer]:
    """Return the layers that are packaged for a stage: those that were made. Only AWS insists on all of them
    (`guards.check_package`); the embedded cloud has parsers always, and without models searches go by words there."""
    return [
        layer for layer in LAYERS if find_built(layer, wanted).exists() or (stage == "local" and layer is DOCUMENTS)
    ]


def build(layer: Layer, wanted: Platform) -> Path:
    """Return the layer's zip, made now unless it is there. The same lock gives the same bytes. Raises LayerFailed."""
    made = find_built(layer, wanted)
    if made.exists():
        return made
    BUILT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILT) as folder:
        root = Path(folder, "python")
        _install(layer, wanted, root)
        if layer is RETRIEVAL:
            models.replace_by_weights(root)
            if differences := models.find_differences(root / models.PACKAGE):
                raise LayerFailed("The models are not those that were measured:\n" + "\n".join(differences))
        fresh = Path(folder, "fresh.zip")
        _pack(root, fresh, compiled=wanted.python == Platform.here().python)
        fresh.replace(made)
    return made


def find_built(layer: Layer, wanted: Platform) -> Path:
    """Return where the layer's zip is, or would be: its name tells what it is made of."""
    recipe = (layer.lock, Path(__file__), Path(models.__file__), Path(slim.__file__))
    mark = hashlib.sha256(b"\0".join(file.read_bytes() for file in recipe)).hexdigest()[:16]
    return BUILT / f"{layer.name}-{wanted.architecture}-{wanted.python}-{mark}.zip"


def _install(layer: Layer, wanted: Platform, root: Path) -> None:
    platforms = [f"--platform={tag}_{MACHINES[wanted.architecture]}" for tag in GLIBC]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    command += ["--require-hashes", "--no-deps", "--only-binary=:all:", f"--python-version={wanted.python}", *platforms]
    command += [f"--target={root}", f"--requirement={layer.lock}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LayerFailed(f"The layer {layer.name} cannot be installed:\n{done.stdout}{done.stderr}".rstrip())


def _pack(root: Path, made: Path, *, compiled: bool) -> None:
    """Write the zip of a `python` folder, with bytecode where this interpreter is the one that reads it."""
    cache = ROOT / "build" / "bytecode"
    cache.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(made, "w") as archive:
        for file in sorted(each for each in root.rglob("*") if each.is_file()):
            name = file.relative_to(root).as_posix()
            if not is_needed(name):
                continue
            body = file.read_bytes()
            slim.add(archive, f"python/{name}", body)
            if compiled and name.endswith(".py"):
                slim.add(archive, *slim.compile_source(f"python/{name}", body, cache, "/opt"))


def is_needed(name: str) -> bool:
    """Return whether a function may need a file of a layer, or whoever is given the layer its licence."""
    path = PurePosixPath(name)
    if path.parts[0].endswith(".dist-info"):
        return path.name == "METADATA" or "LICEN" in name.upper() or "NOTICE" in name.upper()
    return path.parts[0] != "bin" and path.suffix not in FOR_COMPILERS and slim.is_needed(name)


def attach(template: Value, marks: Mapping[str, str]) -> Value:
    """Return the packaged template with the layers whose content these marks tell, and the functions that have them.

    The mark is part of the resource's name: a layer with another content is another resource, so that SAM publishes a
    new version of the functions that have it, and a release that is brought back has its own layers again.
    """
    for layer in LAYERS:
        having = [it for name, it in _functions(template).items() if name in layer.functions]
        if layer.name in marks and having:
            resource = f"{layer.name.capitalize()}Layer{marks[layer.name][:16]}"
            template["Resources"][resource] = {
                "Type": KIND,
                "Properties": {
                    "LayerName": {"Fn::Sub": f"sojourn-${{Stage}}-{layer.name}"},
                    "Description": f"What {' and '.join(layer.functions)} import, and no other function",
                    "CompatibleRuntimes": [having[0]["Runtime"]],
                    "CompatibleArchitectures": having[0]["Architectures"],
                    "Content": {"S3Bucket": PACKAGED_BESIDE, "S3Key": layer.zip_name},
                },
            }
            for properties in having:
                properties["Layers"] = [{"Ref": resource}]
    return template


def list_missing(template: Value) -> list[str]:
    """Return the functions of a packaged template that lack their layer."""
    having = {name for layer in LAYERS for name in layer.functions}
    return sorted(name for name, it in _functions(template).items() if name in having and "Layers" not in it)


def list_contents(template: Value) -> list[Value]:
    """Return where the content of each of a template's layers is: `S3Bucket` and `S3Key`."""
    return [it["Properties"]["Content"] for it in template["Resources"].values() if it["Type"] == KIND]


def _functions(template: Value) -> dict[str, Value]:
    """Return the properties of each function of a packaged template by its name in app.py."""
    prefix = "sojourn-${Stage}-"
    made = [it["Properties"] for it in template["Resources"].values() if it["Type"] == "AWS::Serverless::Function"]
    return {it["FunctionName"]["Fn::Sub"].removeprefix(prefix): it for it in made if "FunctionName" in it}


def mark_of(made: Path) -> str:
    """Return by what a layer's content is told from any other."""
    return hashlib.sha256(made.read_bytes()).hexdigest()


def unzipped_size(made: Path) -> int:
    """Return how many bytes a zip unpacks to."""
    with zipfile.ZipFile(made) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def main() -> int:
    here = Platform.here()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--architecture", default=here.architecture, choices=sorted(MACHINES))
    wanted = Platform(parser.parse_args().architecture, here.python)
    figures = []
    for layer in LAYERS:
        if not layer.lock.exists():
            continue
        try:
            made = build(layer, wanted)
        except LayerFailed as error:
            print(error, file=sys.stderr)
            return 1
        size, unzipped = made.stat().st_size, unzipped_size(made)
        print(f"  {made.relative_to(ROOT)}")
        figures.append(f"{layer.name} {size / 1e6:.1f} MB, {unzipped / 1e6:.1f} MB unzipped")
    print(f"models: {'; '.join(figures)}; Lambda's limit with the code {UNZIPPED_LIMIT / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
