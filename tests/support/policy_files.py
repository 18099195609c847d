"""Policy documents that tests make: the same sections as PDF, DOCX, HTML, Markdown and plain text."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

Rows = tuple[tuple[str, ...], ...]
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


class MadeTable(NamedTuple):
    """A ruled table; its caption stands above it."""

    rows: Rows
    caption: str | None = None


class MadeSection(NamedTuple):
    """A section as it is to be printed. `level` is the depth of its heading; a new page begins before it if it says."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    number: str | None = None
    level: int = 1
    tables: tuple[MadeTable, ...] = ()
    new_page: bool = False

    @property
    def title(self) -> str:
        return f"{self.number} {self.heading}" if self.number else self.heading


# --- text -------------------------------------------------------------------------------------------------------------


def make_text(sections: Sequence[MadeSection]) -> bytes:
    """Return the sections as plain text, a heading in a line of its own."""
    return "\n\n".join(
        "\n\n".join([each.title, *each.paragraphs, *_tables_as_text(each)]) for each in sections
    ).encode()


def _tables_as_text(section: MadeSection) -> Iterator[str]:
    for table in section.tables:
        yield from [table.caption] if table.caption else []
        yield "\n".join(" | ".join(row) for row in table.rows)


def make_markdown(sections: Sequence[MadeSection]) -> bytes:
    """Return the sections as Markdown with ATX headings and pipe tables."""
    parts: list[str] = []
    for each in sections:
        parts += ["#" * each.level + " " + _escaped(each.title), *map(_escaped, each.paragraphs)]
        for table in each.tables:
            parts += [_escaped(table.caption)] if table.caption else []
            head, *body = table.rows
            lines = [head, tuple("---" for _ in head), *body]
            parts.append("\n".join(f"| {' | '.join(row)} |" for row in lines))
    return "\n\n".join(parts).encode()


def _escaped(text: str) -> str:
    """Return `text` so that Markdown takes its first number for no list."""
    head, dot, rest = text.partition(".")
    return f"{head}\\.{rest}" if dot and head.isdigit() else text


def make_html(sections: Sequence[MadeSection], *, title: str = "Travel policy") -> bytes:
    """Return the sections as a page with h1 to h6."""
    body: list[str] = []
    for each in sections:
        body.append(f"<h{each.level}>{escape(each.title)}</h{each.level}>")
        body += [f"<p>{escape(paragraph)}</p>" for paragraph in each.paragraphs]
        body += [_html_table(table) for table in each.tables]
    page = f"<!doctype html><html><head><meta charset=utf-8><title>{escape(title)}</title></head><body>"
    return (page + "\n".join(body) + "</body></html>").encode()


def _html_table(table: MadeTable) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )  # fmt: skip
    return f"<table>{caption}{rows}</table>"


# --- DOCX -------------------------------------------------------------------------------------------------------------


def make_docx(sections: Sequence[MadeSection], *, title: str | None = None) -> bytes:
    """Return the sections as a DOCX with heading styles, its numbers written in the headings."""
    return docx_of("".join(_docx_section(each) for each in sections), title=title)


def docx_of(body: str, *, title: str | None = None, extra: dict[str, str] | None = None) -> bytes:
    """Return a DOCX with this body, in WordprocessingML; `extra` are more parts, or others instead of the usual."""
    core = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    core += 'xmlns:dc="http://purl.org/dc/elements/1.1/">'
    core += f"<dc:title>{escape(title or '')}</dc:title></cp:coreProperties>"
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{''.join(map(_docx_style, range(1, 7)))}</w:styles>",
        "docProps/core.xml": core,
        **(extra or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _docx_section(section: MadeSection) -> str:
    made = docx_paragraph(section.title, style=f"Heading{section.level}")
    made += "".join(docx_paragraph(each) for each in section.paragraphs)
    for table in section.tables:
        made += docx_paragraph(table.caption, style="Caption") if table.caption else ""
        made += docx_table(table.rows)
    return made


def docx_paragraph(text: str, *, style: str | None = None, properties: str = "") -> str:
    """Return a paragraph in WordprocessingML."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run}</w:p>"


def docx_table(rows: Rows) -> str:
    """Return a table in WordprocessingML."""
    cells = (f"<w:tr>{''.join(f'<w:tc>{docx_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def _docx_style(level: int) -> str:
    outline = f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>{outline}</w:style>'
    )


_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{DOCX_TYPE}.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


# --- PDF --------------------------------------------------------------------------------------------------------------


def make_pdf(
    sections: Sequence[MadeSection],
    *,
    title: str = "Travel policy",
    running_head: str | None = None,
    encrypt: str | None = None,
    size: tuple[float, float] = (595.0, 842.0),
) -> bytes:
    """Return the sections as an A4 PDF: headings by size and weight, ruled tables, a running head if any, and the
    number of each page in its foot. The same bytes come of the same sections."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=7)
    small = ParagraphStyle("caption", parent=body, fontName="Helvetica-Oblique", fontSize=9)
    story: list[Flowable] = []
    for each in sections:
        head = ParagraphStyle(
            f"h{each.level}", fontName="Helvetica-Bold", fontSize=18 - 2 * min(each.level, 3), leading=20,
            spaceBefore=10, spaceAfter=6, keepWithNext=1,
        )  # fmt: skip
        story += [PageBreak()] if each.new_page and story else []
        story.append(Paragraph(escape(each.title), head))
        story += [Paragraph(escape(paragraph), body) for paragraph in each.paragraphs]
        for table in each.tables:
            story += [Paragraph(escape(table.caption), small)] if table.caption else []
            story += [_pdf_table(table.rows, body), Spacer(1, 8)]

    def decorate(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 8)
        if running_head:
            canvas.drawString(60, size[1] - 36, running_head)
        canvas.drawRightString(size[0] - 60, 30, f"Page {document.page}")

    made = io.BytesIO()
    document = BaseDocTemplate(
        made, pagesize=size, title=title, author="Sojourn", invariant=1, encrypt=encrypt, leftMargin=60, rightMargin=60
    )
    frame = Frame(60, 54, size[0] - 120, size[1] - 108, id="text")
    document.addPageTemplates([PageTemplate(id="all", frames=[frame], onPage=decorate)])
    document.build(story)
    return made.getvalue()


def _pdf_table(rows: Rows, style):  # type: ignore[no-untyped-def]
    from reportlab.platypus import Paragraph, Table

    cells = [[Paragraph(escape(cell), style) for cell in row] for row in rows]
    made = Table(cells, repeatRows=0)
    made.setStyle([("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return made
