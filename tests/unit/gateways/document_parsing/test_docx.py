"""DOCX: numbers as a word processor prints them, headings by what says that they are, and what is not printed."""

import pytest

from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.docx import parse_docx
from chalicelib.gateways.document_parsing.labels import format_count
from tests.support.policy_files import docx_of, docx_paragraph, docx_table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def parse(body: str, **extra: str) -> ParsedDocument:
    return parse_docx(
        docx_of(body, extra={name.replace("__", "/"): part for name, part in extra.items()}), lambda *_: None
    )


def level(number: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, more: str = "") -> str:
    lists = f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
    return f'<w:numbering {W}>{lists}<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}</w:numbering>'


def counted(text: str, depth: int, *, style: str | None = None, list_id: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return docx_paragraph(text, style=style, properties=properties)


def test_numbers_of_headings_are_counted_and_printed_by_their_list() -> None:
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "upperRoman", "%1.%2 (%3)"))
    body = "".join(
        counted(text, depth, style=f"Heading{depth + 1}")
        for text, depth in (("Air", 0), ("Fares", 1), ("Seats", 1), ("Rows", 2), ("Rail", 0), ("Class", 1))
    )

    document = parse(body, **{"word__numbering.xml": lists})

    assert [(each.number, each.heading, each.level) for each in document.sections] == [
        ("1.", "Air", 1), ("1.1", "Fares", 2), ("1.2", "Seats", 2), ("1.2 (I)", "Rows", 3), ("2.", "Rail", 1), ("2.1", "Class", 2),
    ]  # fmt: skip


def test_words_of_a_numbers_form_and_decimals_by_law_are_printed() -> None:
    lists = numbering(level(0, "upperRoman", "Article %1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    body = counted("Scope", 0, style="Heading1") + counted("Who", 1, style="Heading2")

    document = parse(body, **{"word__numbering.xml": lists})

    assert [each.number for each in document.sections] == ["Article I", "1.1"]


def test_list_that_starts_again_does_so_and_items_keep_their_labels() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    lists = numbering(level(0, "lowerLetter", "(%1)"), more=again)
    body = counted("fare", 0) + counted("hotel", 0) + docx_paragraph("And:") + counted("taxi", 0, list_id=2)

    document = parse(body, **{"word__numbering.xml": lists})

    assert document.sections[0].text.split("\n\n") == ["(a) fare", "(b) hotel", "And:", "(a) taxi"]


def test_bullets_are_no_words() -> None:
    document = parse(counted("Keep receipts", 0), **{"word__numbering.xml": numbering(level(0, "bullet", "\uf0b7"))})

    assert document.sections[0].text == "Keep receipts"


def test_outline_level_makes_a_heading_and_body_text_none() -> None:
    body = docx_paragraph("4.2 Hotels", properties='<w:outlineLvl w:val="1"/>') + docx_paragraph(
        "Text", style="Heading1", properties='<w:outlineLvl w:val="9"/>'
    )

    (section,) = parse(body).sections

    assert (section.number, section.heading, section.level, section.text) == ("4.2", "Hotels", 2, "Text")


def test_without_styles_bold_and_numbered_lines_are_headings() -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Hotels</w:t></w:r></w:p>"
    body = (
        docx_paragraph("1. Purpose") + docx_paragraph("This is why we have it.") + bold + docx_paragraph("Any hotel.")
    )

    assert [(each.number, each.heading) for each in parse(body).sections] == [("1.", "Purpose"), (None, "Hotels")]


def test_deleted_hidden_and_field_code_text_is_not_printed_and_inserted_is() -> None:
    body = (
        "<w:p><w:r><w:t>Book </w:t></w:r><w:del><w:r><w:delText>late</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>early</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r>"
        "<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:tab/><w:t>and</w:t><w:br/><w:t>cheap</w:t></w:r></w:p>"
    )

    assert parse(body).sections[0].text == "Book early and cheap"


def test_footnotes_and_text_boxes_follow_their_paragraph() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Not on Sundays.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    body = (
        '<w:p><w:r><w:t>Rail first.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:pict><w:txbxContent>'
        f"{docx_paragraph('In a box.')}</w:txbxContent></w:pict></w:r></w:p>{docx_paragraph('Then air.')}"
    )

    document = parse(body, **{"word__footnotes.xml": notes})

    assert document.sections[0].text.split("\n\n") == ["Rail first.", "Not on Sundays.", "In a box.", "Then air."]


def test_merged_cells_keep_their_columns() -> None:
    wide = docx_table((("Limits", "EUR"),)).replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', 1)
    rows = docx_table((("City", "Kind", "Rate"),)) + wide

    first, second = parse(rows).sections[0].tables

    assert first.rows == (("City", "Kind", "Rate"),)
    assert second.rows == (("Limits", "", "EUR"),)


def test_table_of_contents_and_page_frames_are_left_out() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style><w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
    body = (
        docx_paragraph("1 Purpose 2", style="T1")
        + docx_paragraph("1 Purpose", style="Heading1")
        + docx_paragraph("Why.")
    )

    document = parse(
        body, **{"word__styles.xml": styles, "word__header1.xml": f"<w:hdr {W}>{docx_paragraph('Example Ltd')}</w:hdr>"}
    )

    assert [(each.number, each.heading, each.text) for each in document.sections] == [("1", "Purpose", "Why.")]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [(4, "decimal", "4"), (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (3, "lowerLetter", "c"),
     (27, "upperLetter", "AA"), (5, "decimalZero", "05"), (0, "lowerRoman", "0"), (9, "unknown", "9"), (3, "bullet", "")],
)  # fmt: skip
def test_counts_are_printed_in_every_form(count: int, form: str, printed: str) -> None:
    assert format_count(count, form) == printed
