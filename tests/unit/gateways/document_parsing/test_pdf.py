"""PDFs as programs print them: frames, columns, contents, broken words and headings of every kind."""

import io
from collections.abc import Iterable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from chalicelib.domain.policy_documents.problems import ParsingProblem, ParsingWarning
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.pdf import parse_pdf
from chalicelib.gateways.document_parsing.pdf_tables import read_page_tables
from chalicelib.gateways.document_parsing.protocol import ParsingFailed
from chalicelib.gateways.document_parsing.tables import PageTables
from tests.support.policy_files import MadeSection, MadeTable, make_pdf

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
Words = tuple[float, float, str, float, str]  # x, y, font, size, text


def print_pages(*pages: Iterable[Words]) -> bytes:
    """A PDF with these words in these places."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1)
    for page in pages:
        for x, y, font, size, text in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def column(x: float, y: float, lines: Sequence[str], *, font: str = PLAIN, size: float = 10) -> list[Words]:
    """Lines below each other."""
    return [(x, y - 13 * at, font, size, line) for at, line in enumerate(lines)]


def parse(body: bytes) -> ParsedDocument:
    return parse_pdf(body, lambda *_: None)


def text_of(*pages: Iterable[Words]) -> str:
    return "\n\n".join(section.text for section in parse(print_pages(*pages)).sections)


def test_running_heads_feet_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            (60, 810, PLAIN, 8, "Example Ltd"),
            (400, 810, PLAIN, 8, f"Part {1 + number // 4}: Travel"),
            *column(60, 740, [f"Words of page {number} that stand in no frame."]),
            (280, 30, PLAIN, 8, f"Page {number} of 8"),
        ]
        for number in range(1, 9)
    ]

    assert text_of(*pages).split("\n\n") == [
        f"Words of page {number} that stand in no frame." for number in range(1, 9)
    ]


def test_heading_that_begins_each_page_is_no_frame() -> None:
    pages = [
        [(60, 780, BOLD, 16, f"Article {number + 4}"), *column(60, 750, [f"Words of article {number + 4}."]),
         (280, 30, PLAIN, 8, f"- {number} -")]
        for number in range(1, 7)
    ]  # fmt: skip

    document = parse(print_pages(*pages))

    assert [each.number for each in document.sections] == [f"Article {number + 4}" for number in range(1, 7)]
    assert "-" not in document.sections[0].text


def test_table_of_contents_is_no_section() -> None:
    contents = [
        (60, 780, BOLD, 16, "Contents"),
        *column(60, 740, ["1 Purpose ................................ 2", "2 Hotels ................................. 2",
                          "2.1 Which hotel may I book? .............. 2"]),
    ]  # fmt: skip
    body = [
        (60, 780, BOLD, 16, "1 Purpose"), *column(60, 750, ["This is why."]),
        (60, 700, BOLD, 16, "2 Hotels"), *column(60, 670, ["These are they."]),
        (60, 620, BOLD, 13, "2.1 Which hotel may I book?"), *column(60, 600, ["Any."]),
    ]  # fmt: skip

    document = parse(print_pages(contents, body))

    assert [(each.number, each.heading, each.level, each.text) for each in document.sections] == [
        ("1", "Purpose", 1, "This is why."),
        ("2", "Hotels", 1, "These are they."),
        ("2.1", "Which hotel may I book?", 2, "Any."),
    ]


def test_columns_are_read_one_after_the_other_between_what_reaches_over_both() -> None:
    left = ["Rail is booked before air where the", "journey takes less than four hours by", "train, and in second class unless it",
            "is longer than two and a half hours.", "A reservation of a seat is paid for,", "a meal on board is not."]  # fmt: skip
    right = ["Hotels are booked by the traveller in", "the tool of the company, and nowhere", "else; the limit for a night is that of",
             "the city in which the hotel stands.", "Breakfast is paid for, whatever else", "is eaten there is not."]  # fmt: skip
    mixed = [words for pair in zip(column(60, 700, left), column(320, 700, right), strict=True) for words in pair]

    text = text_of(
        [
            *column(
                60, 740, ["What holds for every journey, by whatever means it may be made, stands above the columns."]
            ),
            *mixed,
        ]
    )

    assert text.index("seat is paid for") < text.index("Hotels are booked") < text.index("is eaten there")
    assert "four hours by train, and in second class unless it is longer" in text


def test_cells_without_rules_stay_in_their_row() -> None:
    rows = [
        *column(60, 700, ["City", "Oslo", "Graz", "Bern", "Rome", "Kyiv"]),
        *column(300, 700, ["Rate", "190", "120", "180", "150", "90"]),
    ]

    assert "Oslo 190" in text_of(rows)


def test_broken_words_are_joined_and_compounds_keep_their_hyphen() -> None:
    lines = [
        "A long-term stay is paid by the month, and accommo-",
        "dation is booked early. Whoever wants a long-",
        "term stay says so; soft\xadly said.",
    ]

    text = text_of(column(60, 700, lines))

    assert "accommodation is booked" in text
    assert "wants a long-term stay" in text
    assert "softly said" in text


def test_sentence_goes_on_on_the_next_page_and_both_pages_are_known() -> None:
    body = print_pages(
        column(60, 120, ["Whoever travels by night train may book a sleeper of their own, which is", "paid for if it costs no more than the"]),
        column(60, 780, ["hotel that it saves.", ]) + column(60, 740, ["Another paragraph begins here."]),
    )  # fmt: skip

    (section,) = parse(body).sections

    assert "costs no more than the hotel that it saves.\n\nAnother paragraph" in section.text
    assert section.page_at(section.text.index("no more than")) == 1
    assert section.page_at(section.text.index("hotel that it saves")) == 2


def test_heading_of_several_lines_is_one_and_bold_numbers_make_headings() -> None:
    document = parse(print_pages([
        (60, 780, BOLD, 10, "§ 301-10.121 May I use other than the least costly special"),
        (60, 767, BOLD, 10, "fare that there is?"),
        *column(60, 745, ["No."]),
        (60, 715, BOLD, 10, "§ 301-10.122 What must I do with a ticket"), (60, 702, BOLD, 10, "that I do not use?"),
        *column(60, 680, ["Return it. You pay for what you do not return, as the agency has it."]),
    ]))  # fmt: skip

    assert [(each.number, each.heading, each.text) for each in document.sections] == [
        ("§ 301-10.121", "May I use other than the least costly special fare that there is?", "No."),
        ("§ 301-10.122", "What must I do with a ticket that I do not use?",
         "Return it. You pay for what you do not return, as the agency has it."),
    ]  # fmt: skip


def test_numbers_alone_make_headings_where_nothing_else_does() -> None:
    document = parse(print_pages([
        *column(60, 780, ["1 Purpose"]), *column(60, 750, ["This is why we have a policy, and who it is for."]),
        *column(60, 720, ["2 Hotels"]), *column(60, 690, ["2.1 A hotel is booked in the tool, and never anywhere else."]),
        *column(60, 660, ["2.2 It costs no more than 240 EUR a night in London."]),
    ]))  # fmt: skip

    assert [(each.number, each.heading) for each in document.sections] == [
        ("1", "Purpose"),
        ("2", "Hotels"),
        ("2.1", ""),
        ("2.2", ""),
    ]
    assert document.sections[3].text == "It costs no more than 240 EUR a night in London."


def test_lists_are_paragraphs_and_no_headings() -> None:
    text = text_of(
        column(
            60,
            700,
            [
                "You are paid for:",
                "(a) the fare;",
                "(b) the hotel, and what is",
                "eaten there; and",
                "(c) the taxi.",
                "• Keep receipts.",
                "• Ask before.",
            ],
        )
    )

    assert text.split("\n\n") == [
        "You are paid for:",
        "(a) the fare;",
        "(b) the hotel, and what is eaten there; and",
        "(c) the taxi.",
        "Keep receipts.",
        "Ask before.",
    ]


def test_table_that_goes_on_on_the_next_page_is_one() -> None:
    rows = (("City", "Rate"), *((f"City {number}", f"{number} EUR") for number in range(70)))
    body = make_pdf([MadeSection("Rates", ("By city.",), "1", tables=(MadeTable(rows, "Table 1: Rates"),))])

    (section,) = parse_pdf(body, lambda *_: None, lambda pages: read_page_tables(body, pages)).sections

    (table,) = section.tables
    assert (table.rows, table.caption) == (rows, "Table 1: Rates")
    assert section.page_at(section.text.index("City 1 ")) == 1
    assert section.page_at(section.text.index("City 69")) == 2 + (len(section.page_starts) > 2)
    assert [page for _, page in section.page_starts] == sorted(page for _, page in section.page_starts)


def test_tables_for_which_there_is_no_time_are_not_read_and_it_says_so() -> None:
    body = make_pdf([MadeSection("Rates", (), "1", tables=(MadeTable((("City", "Rate"), ("Oslo", "190"))),))])

    assert read_page_tables(body, [1]).complete
    assert read_page_tables(body, [1], seconds=-1.0) == PageTables(tables=(), complete=False)


@pytest.mark.parametrize("bare", [0, 2])
def test_cover_without_text_is_warned_of(bare: int) -> None:
    assert parse(_with_picture(bare)).warnings == (ParsingWarning.PICTURES_NOT_READ,)


def test_scanned_page_within_is_an_error_that_names_it() -> None:
    with pytest.raises(ParsingFailed) as failed:
        parse(_with_picture(1))

    assert failed.value.problem is ParsingProblem.SCANNED_WITHOUT_TEXT
    assert failed.value.detail == "page 2 is a picture without text"


def _with_picture(page: int) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    for number in range(3):
        if number == page:
            canvas.drawInlineImage(_pixel(), 50, 50, 400, 600)
        else:
            canvas.drawString(72, 700, f"Words of page {number}.")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _pixel() -> object:
    from PIL import Image

    return Image.new("RGB", (2, 2))


def test_file_that_opens_without_a_password_is_read_although_it_is_protected() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    protected = StandardEncryption("", ownerPassword="owner", canPrint=0, canCopy=0)
    body = make_pdf([MadeSection("Purpose", ("This is why.",), "1")], encrypt=protected)

    assert [each.number for each in parse(body).sections] == ["1"]
