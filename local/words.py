"""`python -m local.words`: names that hold a word which the field does not use, or uses for something else.

Names are split at `_` and at capitals. They are those of the code, of keys in events and log lines, of the API's
description, of headings and of tests; the API's texts are read for the banned words too.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from infra.package import ROOT
from local.word_table import BANNED, BANNED_ENDINGS, COMPOUNDS, EXCEPTIONS, MOST_EXCEPTIONS, ROOMS

Json = dict[str, Any]

CODE = ("app.py", "chalicelib", "infra", "local")
ITSELF = {"words.py", "word_table.py", "test_words.py"}
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Name(NamedTuple):
    """A name, the room that it stands in, and whether it is a type's."""

    room: str
    text: str
    of_type: bool = False


class Finding(NamedTuple):
    """A name that holds a word which may not stand there."""

    room: str
    name: str
    word: str

    def __str__(self) -> str:
        return f"{self.room}: {self.name} ({self.word})"


# --- the rules --------------------------------------------------------------------------------------------------------


def split(name: str) -> list[str]:
    """Return the words of a name, in lower case."""
    return [word.lower() for word in _WORD.findall(name)]


def findings(names: Iterable[Name]) -> list[Finding]:
    """Find what is wrong with the names, each name once a room; those that are excepted are not among it."""
    found = {Finding(name.room, name.text, word) for name in names for word in wrong_words(name)}
    return sorted(each for each in found if each.name not in EXCEPTIONS)


def wrong_words(name: Name) -> Iterator[str]:
    """Return the words of a name that may not stand in its room."""
    words = split(name.text)
    yield from banned_words(words)
    if name.of_type and words and words[-1] in BANNED_ENDINGS:
        yield f"...{words[-1]}"
    compound = {word for pair in pairwise(words) if pair in COMPOUNDS for word in pair}
    for word in words:
        meaning = _singular(word)
        if meaning in ROOMS and word not in compound and not _may_stand(meaning, name.room):
            yield word


def banned_words(words: list[str]) -> Iterator[str]:
    """Find the banned words, and pairs of words, in a list of them."""
    for banned in BANNED:
        places = range(len(words) - len(banned) + 1)
        if any(tuple(words[place : place + len(banned)]) == banned for place in places):
            yield " ".join(banned)


def _singular(word: str) -> str:
    return word.removesuffix("s") if word.removesuffix("s") in ROOMS else word


def _may_stand(word: str, room: str) -> bool:
    return any(room == each or room.startswith(f"{each}.") for each in ROOMS[word])


# --- the names --------------------------------------------------------------------------------------------------------


def names_of_code(source: str, room: str) -> Iterator[Name]:
    """Return what a module defines, takes, sets and hands on by name, and the keys of its dictionaries."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ClassDef(name=text):
                yield Name(room, text, of_type=True)
            case ast.FunctionDef(name=text) | ast.arg(arg=text) | ast.alias(asname=str(text)):
                yield Name(room, text)
            case ast.Name(id=text, ctx=ast.Store()) | ast.Attribute(attr=text, ctx=ast.Store()):
                yield Name(room, text)
            case ast.keyword(arg=str(text)):
                yield Name(room, text)
            case ast.Dict(keys=keys):
                yield from (Name(room, key) for key in _texts(keys) if _KEY.fullmatch(key))


def _texts(nodes: Iterable[ast.expr | None]) -> Iterator[str]:
    yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def names_of_tests(source: str, room: str) -> Iterator[Name]:
    """Return the tests of a module; what is beside them is read as code."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield Name(room, node.name)


def names_of_api(document: Json) -> Iterator[Name]:
    """Paths, operations, parameters, schemas, fields and values of enums of the API's description."""
    for path, methods in document["paths"].items():
        yield Name("openapi", path)
        for operation in methods.values():
            if isinstance(operation, dict) and "operationId" in operation:
                yield Name("openapi", operation["operationId"])
                yield from (Name("openapi", each["name"]) for each in operation.get("parameters", ()) if "name" in each)
    for schema, content in document["components"]["schemas"].items():
        yield Name("openapi", schema, of_type=True)
        yield from (Name("openapi", field) for field in content.get("properties", ()))
        yield from (Name("openapi", str(value)) for value in content.get("enum", ()))


def texts_of_api(document: Any) -> Iterator[str]:
    """Every summary, title and description, however deep."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key in ("summary", "description", "title") and isinstance(value, str):
                yield value
            else:
                yield from texts_of_api(value)
    elif isinstance(document, list):
        for each in document:
            yield from texts_of_api(each)


def wrong_texts(texts: Iterable[str]) -> list[Finding]:
    """Return the texts that hold a banned word."""
    return [
        Finding("openapi", text, word)
        for text in sorted(set(texts))
        for word in banned_words(re.findall(r"[a-z]+", text.lower()))
    ]


def headings(page: str, text: str) -> Iterator[Name]:
    """Return the headings of a page, without what stands in its blocks of code."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    yield from (Name(f"docs.{page}", heading) for heading in re.findall(r"^#+ (.+)$", prose, re.MULTILINE))


def room_of(path: Path) -> str:
    """Return a file's module: `chalicelib.domain.trips.trip`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


# --- the whole --------------------------------------------------------------------------------------------------------


def all_findings() -> list[Finding]:
    """Find everything that is wrong in this repository."""
    from local.make_client import load_description

    document = load_description()
    return [
        *findings([*_code(), *_tests(), *_docs(), *names_of_api(document)]),
        *wrong_texts(texts_of_api(document)),
    ]


def _code() -> Iterator[Name]:
    for part in CODE:
        for path in _python(ROOT / part):
            yield from names_of_code(path.read_text(encoding="utf-8"), room_of(path))


def _tests() -> Iterator[Name]:
    for path in _python(ROOT / "tests"):
        yield from names_of_tests(path.read_text(encoding="utf-8"), room_of(path))


def _python(where: Path) -> list[Path]:
    files = [where] if where.is_file() else sorted(where.rglob("*.py"))
    return [path for path in files if path.name not in ITSELF]


def _docs() -> Iterator[Name]:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        yield from headings(path.stem, path.read_text(encoding="utf-8"))


def main() -> int:
    """Print what is wrong, the exceptions with their reasons, and the figures."""
    found = all_findings()
    for each in found:
        print(f"  {each}")
    for name, reason in EXCEPTIONS.items():
        print(f"  excepted: {name}: {reason}")
    print(
        f"words: {len(found)} findings, {len(BANNED)} words banned, {len(ROOMS)} bound to rooms, "
        f"{len(EXCEPTIONS)} exceptions of {MOST_EXCEPTIONS}"
    )
    return 1 if found or len(EXCEPTIONS) > MOST_EXCEPTIONS else 0


if __name__ == "__main__":
    sys.exit(main())
