"""Markdown as CommonMark has it, with the tables of GitHub; indented text is text and not code."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from chalicelib.domain.policy_documents import numbering
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.blocks import Block, Caption, Heading, Paragraph, TableBlock
from chalicelib.gateways.document_parsing.captions import attach_captions
from chalicelib.gateways.document_parsing.cleaning import clean, decode, mend, without_bullet
from chalicelib.gateways.document_parsing.plain_lines import LONGEST_LINE
from chalicelib.gateways.document_parsing.protocol import OnProgress
from chalicelib.gateways.document_parsing.sections import build_document

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(\S.*?)\s*$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
# A title of a part that stands in a line of its own without a mark, as regulations that were converted have it.
_PART = re.compile(r"^(?:sub)?(?:part|chapter|title)\s+[\w-]+\s*[—–:]\s*\S", re.IGNORECASE)


def parse_markdown(body: bytes, on_progress: OnProgress) -> ParsedDocument:
    """Return the sections of a Markdown file. Raises ParsingFailed."""
    on_progress(0, None)
    text = mend(decode(body)).replace("\r\n", "\n").replace("\r", "\n")
    title = None
    if front := _FRONT_MATTER.match(text):
        title = _title(front[1])
        text = text[front.end() :]
    return build_document(attach_captions(read_blocks(text)), title=title, pages=None)


def read_blocks(text: str) -> Iterator[Block]:
    """Return the blocks of Markdown text."""
    return _Reader(_tokens(text)).blocks()


def _title(front_matter: str) -> str | None:
    found = _TITLE.search(front_matter)
    return clean(found[1].strip("\"'")) if found else None


def _tokens(text: str) -> list[Token]:
    reader = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"]).disable("code")
    return reader.parse(text)


class _Reader:
    """Turns tokens into blocks, in order."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.items: list[str] = []
        self.rows: list[tuple[str, ...]] = []
        self.row: list[str] = []

    def blocks(self) -> Iterator[Block]:
        for at, token in enumerate(self.tokens):
            match token.type:
                case "inline":
                    yield from self._inline(token, self.tokens[at - 1])
                case "list_item_open":
                    self.items.append(token.info + token.markup if token.info else "")
                case "table_open":
                    self.rows = []
                case "tr_open":
                    self.row = []
                case "tr_close":
                    self.rows.append(tuple(self.row))
                case "table_close":
                    yield TableBlock(tuple(self.rows))
                case "fence" | "code_block":
                    yield from _code(token.content)
                case "html_block":
                    yield from _html(token.content)
                case _:
                    pass

    def _inline(self, token: Token, before: Token) -> Iterator[Block]:
        text, pictures = _words(token)
        yield from (Caption(each) for each in pictures)
        match before.type:
            case "heading_open":
                if text:
                    yield Heading(text, int(before.tag[1]))
            case "th_open" | "td_open":
                self.row.append(text)
            case _:
                label = self.items.pop() if self.items else ""
                yield from self._paragraph(f"{label} {text}" if label else without_bullet(text))

    def _paragraph(self, text: str) -> Iterator[Block]:
        if not text:
            return
        if _PART.match(text) and len(text) <= LONGEST_LINE and not text.endswith("."):
            yield Heading(text, numbering.named_depth(text))
        else:
            yield Paragraph(text)


def _words(token: Token) -> tuple[str, list[str]]:
    """Return the words of a line of Markdown, and what its pictures show."""
    words: list[str] = []
    pictures: list[str] = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline" | "text_special":
                words.append(child.content)
            case "softbreak" | "hardbreak":
                words.append(" ")
            case "image":
                pictures.append(clean(child.content))
            case _:
                pass
    return clean("".join(words)), [each for each in pictures if each]


def _code(content: str) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", content):
        lines = [line.rstrip() for line in part.split("\n")]
        if text := "\n".join(line for line in lines if line):
            yield Paragraph(text)


def _html(content: str) -> Iterator[Block]:
    if text := clean(_TAG.sub(" ", content)):
        yield Paragraph(text)
