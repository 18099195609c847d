"""A layer is made of its lock alone, and goes to the functions that have it and to no other."""

import copy
import zipfile
from pathlib import Path
from typing import Any

import pytest

from infra import layers, models
from infra.handlers import handlers
from infra.layers import DATABASE, DOCUMENTS, LAYERS, RETRIEVAL, Platform, attach, find_built, is_needed, list_contents
from infra.templates import Value

MARKS = {layer.name: letter * 64 for layer, letter in zip(LAYERS, "abc", strict=True)}
HERE = Platform("arm64", "3.13")


def function(name: str) -> Value:
    properties = {
        "FunctionName": {"Fn::Sub": f"sojourn-${{Stage}}-{name}"},
        "Runtime": "python3.13",
        "Architectures": ["arm64"],
    }
    return {"Type": "AWS::Serverless::Function", "Properties": properties}


def template(*names: str) -> Value:
    return {"Resources": {name.title().replace("_", ""): function(name) for name in names}}


def layers_of(made: Value) -> dict[str, list[Value]]:
    """The layers of each function that has any, by its name."""
    prefix = "sojourn-${Stage}-"
    properties = [it["Properties"] for it in made["Resources"].values() if it["Type"] == "AWS::Serverless::Function"]
    return {it["FunctionName"]["Fn::Sub"].removeprefix(prefix): it["Layers"] for it in properties if "Layers" in it}


def test_each_function_of_the_table_has_its_layer_and_no_other_has_any() -> None:
    made = attach(
        template("api_handler", "sweeper", *DOCUMENTS.functions, *RETRIEVAL.functions, *DATABASE.functions), MARKS
    )

    documents, retrieval = [{"Ref": f"DocumentsLayer{'a' * 16}"}], [{"Ref": f"RetrievalLayer{'b' * 16}"}]
    database = [{"Ref": f"DatabaseLayer{'c' * 16}"}]
    assert layers_of(made) == {
        **dict.fromkeys(DOCUMENTS.functions, documents),
        **dict.fromkeys(RETRIEVAL.functions, retrieval),
        **dict.fromkeys(DATABASE.functions, database),
    }


def test_every_function_of_the_table_is_in_app() -> None:
    known = handlers((layers.ROOT / "app.py").read_text(encoding="utf-8"))

    assert {name for layer in LAYERS for name in layer.functions} <= known


def test_no_function_has_two_layers_and_none_that_answers_callers_has_any() -> None:
    having = [name for layer in LAYERS for name in layer.functions]

    assert len(having) == len(set(having))
    assert not {"api_handler", "websocket_message", "websocket_connect"} & set(having)


def test_another_content_is_another_resource_so_that_functions_get_a_version_that_has_it() -> None:
    first = attach(template(*DOCUMENTS.functions), {"documents": "a" * 64})
    second = attach(template(*DOCUMENTS.functions), {"documents": "c" * 64})

    assert layers_of(first) != layers_of(second)
    assert len(list_contents(first)) == len(list_contents(second)) == 1


def test_a_layer_that_is_not_there_or_that_nobody_has_is_left_out() -> None:
    bare = template("api_handler", *RETRIEVAL.functions)

    assert attach(copy.deepcopy(bare), {"documents": "a" * 64}) == bare


def test_a_layer_is_for_the_runtime_and_the_processor_of_its_functions() -> None:
    made = attach(template(*RETRIEVAL.functions), MARKS)

    (layer,) = [it["Properties"] for it in made["Resources"].values() if it["Type"] == layers.KIND]
    assert (layer["CompatibleRuntimes"], layer["CompatibleArchitectures"]) == (["python3.13"], ["arm64"])
    assert layer["Content"]["S3Key"] == RETRIEVAL.zip_name


def test_each_layer_has_a_lock_with_a_hash_for_all_that_it_installs() -> None:
    for layer in LAYERS:
        lines = layer.lock.read_text(encoding="utf-8").splitlines()
        pinned = [place for place, line in enumerate(lines) if "==" in line]

        assert pinned
        assert all(lines[place + 1].strip().startswith("--hash=sha256:") for place in pinned)


def test_what_a_layer_is_made_of_is_in_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {find_built(layer, HERE).name for layer in LAYERS}
    names |= {find_built(DOCUMENTS, other).name for other in (Platform("x86_64", "3.13"), Platform("arm64", "3.12"))}
    changed = tmp_path / "models.py"
    changed.write_text("another recipe", encoding="utf-8")
    monkeypatch.setattr(models, "__file__", str(changed))

    assert len(names) == len(LAYERS) + 2
    assert find_built(RETRIEVAL, HERE).name not in names


def test_what_was_made_is_packaged_and_parsers_always_are_on_the_embedded_cloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layers, "BUILT", tmp_path)

    assert layers.list_packaged("local", HERE) == [DOCUMENTS]
    assert layers.list_packaged("prod", HERE) == []
    find_built(RETRIEVAL, HERE).touch()
    assert layers.list_packaged("local", HERE) == [DOCUMENTS, RETRIEVAL]
    assert layers.list_packaged("prod", HERE) == [RETRIEVAL]


def test_functions_that_lack_their_layer_are_named() -> None:
    made = attach(template("api_handler", *DOCUMENTS.functions, *RETRIEVAL.functions), {"documents": "a" * 64})

    assert layers.list_missing(made) == sorted(RETRIEVAL.functions)


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("numpy/__init__.py", True),
        ("numpy/_core/_multiarray_umath.cpython-313-aarch64-linux-gnu.so", True),
        ("numpy.libs/libscipy_openblas64_-0123.so", True),
        ("numpy-2.4.6.dist-info/METADATA", True),
        ("numpy-2.4.6.dist-info/licenses/LICENSE.txt", True),
        ("numpy-2.4.6.dist-info/RECORD", False),
        ("numpy/_core/tests/test_dtype.py", False),
        ("numpy/_core/lib/libnpymath.a", False),
        ("numpy/_core/include/numpy/ndarrayobject.h", False),
        ("numpy/__init__.pyi", False),
        ("bin/f2py", False),
    ],
)
def test_what_only_compilers_and_testers_need_is_left_out(name: str, needed: bool) -> None:
    assert is_needed(name) is needed


def test_a_layer_stands_below_the_folder_that_is_imported_from_and_carries_bytecode(tmp_path: Path) -> None:
    root = tmp_path / "python"
    (root / "thing").mkdir(parents=True)
    (root / "thing" / "__init__.py").write_text("ANSWER = 42\n", encoding="utf-8")
    made, again = tmp_path / "made.zip", tmp_path / "again.zip"

    layers._pack(root, made, compiled=True)
    layers._pack(root, again, compiled=True)

    with zipfile.ZipFile(made) as archive:
        names: list[Any] = [name.partition("cpython")[0] for name in archive.namelist()]
    assert names == ["python/thing/__init__.py", "python/thing/__pycache__/__init__."]
    assert made.read_bytes() == again.read_bytes()
