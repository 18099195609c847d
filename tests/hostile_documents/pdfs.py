"""Hostile PDFs: broken files, bombs, cycles, what is too much, and what cannot be read."""

import random
import zlib
from collections.abc import Iterator
from functools import cache, partial

from chalicelib.domain.policy_documents.problems import ParsingProblem as P
from tests.hostile_documents.hostile import BROKEN, PARSED, PDF, Hostile, hostile, variants
from tests.hostile_documents.raw_pdf import page_of, pdf_of, stream, words
from tests.support.policy_files import MadeSection, MadeTable, make_pdf

MEGABYTE = 1 << 20


@cache
def sound() -> bytes:
    """A sound PDF of some pages."""
    text = "Flights of less than six hours are booked in economy class, whoever pays for them."
    table = MadeTable((("City", "Rate"), ("Oslo", "190 EUR"), ("Graz", "120 EUR")))
    return make_pdf(
        [MadeSection(f"Part {n}", (text,) * 6, f"{n}.", tables=(table,), new_page=n % 2 == 0) for n in range(1, 9)]
    )


def documents() -> Iterator[Hostile]:
    """Return all of them."""
    yield from _broken()
    yield from _structures()
    yield from _contents()
    yield from _unreadable()
    yield from _harmless()


def _cut(share: float) -> bytes:
    return sound()[: int(len(sound()) * share)]


