"""Hostile DOCX files: broken archives, bombs, entities, macros, what is too deep or too much."""

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from functools import cache, partial

from chalicelib.domain.policy_documents.problems import ParsingProblem as P
from tests.hostile_documents.hostile import BROKEN, DOCX, PARSED, Hostile, hostile, variants
from tests.support.policy_files import MadeSection, MadeTable, docx_of, docx_paragraph, docx_table, make_docx

MEGABYTE = 1 << 20
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WORDS = docx_paragraph("Travel policy")


@cache
def sound() -> bytes:
    """A sound DOCX."""
    table = MadeTable((("City", "Rate"), ("Oslo", "190 EUR")), "Table 1: Rates")
    return make_docx(
        [MadeSection(f"Part {n}", ("Rail before air. " * 30,), f"{n}.", tables=(table,)) for n in range(1, 40)]
    )


def documents() -> Iterator[Hostile]:
    """Return all of them."""
    yield from _broken()
    yield from _bombs()
    yield from _markup()
    yield from _kinds()
    yield from _much()


def _flip(seed: int) -> bytes:
    chance, body = random.Random(seed), bytearray(sound())
    for _ in range(seed + 1):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def _broken() -> Iterator[Hostile]:
    ends = (*BROKEN, P.ENCRYPTED, P.TOO_LARGE, P.UNSAFE_MARKUP)
    shares = (0.01, 0.2, 0.5, 0.9, 0.99, 0.999)
    cuts = ((share, lambda share=share: sound()[: int(len(sound()) * share)]) for share in shares)
    yield from variants(DOCX, "truncated", cuts, *ends)
    yield from variants(DOCX, "flipped bytes", ((seed, partial(_flip, seed)) for seed in range(10)), *ends)
    yield hostile(DOCX, "nothing", lambda: b"", P.EMPTY)
    yield hostile(DOCX, "a head alone", lambda: b"PK\x03\x04", P.DAMAGED)
    yield hostile(DOCX, "a head and chance", lambda: b"PK\x03\x04" + random.Random(2).randbytes(90_000), P.DAMAGED)
    yield hostile(DOCX, "an archive without parts", lambda: b"PK\x05\x06" + bytes(18), P.WRONG_TYPE)
    yield hostile(DOCX, "a part that unpacks to something else", _wrong_sum, P.DAMAGED)
    yield hostile(DOCX, "a part packed in no known way", lambda: _method(97), P.DAMAGED)
    yield hostile(DOCX, "a part that says to be encrypted", _flagged, P.ENCRYPTED, P.DAMAGED)


def _patched(offset_local: int, offset_central: int, value: int, form: str = "<H") -> bytes:
    """Return the sound file with a field of every part changed, in its head and in the directory."""
    body = bytearray(sound())
    for mark, offset in ((b"PK\x03\x04", offset_local), (b"PK\x01\x02", offset_central)):
        at = body.find(mark)
        while at >= 0:
            struct.pack_into(form, body, at + offset, value)
            at = body.find(mark, at + 4)
    return bytes(body)


def _flagged() -> bytes:
    return _patched(6, 8, 1)


def _method(number: int) -> bytes:
    return _patched(8, 10, number)


def _wrong_sum() -> bytes:
    return _patched(14, 16, 12345, "<I")


def _document(body: str, *, prolog: str = "", encoding: str = "utf-8") -> bytes:
    return f"{prolog}<w:document {_W}><w:body>{body}</w:body></w:document>".encode(encoding)


