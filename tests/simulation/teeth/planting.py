"""Puts a bug into a piece of code, found by what the code says and not by how it is written.

A bug names its function and a fragment of it. Both are compared token by token, after Python's own printer has put them
into one form: line breaks, indentation, quotes, brackets that mean nothing, comments and trailing commas do not count,
so that formatting never moves a bug from its place. Names do count: renaming one renames it in the bug as in all code,
and a change of what the fragment does is noticed, because it is no longer found.
"""

import ast
import io
import textwrap
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.simulation.teeth.bug import Bug

_LAYOUT = frozenset(
    {tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT, tokenize.ENDMARKER}
)
_CLOSED = frozenset(")]}")


class Token(NamedTuple):
    """A word of Python and where it stands in its text."""

    text: str
    start: int
    end: int


def plant(bug: Bug, tree: Path) -> None:
    """Put the bug into the code below `tree`. Raises LookupError when its place is not there exactly once."""
    file = tree / bug.file
    file.write_text(planted(bug, file.read_text(encoding="utf-8")), encoding="utf-8")


def planted(bug: Bug, source: str) -> str:
    """`source` with the bug in it. Raises LookupError when its place is not there exactly once, SyntaxError when what
    comes of it is no Python, ValueError when it does the same as before."""
    node = _definition(bug, source)
    code = ast.unparse(node)
    start, end = _place(bug, code)
    column = len(code[:start].rpartition("\n")[2])
    new = textwrap.indent(textwrap.dedent(bug.new).strip(), " " * column).lstrip()
    broken = code[:start] + new + code[end:]
    if ast.dump(ast.parse(broken)) == ast.dump(ast.parse(code)):
        raise ValueError(f"{bug.name}: changes nothing")
    lines = source.splitlines(keepends=True)
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    indented = textwrap.indent(broken, " " * node.col_offset) + "\n"
    return "".join([*lines[: first - 1], indented, *lines[node.end_lineno :]])


def _definition(bug: Bug, source: str) -> ast.stmt:
    """The function, class or value of the bug's name."""
    body: list[ast.stmt] = ast.parse(source).body
    found: list[ast.stmt] = []
    for name in bug.function.split("."):
        found = [node for node in body if name in _names(node)]
        body = [inner for node in found for inner in getattr(node, "body", [])]
    if len(found) != 1:
        raise LookupError(f"{bug.name}: {bug.where} is there {len(found)} times")
    return found[0]


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    yield from (target.id for target in targets if isinstance(target, ast.Name))


def _place(bug: Bug, code: str) -> tuple[int, int]:
    """Where in `code` the bug's fragment begins and ends."""
    wanted, there = _fragment(bug.old), list(tokens(code))
    optional = len(wanted) > 1 and wanted[-1] == ","  # nothing stands after the last argument of a call
    found = []
    for at in range(len(there)):
        matched = [token.text for token in there[at : at + len(wanted)]]
        if matched == wanted:
            found.append((there[at].start, there[at + len(wanted) - 1].end))
        elif optional and matched[:-1] == wanted[:-1] and matched[-1] in _CLOSED:
            found.append((there[at].start, there[at + len(wanted) - 2].end))
    if len(found) != 1:
        raise LookupError(f"{bug.name}: its code is {len(found)} times in {bug.where}")
    return found[0]


# What a piece of code may be a part of, so that the printer can read it: by its end, what goes around it.
_AROUND = {":": (("", " pass"),), ",": (("f(", ")"), ("{", "}"))}


def _fragment(text: str) -> list[str]:
    """The tokens of a piece of code as the printer would write it; as it is where that cannot read it."""
    text = textwrap.dedent(text).strip()
    for before, after in _AROUND.get(text[-1], (("", ""),)):
        try:
            whole = ast.unparse(ast.parse(before + text + after))
        except SyntaxError:
            continue
        words = [token.text for token in tokens(whole)]
        inner = words[len(before) : len(words) - bool(after)]
        return [*inner, ","] if text[-1] == "," else inner
    return [token.text for token in tokens("\n".join(line.strip() for line in text.splitlines()))]


def tokens(code: str) -> Iterator[Token]:
    """The words of `code` without its layout, and without commas that are followed by a closing bracket."""
    starts = [0]
    for line in code.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    held: Token | None = None
    for kind, text, (row, column), (last_row, last_column), _ in _read(code):
        if kind in _LAYOUT:
            continue
        token = Token(_quoted(text, kind), starts[row - 1] + column, starts[last_row - 1] + last_column)
        if held is not None and token.text not in _CLOSED:
            yield held
        held = token if token.text == "," else None
        if held is None:
            yield token
    if held is not None:
        yield held


def _read(code: str) -> Iterator[tokenize.TokenInfo]:
    """Every token up to where a piece of code breaks off."""
    try:
        yield from tokenize.generate_tokens(io.StringIO(code).readline)
    except tokenize.TokenError:  # an open bracket at its end: all of it has been read
        return


def _quoted(text: str, kind: int) -> str:
    """A text with the quotes that the printer gives it; every other token as it is."""
    return ast.unparse(ast.parse(text)) if kind == tokenize.STRING else text