def _flip(seed: int) -> bytes:
    chance, body = random.Random(seed), bytearray(sound())
    for _ in range(seed * 8 + 4):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def _lose(seed: int) -> bytes:
    chance, body = random.Random(seed), sound()
    start = chance.randrange(len(body) // 2)
    return body[:start] + body[start + chance.randrange(20, len(body) // 3) :]


def _broken() -> Iterator[Hostile]:
    shares = (0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.995)
    yield from variants(PDF, "truncated", ((share, partial(_cut, share)) for share in shares), *BROKEN)
    yield from variants(PDF, "flipped bytes", ((seed, partial(_flip, seed)) for seed in range(12)), *BROKEN)
    yield from variants(PDF, "lost bytes", ((seed, partial(_lose, seed)) for seed in range(6)), *BROKEN)
    yield hostile(PDF, "nothing", lambda: b"", P.EMPTY)
    yield hostile(PDF, "spaces", lambda: b" \n" * 5000, P.EMPTY)
    yield hostile(PDF, "NULs", lambda: bytes(5000), P.EMPTY)
    yield hostile(PDF, "a head alone", lambda: b"%PDF-1.7\n", P.DAMAGED)
    yield hostile(PDF, "a head and chance", lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(200_000), P.DAMAGED)
    yield hostile(PDF, "NULs after the head", lambda: sound()[:9] + bytes(100_000) + sound()[9:], *BROKEN)
    yield hostile(PDF, "a long preface", lambda: b"x" * 5000 + sound(), P.WRONG_TYPE)
    yield hostile(PDF, "no cross-reference", lambda: sound().replace(b"startxref", b"startxxxx"), *BROKEN)
    yield hostile(PDF, "no end of streams", lambda: sound().replace(b"endstream", b"endxxxxxx"), *BROKEN)
    yield hostile(PDF, "text as PDF", lambda: b"Travel policy\n" * 50, P.WRONG_TYPE)
    yield hostile(PDF, "PostScript as PDF", lambda: b"%!PS-Adobe-3.0\n", P.WRONG_TYPE)
    yield hostile(PDF, "a ZIP as PDF", lambda: b"PK\x03\x04" + bytes(50), P.WRONG_TYPE)
    yield hostile(PDF, "26 MB", lambda: sound() + b"%" * (26 * MEGABYTE), P.TOO_LARGE)


def _tree(kids: bytes, count: int = 1, **more: bytes) -> bytes:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        4: stream(words()),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    objects |= {int(name[1:]): body for name, body in more.items()}
    return pdf_of(objects)


def _deep_tree(depth: int) -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    objects |= {n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(2, depth)}
    objects[depth] = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    return pdf_of(objects)


def _many_pages(count: int) -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 4: stream(words()), 5: b"<< /Type /Font /Subtype /Type1 "
               b"/BaseFont /Helvetica >>"}  # fmt: skip
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(count))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    objects |= {10 + n: page for n in range(count)}
    return pdf_of(objects)


def _xref_loop() -> bytes:
    body = page_of(words())
    start = body.rindex(b"xref\n0")
    return body.replace(b"/Root", b"/Prev %d /Root" % start)


def _structures() -> Iterator[Hostile]:
    damaged = (P.DAMAGED, P.TOO_COMPLEX, P.EMPTY)
    yield hostile(PDF, "a page tree in itself", lambda: _tree(b"2 0 R"), *damaged)
    yield hostile(PDF, "two page trees in each other", lambda: _tree(
        b"6 0 R", _6=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), *damaged)  # fmt: skip
    yield hostile(PDF, "a page that is its own kid", lambda: _tree(
        b"3 0 R", _3=b"<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"), *damaged)  # fmt: skip
    yield hostile(PDF, "a page tree 5,000 deep", lambda: _deep_tree(5_000), *damaged)
    yield hostile(
        PDF, "one page 400,000 times", lambda: _tree(b"3 0 R " * 400_000, 400_000), P.TOO_MANY_PAGES, *damaged
    )
    yield hostile(PDF, "501 pages", lambda: _many_pages(501), P.TOO_MANY_PAGES)
    yield hostile(PDF, "20,000 pages", lambda: _many_pages(20_000), P.TOO_MANY_PAGES)
    yield hostile(PDF, "pages that count too many", lambda: _tree(b"3 0 R", 10**9), PARSED, P.TOO_MANY_PAGES, P.DAMAGED)
    yield hostile(PDF, "pages that count below nothing", lambda: _tree(b"3 0 R", -5), PARSED, P.DAMAGED)
    yield hostile(PDF, "no pages", lambda: _tree(b"", 0), *damaged)
    yield hostile(PDF, "kids that are not there", lambda: _tree(b"77 0 R 78 0 R", 2), *damaged)
    yield hostile(PDF, "a cross-reference that leads to itself", _xref_loop, PARSED, *damaged)
    yield hostile(PDF, "a cross-reference of a million million", lambda: page_of(words()).replace(
        b"xref\n0 6", b"xref\n0 999999999999"), PARSED, *damaged)  # fmt: skip
    yield hostile(PDF, "an object of number 4,000,000,000", lambda: page_of(words()).replace(
        b"5 0 obj", b"4000000000 0 obj"), PARSED, P.UNREADABLE_TEXT, *damaged)  # fmt: skip
    yield hostile(
        PDF, "a root that is not there", lambda: page_of(words()).replace(b"/Root 1", b"/Root 9"), PARSED, *damaged
    )
    yield hostile(PDF, "a length that is itself", lambda: page_of(words(), more={
        4: b"<< /Length 4 0 R >>\nstream\n" + words() + b"\nendstream"}), PARSED, *damaged)  # fmt: skip
    yield hostile(
        PDF, "a length below nothing", lambda: page_of(words()).replace(b"/Length ", b"/Length -"), PARSED, *damaged
    )
    yield hostile(
        PDF, "a length beyond all", lambda: page_of(words()).replace(b"/Length ", b"/Length 99999999"), PARSED, *damaged
    )
    yield hostile(PDF, "contents that are themselves", lambda: page_of(b"", more={4: b"4 0 R"}), PARSED, *damaged)
    yield hostile(PDF, "arrays 100,000 deep", lambda: page_of(words(), page=b"/X " + b"[" * 100_000), PARSED, *damaged)
    yield hostile(
        PDF, "dictionaries 50,000 deep", lambda: page_of(words(), page=b"/X " + b"<< /A " * 50_000), PARSED, *damaged
    )
    yield hostile(
        PDF, "arrays 100,000 deep in the content", lambda: page_of(b"[" * 100_000 + words()), PARSED, *damaged
    )
    yield hostile(
        PDF, "a number of 200,000 digits", lambda: page_of(b"9" * 200_000 + b" 0 Td " + words()), PARSED, *damaged
    )
    yield hostile(
        PDF, "a name of 5 MB", lambda: page_of(b"/" + b"A" * 5 * MEGABYTE + b" gs " + words()), PARSED, *damaged
    )
    yield hostile(
        PDF, "a string that never ends", lambda: page_of(b"BT /F1 12 Tf (" + b"(" * 300_000), PARSED, *damaged
    )
    yield hostile(PDF, "an outline that leads to itself", lambda: page_of(words(), more={
        1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
        6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R >>",
        7: b"<< /Title (x) /Parent 6 0 R /Next 7 0 R /First 7 0 R >>"}), PARSED)  # fmt: skip


def _bomb(megabytes: int, content: bytes = b"\x00") -> bytes:
    packer = zlib.compressobj(9)
    block = content * (MEGABYTE // len(content))
    made = b"".join(packer.compress(block) for _ in range(megabytes))
    return made + packer.flush()


def _bomb_page(megabytes: int, content: bytes, *, again: bool = False) -> bytes:
    held = _bomb(megabytes, content)
    filters = b"/FlateDecode"
    if again:
        held, filters = zlib.compress(held, 9), b"[/FlateDecode /FlateDecode]"
    body = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(held), filters, held)
    return page_of(b"", more={4: body})


def _nested_forms(depth: int, times: int) -> bytes:
    more = {}
    for n in range(depth):
        call = b"/X%d Do " % (n + 1) * times if n < depth - 1 else words()
        held = b"/XObject << /X%d %d 0 R >> /Font << /F1 5 0 R >>" % (n + 1, 11 + n)
        more[10 + n] = stream(call, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %s >>" % held)
    return page_of(b"/X0 Do", resources=b"/XObject << /X0 10 0 R >>", more=more)


def _contents() -> Iterator[Hostile]:
    limits = (P.TOO_COMPLEX, P.TOO_LARGE, P.DAMAGED)
    for megabytes in (50, 200, 800):
        yield hostile(
            PDF, f"a flate bomb of {megabytes} MB NULs", partial(_bomb_page, megabytes, b"\x00"), P.EMPTY, *limits
        )
    yield hostile(PDF, "a flate bomb of spaces", lambda: _bomb_page(400, b" " * 64), P.EMPTY, *limits)
    yield hostile(PDF, "a flate bomb of operators", lambda: _bomb_page(40, b"q 1 0 0 1 0 0 cm Q  "), P.EMPTY, *limits)
    yield hostile(PDF, "a flate bomb of text", lambda: _bomb_page(40, b"BT /F1 9 Tf (ab) Tj ET "), *limits)
    yield hostile(PDF, "a flate bomb in a flate bomb", lambda: _bomb_page(600, b"\x00", again=True), P.EMPTY, *limits)
    yield hostile(PDF, "a bomb in a picture", lambda: page_of(words() + b"/I Do", resources=b"/XObject << /I 6 0 R >>", more={
        6: b"<< /Subtype /Image /Width 9 /Height 9 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(_bomb(300)), _bomb(300))}), PARSED)  # fmt: skip
    yield hostile(PDF, "a form in itself", lambda: page_of(b"/X0 Do " + words(), resources=b"/XObject << /X0 6 0 R >>", more={
        6: stream(b"/X0 Do", b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 6 0 R >> >>")}), PARSED)  # fmt: skip
    yield hostile(PDF, "forms that multiply", lambda: _nested_forms(10, 10), *limits)
    yield hostile(PDF, "states that are never restored", lambda: page_of(b"q " * 300_000 + words()), PARSED, *limits)
    yield hostile(PDF, "300,000 pieces of text", lambda: page_of(
        b"BT /F1 9 Tf " + b"1 0 Td (a) Tj " * 300_000 + b"ET", flate=True), *limits)  # fmt: skip
    yield hostile(
        PDF, "400,000 rules", lambda: page_of(words() + b"0 0 99 99 re S\n" * 400_000, flate=True), PARSED, *limits
    )
    yield hostile(PDF, "a grid of 150 by 150", lambda: page_of(words(y=20) + _grid(150), flate=True), PARSED)
    yield hostile(
        PDF, "1,000 tables on a page", lambda: page_of(words(y=830) + _small_tables(1000), flate=True), PARSED
    )
    yield hostile(
        PDF, "a page as wide as the earth", lambda: page_of(words(), page=b"/MediaBox [0 0 1e30 1e30]"), PARSED, *limits
    )
    yield hostile(PDF, "a page of no size", lambda: page_of(words(), page=b"/MediaBox [0 0 0 0]"), PARSED, *limits)
    yield hostile(
        PDF, "a page turned by a billion", lambda: page_of(words(), page=b"/Rotate 1000000007"), PARSED, *limits
    )
    yield hostile(
        PDF, "text of size 1e20", lambda: page_of(b"BT /F1 100000000000000000000 Tf (a) Tj ET " + words()), PARSED
    )
    yield hostile(
        PDF, "operators without numbers", lambda: page_of(b"BT Tf Td Tm (x) ' \" TJ cm re Q Do ET " + words()), PARSED
    )
    yield hostile(
        PDF, "an unknown filter", lambda: page_of(b"").replace(b"/Length", b"/Filter /Xyz /Length"), P.EMPTY, *limits
    )
    yield hostile(PDF, "a LZW stream of chance", lambda: page_of(random.Random(3).randbytes(9999)).replace(
        b"/Length", b"/Filter /LZWDecode /Length"), P.EMPTY, *BROKEN)  # fmt: skip
    yield hostile(PDF, "a text of 20 MB", lambda: page_of(
        b"BT /F1 9 Tf " + (b"0 -9 Td (" + b"Travel " * 800 + b") Tj ") * 3600 + b"ET", flate=True), PARSED, *limits)  # fmt: skip


def _grid(lines: int) -> bytes:
    level = b"".join(b"20 %d m 570 %d l S\n" % (20 + 5 * n, 20 + 5 * n) for n in range(lines))
    return level + b"".join(b"%d 20 m %d 765 l S\n" % (20 + 3 * n, 20 + 3 * n) for n in range(lines))


def _small_tables(count: int) -> bytes:
    made = b""
    for n in range(count):
        x, y = 10 + 18 * (n % 30), 10 + 24 * (n // 30)
        made += b"%d %d 14 20 re S %d %d m %d %d l S %d %d m %d %d l S\n" % (
            x, y, x, y + 10, x + 14, y + 10, x + 7, y, x + 7, y + 20)  # fmt: skip
    return made


_UNMAPPED = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Odd /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType2 /BaseFont /AAAAAA+Odd /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
    b"/Supplement 0 >> /DW 500 %s >>] %s >>"
)


def _unreadable() -> Iterator[Hostile]:
    shown = b"BT /F1 12 Tf 72 700 Td <002400350048> Tj ET\n" * 20
    picture = b"<< /Subtype /Image /Width 1 /Height 1 /Length 1 >>\nstream\nx\nendstream"
    yield hostile(PDF, "a font without a map", lambda: page_of(shown, font=_UNMAPPED % (b"", b"")), P.UNREADABLE_TEXT)
    yield hostile(PDF, "a map of every character there is", lambda: page_of(shown, font=_UNMAPPED % (b"", b"/ToUnicode 6 0 R"), more={
        6: stream(b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> "
                  b"endbfrange")}), PARSED, P.UNREADABLE_TEXT, P.TOO_COMPLEX, P.DAMAGED)  # fmt: skip
    yield hostile(PDF, "widths of every character there is", lambda: page_of(
        shown, font=_UNMAPPED % (b"/W [0 4000000000 500]", b"")), P.UNREADABLE_TEXT, P.TOO_COMPLEX, P.DAMAGED)  # fmt: skip
    yield hostile(PDF, "a font that is none", lambda: page_of(words() * 9, font=b"[1 2 3]"), P.EMPTY, *BROKEN)
    yield hostile(PDF, "a font of nothing", lambda: page_of(words(), font=b"<< >>"), *BROKEN)
    yield hostile(PDF, "a scanned page", lambda: page_of(
        b"q 595 0 0 842 0 0 cm /I Do Q", resources=b"/XObject << /I 6 0 R >>", more={6: picture}), P.SCANNED_WITHOUT_TEXT)  # fmt: skip
    yield hostile(PDF, "an inline picture alone", lambda: page_of(
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"), P.SCANNED_WITHOUT_TEXT, P.EMPTY)  # fmt: skip
    yield hostile(
        PDF, "letters drawn as shapes", lambda: page_of(b"9 9 m 20 20 l 30 9 l f\n" * 500), P.SCANNED_WITHOUT_TEXT
    )
    yield hostile(PDF, "a blank page", lambda: page_of(b""), P.EMPTY)
    yield hostile(PDF, "text that is not painted", lambda: page_of(b"3 Tr " + words()), P.EMPTY)
    yield hostile(
        PDF, "a password", lambda: make_pdf([MadeSection("Secret", ("Nobody reads this.",))], encrypt="pw"), P.ENCRYPTED
    )
    yield hostile(PDF, "an unknown protection", lambda: page_of(
        words(), trailer=b"/Encrypt << /Filter /Odd /V 9 /R 9 >> /ID [<00> <00>]"), P.ENCRYPTED, P.DAMAGED)  # fmt: skip
    yield hostile(PDF, "a protection that is itself", lambda: page_of(
        words(), trailer=b"/Encrypt 6 0 R", more={6: b"6 0 R"}), P.ENCRYPTED, P.DAMAGED, PARSED)  # fmt: skip


def _harmless() -> Iterator[Hostile]:
    script = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"
    launch = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (cmd.exe) >> >>"
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    )
    yield hostile(PDF, "a script that is never run", lambda: page_of(words(), more={1: script}), PARSED)
    yield hostile(PDF, "a program that is never launched", lambda: page_of(words(), more={1: launch}), PARSED)
    yield hostile(PDF, "entities in its metadata", lambda: page_of(words(), more={
        1: b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>", 6: stream(laughs, b"/Type /Metadata /Subtype /XML")}), PARSED)  # fmt: skip
    yield hostile(PDF, "text that lies about its direction", lambda: page_of(
        b"BT /F1 12 Tf -1 0 0 1 72 700 Tm (Travel policy) Tj ET " + words()), PARSED)  # fmt: skip