def _with_document(document: bytes, **more: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def _filled(megabytes: int) -> bytes:
    block = f"<w:p><w:r><w:t>{'a' * 900}</w:t></w:r></w:p>" * 1100
    return _with_document(_document(block * megabytes))


def _bombs() -> Iterator[Hostile]:
    yield hostile(DOCX, "a bomb of 400 MB", lambda: _with_document(b" " * (400 * MEGABYTE)), P.TOO_LARGE)
    yield hostile(DOCX, "a bomb of 40 MB", lambda: _with_document(b" " * (40 * MEGABYTE)), P.TOO_LARGE, P.DAMAGED)
    yield hostile(DOCX, "a bomb of paragraphs", lambda: _filled(60), P.TOO_LARGE)
    yield hostile(DOCX, "a bomb in a picture", lambda: _with_document(
        _document(_WORDS), word__media__image1=bytes(200 * MEGABYTE)), PARSED)  # fmt: skip
    yield hostile(DOCX, "a bomb in its styles", lambda: docx_of(
        _WORDS, extra={"word/styles.xml": " " * (200 * MEGABYTE)}), P.TOO_LARGE)  # fmt: skip
    yield hostile(DOCX, "a part that says to be small", lambda: _patched(22, 24, 10, "<I"), P.DAMAGED, PARSED)
    yield hostile(DOCX, "an archive in an archive", lambda: _with_document(
        _document(_WORDS), inner=_with_document(_document(_WORDS))), PARSED)  # fmt: skip
    yield hostile(DOCX, "an archive of archives alone", lambda: _archive({"a.docx": sound()}), P.WRONG_TYPE)
    yield hostile(DOCX, "10,000 parts", lambda: _archive({f"word/{n}.xml": b"x" for n in range(10_000)}), P.TOO_COMPLEX)


def _archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


_LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


def _markup() -> Iterator[Hostile]:
    def entity(declared: str, used: str = "&x;") -> bytes:
        return _with_document(_document(f"<w:p><w:r><w:t>{used}</w:t></w:r></w:p>", prolog=declared))

    yield hostile(DOCX, "entities that multiply", lambda: entity(_LAUGHS, "&j;"), P.UNSAFE_MARKUP)
    yield hostile(DOCX, "an entity of a long text", lambda: entity(
        f'<!DOCTYPE w [<!ENTITY x "{"x" * 100_000}">]>', "&x;" * 9_000), P.UNSAFE_MARKUP)  # fmt: skip
    for kind, address in (("a file", "file:///etc/passwd"), ("an address", "http://127.0.0.1:9/x")):
        yield hostile(DOCX, f"an entity that is {kind}", partial(
            entity, f'<!DOCTYPE w [<!ENTITY x SYSTEM "{address}">]>'), P.UNSAFE_MARKUP)  # fmt: skip
        yield hostile(DOCX, f"a parameter entity that is {kind}", partial(
            entity, f'<!DOCTYPE w [<!ENTITY % p SYSTEM "{address}"> %p;]>', "x"), P.UNSAFE_MARKUP)  # fmt: skip
        yield hostile(DOCX, f"a document type that is {kind}", partial(
            entity, f'<!DOCTYPE w SYSTEM "{address}">', "x"), P.UNSAFE_MARKUP)  # fmt: skip
    yield hostile(DOCX, "entities in its styles", lambda: docx_of(
        _WORDS, extra={"word/styles.xml": _LAUGHS + f"<w:styles {_W}>&j;</w:styles>"}), P.UNSAFE_MARKUP)  # fmt: skip
    yield hostile(DOCX, "markup that is none", lambda: _with_document(b"Travel policy"), P.DAMAGED)
    yield hostile(DOCX, "markup that ends early", lambda: _with_document(_document(_WORDS * 50)[:-200]), P.DAMAGED)
    yield hostile(DOCX, "an empty part", lambda: _with_document(b""), P.DAMAGED)
    yield hostile(DOCX, "UTF-16", lambda: _with_document(
        _document(_WORDS, prolog='<?xml version="1.0" encoding="utf-16"?>', encoding="utf-16")), PARSED)  # fmt: skip
    yield hostile(DOCX, "an encoding that it is not in", lambda: _with_document(
        _document(docx_paragraph("Zürich"), prolog='<?xml version="1.0" encoding="utf-8"?>', encoding="latin-1")), P.DAMAGED)  # fmt: skip
    yield hostile(DOCX, "an encoding that nobody knows", lambda: _with_document(
        _document(_WORDS, prolog='<?xml version="1.0" encoding="odd-9"?>')), P.DAMAGED)  # fmt: skip
    yield hostile(DOCX, "NULs in its text", lambda: _with_document(_document(docx_paragraph("a\0b"))), P.DAMAGED)
    yield hostile(DOCX, "other namespaces", lambda: _with_document(
        b'<d xmlns="urn:x"><body><p><r><t>Travel policy</t></r></p></body></d>'), PARSED)  # fmt: skip
    yield hostile(DOCX, "an attribute of 10 MB", lambda: _with_document(
        _document(f'<w:p w:rsid="{"1a2b3c4d5e6f7" * 800_000}"/>{_WORDS}')), PARSED, P.TOO_LARGE)  # fmt: skip


def _kinds() -> Iterator[Hostile]:
    macro = {"word/vbaProject.bin": "x"}
    enabled = "<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"
    yield hostile(DOCX, "macros", lambda: docx_of(_WORDS, extra=macro), P.ACTIVE_CONTENT)
    yield hostile(
        DOCX, "macros by another name", lambda: docx_of(_WORDS, extra={"x/VBAPROJECT.BIN": "x"}), P.ACTIVE_CONTENT
    )
    yield hostile(DOCX, "a DOCM called DOCX", lambda: docx_of(
        _WORDS, extra={"[Content_Types].xml": enabled}), P.ACTIVE_CONTENT)  # fmt: skip
    yield hostile(
        DOCX, "controls", lambda: docx_of(_WORDS, extra={"word/activeX/activeX1.xml": "<x/>"}), P.ACTIVE_CONTENT
    )
    yield hostile(DOCX, "a spreadsheet", lambda: _archive({"xl/workbook.xml": b"<x/>"}), P.WRONG_TYPE)
    yield hostile(DOCX, "a presentation", lambda: _archive({"ppt/presentation.xml": b"<x/>"}), P.WRONG_TYPE)
    yield hostile(
        DOCX, "an OpenDocument text", lambda: _archive({"mimetype": b"x", "content.xml": b"<x/>"}), P.WRONG_TYPE
    )
    yield hostile(DOCX, "an old DOC", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), P.WRONG_TYPE)
    yield hostile(DOCX, "a password", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
                  + "EncryptedPackage".encode("utf-16-le") + bytes(4096), P.ENCRYPTED)  # fmt: skip
    yield hostile(DOCX, "a PDF called DOCX", lambda: b"%PDF-1.7\n" + bytes(900), P.WRONG_TYPE)
    yield hostile(DOCX, "parts outside of its folder", lambda: docx_of(
        _WORDS, extra={"../../etc/cron.d/x": "x", "/etc/passwd": "x", "C:\\x": "x"}), PARSED)  # fmt: skip
    yield hostile(DOCX, "one part twice", lambda: _twice(), PARSED, P.DAMAGED)
    yield hostile(DOCX, "pictures alone", lambda: docx_of("<w:p><w:r><w:drawing/></w:r></w:p>"), P.EMPTY)


