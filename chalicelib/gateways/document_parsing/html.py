"""HTML as a browser shows it: without scripts, styles, navigation and what is hidden."""

import re
from collections.abc import Generator, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.blocks import Block, Caption, Heading, Paragraph
from chalicelib.gateways.document_parsing.captions import attach_captions
from chalicelib.gateways.document_parsing.cleaning import clean, decode, mend
from chalicelib.gateways.document_parsing.html_tables import is_data_table, read_table
from chalicelib.gateways.document_parsing.labels import format_count
from chalicelib.gateways.document_parsing.protocol import OnProgress
from chalicelib.gateways.document_parsing.sections import build_document

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_EMBEDDED = re.compile(rb"data:[a-z]+/[A-Za-z0-9.+-]+;base64,[A-Za-z0-9+/=%]{100,}")  # pictures in the page itself
_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "nav",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "object",
        "embed",
        "button",
        "select",
        "textarea",
        "input",
        "datalist",
        "audio",
        "video",
        "canvas",
        "map",
        "math",
        "dialog",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "-text",
        "-comment",
        "img",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = re.compile(r"@[a-z-]+[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # what holds for print, or some screens
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_SIMPLE = re.compile(r"(?:[A-Za-z][A-Za-z0-9]*)?(?:[.#][A-Za-z_-][\w-]*)+")
_LONGEST_STYLE = 500_000
_MOST_SELECTORS = 200
_LISTED = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def parse_html(body: bytes, on_progress: OnProgress) -> ParsedDocument:
    """Return the sections of a page. Raises ParsingFailed."""
    on_progress(0, None)
    declared = [found.decode("ascii") for found in _DECLARED.findall(body[:4096])]
    page = LexborHTMLParser(mend(decode(_EMBEDDED.sub(b"", body), declared)))
    title = page.css_first("title")
    blocks = attach_captions(_Walk(_styled_away(page)).blocks(page.root)) if page.root is not None else ()
    return build_document(blocks, title=clean(title.text()) if title is not None else None, pages=None)


def _styled_away(page: LexborHTMLParser) -> frozenset[int]:
    """Return the nodes that the page's own styles hide on a screen, by their identity."""
    styles = "".join(node.text() for node in page.css("style"))[:_LONGEST_STYLE]
    rules = _RULE.findall(_CONDITIONAL.sub("", _COMMENT.sub("", styles)))
    selectors = [each.strip() for chosen, does in rules if _HIDDEN.search(does) for each in chosen.split(",")]
    simple = [each for each in selectors if _SIMPLE.fullmatch(each)][:_MOST_SELECTORS]
    return frozenset(node.mem_id for selector in simple for node in page.css(selector))


class _Walk:
    """Goes through a page once, without recursion, for pages nest as deep as they like."""

    def __init__(self, hidden: frozenset[int] = frozenset()) -> None:
        self.hidden = hidden
        self.words: list[str] = []
        self.heading: int | None = None
        self.label = ""
        self.lists: list[tuple[str | None, int]] = []
        self.in_caption = False
        self.preformatted = 0

    def blocks(self, root: LexborNode) -> Iterator[Block]:
        node: LexborNode | None = root
        while node is not None:
            enters = yield from self._enter(node)
            below = node.child if enters else None
            if below is not None:
                node = below
                continue
            while node is not None:
                if enters:
                    yield from self._close(node)
                enters = True
                beside = None if node.mem_id == root.mem_id else node.next
                if beside is not None:
                    node = beside
                    break
                node = None if node.mem_id == root.mem_id else node.parent
        yield from self._flush()

    def _enter(self, node: LexborNode) -> Generator[Block, None, bool]:
        """Return whether to go into the node."""
        tag = node.tag or ""
        if tag == "-text":
            self.words.append(node.text_content or "")
            return True
        if tag in _LEFT_OUT or node.mem_id in self.hidden or _is_hidden(node):
            return False
        if tag == "img":
            if (shown := clean(node.attributes.get("alt") or "")) and self.heading is None:
                yield Caption(shown)
        elif tag == "br":
            self.words.append("\n")
        elif tag not in _INLINE:
            yield from self._flush()
            if tag == "table" and is_data_table(node):
                yield from read_table(node)
                return False
            self._open(tag, node)
        return True

    def _open(self, tag: str, node: LexborNode) -> None:
        if level := _HEADINGS.get(tag) or _aria_level(node):
            self.heading = level
        elif tag in {"ol", "ul", "menu"}:
            self.lists.append((_LISTED.get(node.attributes.get("type") or "", "decimal") if tag == "ol" else None,
                               _start(node)))  # fmt: skip
        elif tag == "li" and self.lists and (form := self.lists[-1][0]):
            count = self.lists[-1][1]
            self.label = f"{format_count(count, form)}. "
            self.lists[-1] = (form, count + 1)
        elif tag in {"figcaption", "caption"}:
            self.in_caption = True
        elif tag == "pre":
            self.preformatted += 1

    def _close(self, node: LexborNode) -> Iterator[Block]:
        tag = node.tag or ""
        if tag in _INLINE or tag == "br":
            return
        yield from self._flush()
        if tag in _HEADINGS or _aria_level(node):
            self.heading = None
        elif tag in {"ol", "ul", "menu"} and self.lists:
            self.lists.pop()
        elif tag in {"figcaption", "caption"}:
            self.in_caption = False
        elif tag == "pre":
            self.preformatted -= 1

    def _flush(self) -> Iterator[Block]:
        raw, self.words = "".join(self.words), []
        if self.preformatted and self.heading is None:
            parts = ["\n".join(line.rstrip() for line in part.splitlines() if line.strip())
                     for part in re.split(r"\n\s*\n", raw)]  # fmt: skip
            yield from (Paragraph(part) for part in parts if part.strip())
            return
        text = clean(raw)
        if not text:
            return
        if self.heading is not None:
            yield Heading(text, self.heading)
        elif self.in_caption:
            yield Caption(text)
        else:
            yield Paragraph(self.label + text)
        self.label = ""


def _is_hidden(node: LexborNode) -> bool:
    held = node.attributes
    if "hidden" in held or (held.get("aria-hidden") or "").lower() == "true":
        return True
    return (held.get("role") or "").lower() == "navigation" or bool(_HIDDEN.search(held.get("style") or ""))


def _aria_level(node: LexborNode) -> int | None:
    held = node.attributes
    if (held.get("role") or "").lower() != "heading":
        return None
    level = held.get("aria-level") or "2"
    return min(int(level), 9) if level.isdecimal() and len(level) < 3 else 2


def _start(node: LexborNode) -> int:
    start = node.attributes.get("start") or "1"
    return int(start) if start.isdecimal() and len(start) < 7 else 1
