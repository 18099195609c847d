"""Hostile HTML, Markdown and plain text: depth, size, encodings, and what is no text."""

import random
from collections.abc import Iterator
from functools import partial

from chalicelib.domain.policy_documents.problems import ParsingProblem as P
from tests.hostile_documents.hostile import HTML, MARKDOWN, PARSED, TEXT, Hostile, hostile, variants

MEGABYTE = 1 << 20
_WORDS = "Flights of less than six hours are booked in economy class; Zürich is paid in CHF."


def documents() -> Iterator[Hostile]:
    """Return all of them."""
    yield from _html()
    yield from _markdown()
    yield from _text()


def _html() -> Iterator[Hostile]:
    much = (PARSED, P.TOO_COMPLEX, P.TOO_LARGE)
    yield hostile(HTML, "50,000 nested divs", lambda: b"<div>" * 50_000 + b"Rail", *much)
    yield hostile(HTML, "100,000 nested bold", lambda: b"<b>" * 100_000 + b"Rail", *much)
    yield hostile(HTML, "20,000 nested lists", lambda: b"<ul><li>" * 20_000 + b"Rail", *much)
    yield hostile(HTML, "3,000 nested tables", lambda: b"<table><tr><td>" * 3_000 + b"Rail", *much)
    yield hostile(HTML, "10,000 tables", lambda: b"<table><tr><td>a<td>b<tr><td>c<td>d</table>" * 10_000, *much)
    yield hostile(HTML, "a table of a million cells", lambda: b"<table>" + b"<tr>" + b"<td>a" * 1_000_000, *much)
    yield hostile(
        HTML, "a cell over a billion columns", lambda: b"<table><tr><td colspan=1000000000>a<td>b</table>", PARSED
    )
    yield hostile(
        HTML, "a cell over a billion rows", lambda: b"<table><tr><td rowspan=1000000000>a<td>b</table>" * 9, PARSED
    )
    yield hostile(HTML, "an attribute of 10 MB", lambda: b"<p title='" + b"x" * 10 * MEGABYTE + b"'>Rail", *much)
    yield hostile(
        HTML, "100,000 attributes", lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">Rail", *much
    )
    yield hostile(HTML, "6,000 headings", lambda: b"<h2>Rail</h2><p>No.</p>" * 6_000, P.TOO_COMPLEX)
    yield hostile(
        HTML, "24 MB of text", lambda: (_WORDS * 300_000).encode()[: 24 * MEGABYTE], P.TOO_LARGE, P.TOO_COMPLEX
    )
    yield hostile(HTML, "26 MB", lambda: b"<p>" + b"a" * (26 * MEGABYTE), P.TOO_LARGE)
    yield hostile(HTML, "a script alone", lambda: b"<script>document.write('Rail')</script>", P.EMPTY)
    yield hostile(HTML, "what is hidden alone", lambda: b"<p hidden>Rail<p style='display: none'>Air", P.EMPTY)
    yield hostile(HTML, "tags alone", lambda: b"<html><body><div><p></p></div>", P.EMPTY)
    yield hostile(HTML, "a comment that never ends", lambda: b"<p>Rail<!-- " + b"x" * 100_000, PARSED)
    yield hostile(HTML, "a script that never ends", lambda: b"<p>Rail<script>" + b"<p>x" * 100_000, PARSED)
    yield hostile(HTML, "a program as a page", lambda: b"\x7fELF" + bytes(5_000), P.WRONG_TYPE)
    yield hostile(HTML, "chance as a page", lambda: random.Random(4).randbytes(100_000), P.WRONG_TYPE)
    yield hostile(HTML, "a DOCX as a page", lambda: b"PK\x03\x04" + bytes(500), P.WRONG_TYPE)
    yield hostile(HTML, "NULs in every tag", lambda: b"<\0p>Rail</\0p>\0" * 50, PARSED, P.EMPTY, P.WRONG_TYPE)
    yield hostile(HTML, "entities that are numbers beyond all", lambda: b"<p>&#99999999999; &#xD800; &#0; Rail", PARSED)
    encodings = ("utf-16", "utf-32", "cp1252", "iso8859-2", "shift_jis")
    yield from variants(HTML, "an encoding that it does not say", (
        (name, partial(f"<p>{_WORDS}".encode, name, "replace")) for name in encodings), PARSED, P.WRONG_TYPE)  # fmt: skip
    for name in ("utf-7", "rot13", "hex", "zlib_codec", "idna", "x-user-defined"):
        yield hostile(
            HTML,
            f"a page that says to be {name}",
            f"<meta charset={name}><p>{_WORDS}".encode,
            PARSED,
        )