def _twice() -> bytes:
    made = io.BytesIO(sound())
    with zipfile.ZipFile(made, "a") as archive:
        info = zipfile.ZipInfo("word/document2.xml")
        archive.writestr(info, _document(_WORDS))
    return made.getvalue().replace(b"word/document2.xml", b"word/document.xml\0")


def _nest(open_: str, close: str, depth: int, inside: str = _WORDS) -> bytes:
    return docx_of(open_ * depth + inside + close * depth)


def _much() -> Iterator[Hostile]:
    deep = (PARSED, P.TOO_COMPLEX, P.EMPTY)
    styles = f'<w:styles {_W}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B">'
    styles += '<w:basedOn w:val="A"/></w:style></w:styles>'
    number = '<w:numPr><w:ilvl w:val="99999"/><w:numId w:val="1"/></w:numPr>'
    yield hostile(
        DOCX, "controls 20,000 deep", lambda: _nest("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 20_000), *deep
    )
    yield hostile(DOCX, "paragraphs 50,000 deep", lambda: _nest("<w:p>", "</w:p>", 50_000), *deep)
    yield hostile(
        DOCX, "tables 5,000 deep", lambda: _nest("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 5_000), *deep
    )
    yield hostile(DOCX, "text boxes 5,000 deep", lambda: _nest(
        "<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 5_000), *deep)  # fmt: skip
    yield hostile(DOCX, "10,000 tables", lambda: docx_of(docx_table((("a", "b"), ("c", "d"))) * 10_000), PARSED)
    yield hostile(DOCX, "a table of 400,000 cells", lambda: docx_of(
        docx_table((("a", "b", "c", "d"),) * 100_000)), P.TOO_COMPLEX, P.TOO_LARGE)  # fmt: skip
    yield hostile(
        DOCX, "6,000 headings", lambda: docx_of(docx_paragraph("Rail", style="Heading1") * 6_000), P.TOO_COMPLEX
    )
    yield hostile(DOCX, "a paragraph of 6 MB", lambda: docx_of(docx_paragraph(_chance_words())), P.TOO_LARGE)
    yield hostile(DOCX, "styles that rest on each other", lambda: docx_of(
        docx_paragraph("Rail", style="A"), extra={"word/styles.xml": styles}), PARSED)  # fmt: skip
    yield hostile(DOCX, "a list 99,999 deep", lambda: docx_of(docx_paragraph("Rail", properties=number)), PARSED)
    yield hostile(DOCX, "a cell over a billion columns", lambda: docx_of(
        docx_table((("a", "b"),)).replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>')), PARSED)  # fmt: skip


def _chance_words() -> str:
    chance = random.Random(5)
    return " ".join(f"{chance.getrandbits(32):x}" for _ in range(680_000))
