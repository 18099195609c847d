"""A DOCX as a package: which parts it has, read only as far as they are what they say, and never with a DTD."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError  # nosec B405 - the type; defusedxml parses

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.gateways.document_parsing.protocol import ParsingFailed

MOST_PARTS = 5_000
LARGEST_PART = 48 * 1024 * 1024  # bytes, unpacked, of one of those that are read
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 8 * 1024 * 1024
MAIN = "word/document.xml"
_OTHER_TYPES = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "mimetype": "an OpenDocument or EPUB file",
    "META-INF/MANIFEST.MF": "a Java archive",
}
_MACROS = ("vbaproject.bin", "vbadata.xml")


class Package:
    """The parts of a DOCX. Raises ParsingFailed when it is none, or not a safe one."""

    def __init__(self, body: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise ParsingFailed(ParsingProblem.DAMAGED, "it is no complete ZIP archive") from error
        parts = self._archive.infolist()
        if len(parts) > MOST_PARTS:
            raise ParsingFailed(ParsingProblem.TOO_COMPLEX, f"it has more than {MOST_PARTS:,} parts")
        self._parts = {part.filename: part for part in parts}
        self._vet_kind()

    def _vet_kind(self) -> None:
        for name in self._parts:
            lower = name.lower()
            if lower.endswith(_MACROS) or "/activex/" in lower:
                raise ParsingFailed(ParsingProblem.ACTIVE_CONTENT, name[:200])
        if MAIN not in self._parts:
            other = next((kind for name, kind in _OTHER_TYPES.items() if name in self._parts), None)
            raise ParsingFailed(ParsingProblem.WRONG_TYPE, f"it is {other or 'a ZIP archive, and no DOCX'}")
        if "[Content_Types].xml" in self._parts and b"macroEnabled" in self._read("[Content_Types].xml"):
            raise ParsingFailed(ParsingProblem.ACTIVE_CONTENT, "it is a document with macros (DOCM)")

    def _read(self, name: str) -> bytes:
        part = self._parts[name]
        if part.flag_bits & 1:
            raise ParsingFailed(ParsingProblem.ENCRYPTED)
        bloated = part.file_size > max(part.compress_size, 1) * _HIGHEST_RATIO
        if part.file_size > LARGEST_PART or (bloated and part.file_size > _RATIO_COUNTS_FROM):
            raise ParsingFailed(ParsingProblem.TOO_LARGE, f"{name} unpacks to {part.file_size:,} bytes")
        try:
            with self._archive.open(part) as stream:
                body = stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
            raise ParsingFailed(ParsingProblem.DAMAGED, f"{name} cannot be unpacked") from error
        except Exception as error:
            # What decompressors raise has no common class.
            if type(error).__module__ in {"zlib", "_lzma", "_bz2"}:
                raise ParsingFailed(ParsingProblem.DAMAGED, f"{name} cannot be unpacked") from error
            raise
        if len(body) > LARGEST_PART:
            raise ParsingFailed(ParsingProblem.TOO_LARGE, f"{name} unpacks to more than it says")
        return body

    def root(self, name: str) -> Element | None:
        """Return a small part's root element, None when there is no such part."""
        if name not in self._parts:
            return None
        try:
            return fromstring(self._read(name), forbid_dtd=True)
        except (ParseError, ValueError, LookupError) as error:
            raise _failed(name, error) from error

    def children(self, name: str, holder: str) -> Iterator[Element]:
        """Return the elements right below the element called `holder`, one after the other; each is forgotten when the
        next is asked for, so that long documents take little memory."""
        depth, inside = 0, None
        try:
            for event, element in iterparse(io.BytesIO(self._read(name)), ("start", "end"), forbid_dtd=True):
                if event == "start":
                    depth += 1
                    if inside is None and local_name(element) == holder:
                        inside = (depth, element)
                    continue
                if inside is not None and depth == inside[0] + 1:
                    yield element
                    inside[1].clear()
                depth -= 1
        except (ParseError, ValueError, LookupError) as error:
            raise _failed(name, error) from error


def _failed(name: str, error: Exception) -> ParsingFailed:
    if isinstance(error, DefusedXmlException):
        return ParsingFailed(ParsingProblem.UNSAFE_MARKUP, f"{name} has a document type declaration")
    return ParsingFailed(ParsingProblem.DAMAGED, f"{name} is no well-formed XML")


def local_name(element: Element) -> str:
    """Return an element's name without its namespace: the strict and the transitional form have different ones."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace, None when there is none."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element that the names lead to, each the first of its name below the one before; None without."""
    for name in names:
        element = next((each for each in element if local_name(each) == name), None) if element is not None else None
    return element