def _markdown() -> Iterator[Hostile]:
    much = (PARSED, P.TOO_COMPLEX, P.EMPTY)
    yield hostile(MARKDOWN, "50,000 nested quotes", lambda: b">" * 50_000 + b" Rail", *much)
    yield hostile(MARKDOWN, "10,000 nested lists", lambda: b"- " * 10_000 + b"Rail", *much)
    yield hostile(MARKDOWN, "50,000 brackets", lambda: b"[" * 50_000 + b"Rail" + b"]" * 50_000, *much)
    yield hostile(MARKDOWN, "50,000 pictures", lambda: b"![" * 50_000 + b"Rail", *much)
    yield hostile(MARKDOWN, "100,000 stars", lambda: b"*a **b " * 50_000, *much)
    yield hostile(MARKDOWN, "backticks of every length", lambda: b" ".join(b"`" * n for n in range(1, 1_500)), *much)
    yield hostile(
        MARKDOWN, "a table of 10,000 columns", lambda: b"|a" * 10_000 + b"|\n" + b"|-" * 10_000 + b"|\n|b|\n", *much
    )
    yield hostile(MARKDOWN, "6,000 headings", lambda: b"# Rail\n\nNo.\n\n" * 6_000, P.TOO_COMPLEX)
    yield hostile(MARKDOWN, "a code that never ends", lambda: b"```\n" + b"Rail\n" * 9_000, PARSED)
    yield hostile(MARKDOWN, "front matter that never ends", lambda: b"---\ntitle: x\n" + b"a: &a [*a]\n" * 9_000, *much)
    yield hostile(
        MARKDOWN, "20,000 references", lambda: b"".join(b"[a%d]: b\n" % n for n in range(20_000)) + b"[a1] Rail", *much
    )
    yield hostile(MARKDOWN, "a picture as Markdown", lambda: b"\x89PNG\r\n\x1a\n" + bytes(900), P.WRONG_TYPE)
    yield hostile(MARKDOWN, "scripts in HTML", lambda: b"<script>alert(1)</script>\n\nRail", PARSED)
    yield hostile(MARKDOWN, "5 MB in a line", lambda: b"Rail or air " * 500_000, P.TOO_LARGE, P.TOO_COMPLEX)


def _text() -> Iterator[Hostile]:
    encodings = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman")
    yield from variants(TEXT, "text", ((name, partial((_WORDS * 9).encode, name)) for name in encodings), PARSED)
    yield hostile(
        TEXT, "two encodings in one file", lambda: _WORDS.encode() * 50 + _WORDS.encode("latin-1") * 50, PARSED
    )
    yield hostile(TEXT, "half a character at the end", lambda: _WORDS.encode("utf-16")[:-1], PARSED, P.WRONG_TYPE)
    yield hostile(TEXT, "chance as text", lambda: random.Random(6).randbytes(100_000), P.WRONG_TYPE)
    yield hostile(TEXT, "a compressed file as text", lambda: b"\x1f\x8b\x08" + bytes(500), P.WRONG_TYPE)
    yield hostile(TEXT, "a page as text", lambda: b"<!doctype html><p>Rail", PARSED, P.WRONG_TYPE)
    yield hostile(TEXT, "ten million empty lines", lambda: b"\n" * 10_000_000 + b"Rail", PARSED, P.TOO_COMPLEX)
    yield hostile(TEXT, "NULs between letters", lambda: b"\0".join([b"Rail before air, always."] * 9), PARSED)
    yield hostile(
        TEXT, "6,000 headings", lambda: b"\n\n".join(b"Article %d\n\nNo." % n for n in range(6_000)), P.TOO_COMPLEX
    )
    yield hostile(TEXT, "20 MB in a line", lambda: b"a" * (20 * MEGABYTE), P.TOO_LARGE, P.TOO_COMPLEX)
    yield hostile(
        TEXT, "a million marks on a letter", lambda: ("a" + "\u0301" * 500_000).encode(), PARSED, P.TOO_COMPLEX
    )
    yield hostile(TEXT, "marks that turn the direction", lambda: "\u202eRail\u202c \u2066air\u2069".encode(), PARSED)
    yield hostile(
        TEXT, "half of a pair", lambda: "Rail \ud800 air".encode("utf-16-le", "surrogatepass"), PARSED, P.WRONG_TYPE
    )
    yield hostile(TEXT, "signs of a terminal", lambda: b"\x1b[2J\x1b]0;x\x07 Rail before air, always." * 9, PARSED)
    yield hostile(TEXT, "whitespace of every kind", lambda: "\u00a0\u2003\u3000\t\u200b\ufeff".encode() * 999, P.EMPTY)
    yield hostile("application/x-tar", "a type that is not read", lambda: b"Rail", P.WRONG_TYPE)
    yield hostile("text/plain; charset=utf-8", "a type with a parameter", lambda: b"Rail before air.", PARSED)
