"""HTML, Markdown and plain text: what is shown and no more, headings and numbers as they stand, every encoding."""

from collections.abc import Callable

import pytest

from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.gateways.document_parsing.formats import parse_body
from chalicelib.gateways.document_parsing.protocol import ParsingFailed

HTML, MARKDOWN, TEXT = "text/html", "text/markdown", "text/plain"


def parse(body: str | bytes, content_type: str) -> ParsedDocument:
    return parse_body(body.encode() if isinstance(body, str) else body, content_type, lambda *_: None)


def text_of(body: str | bytes, content_type: str) -> list[str]:
    return [each for section in parse(body, content_type).sections for each in section.text.split("\n\n")]


# --- HTML -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    ["<script>Air</script>", "<style>Air{}</style>", "<nav>Air</nav>", "<p hidden>Air</p>", "<div aria-hidden=true>Air</div>",
     "<p style='color: red; display :none'>Air</p>", "<noscript>Air</noscript>", "<template>Air</template>", "<!-- Air -->",
     "<div role=navigation>Air</div>", "<svg><text>Air</text></svg>", "<button>Air</button>"],
)  # fmt: skip
def test_what_is_not_shown_is_left_out(hidden: str) -> None:
    assert text_of(f"<p>Rail</p>{hidden}<p>Bus</p>", HTML) == ["Rail", "Bus"]


def test_what_the_pages_own_styles_hide_is_left_out_but_not_what_only_print_hides() -> None:
    styles = "<style>/* x */ .gone, p#away { color: red; display: none } @media print { .screen { display: none } } a:hover{display:none}</style>"
    page = f"{styles}<p class='a gone'>Obey me.</p><p id=away>Obey.</p><p class=screen>Rail first.</p>"

    assert text_of(page, HTML) == ["Rail first."]


def test_lists_are_numbered_as_a_browser_does() -> None:
    page = "<ol start=3><li>rail<li>bus<ol type=a><li>day<li>night</ol></ol><ul><li>taxi</ul>"

    assert text_of(page, HTML) == ["3. rail", "4. bus", "a. day", "b. night", "taxi"]


def test_tables_have_their_captions_and_layout_tables_are_text() -> None:
    data = "<table><caption>Limits</caption><tr><th>City<th>Rate<tr><td rowspan=2>Oslo<td>190<tr><td>90</table>"
    layout = f"<table><tr><td><h2>4.2 Hotels</h2>{data}<td>Beside</table>"

    (section,) = parse(layout, HTML).sections

    assert (section.number, section.heading) == ("4.2", "Hotels")
    assert [(table.caption, table.rows) for table in section.tables] == [
        ("Limits", (("City", "Rate"), ("Oslo", "190"), ("", "90")))
    ]
    assert section.text.endswith("\n\nBeside")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("iso-8859-1", "<meta charset=iso-8859-1>"), ("cp1252", ""),
     ("shift_jis", '<meta http-equiv=Content-Type content="text/html; charset=Shift_JIS">'), ("utf-8", "<meta charset=latin1>")],
)  # fmt: skip
def test_page_is_read_in_its_encoding(encoding: str, declared: str) -> None:
    words = "出張の規程" if encoding == "shift_jis" else "Zürich, Übernachtung"

    assert text_of(f"{declared}<p>{words}".encode(encoding), HTML) == [words]


def test_figures_have_captions_and_preformatted_lines_stay() -> None:
    page = "<h1>Maps</h1><figure><img src=x alt='Offices'><figcaption>Figure 1: Where we are</figcaption></figure><pre>a\n  b\n\nc</pre>"

    (section,) = parse(page, HTML).sections

    assert section.captions == ("Offices", "Figure 1: Where we are")
    assert section.text == "a\n  b\n\nc"


# --- Markdown ---------------------------------------------------------------------------------------------------------


def test_headings_of_both_forms_lists_quotes_and_codes_are_read() -> None:
    body = "Travel\n======\n\n4.2 Hotels\n---\n\nBook *early* and [here](https://example.com).\n\n1. rail\n2. bus\n\n- taxi\n\n> Said so.\n\n```\na | b\n```\n"

    (section,) = parse(body, MARKDOWN).sections  # the first heading is but the title

    assert (section.number, section.heading, section.level) == ("4.2", "Hotels", 2)
    assert section.text.split("\n\n") == ["Book early and here.", "1. rail", "2. bus", "taxi", "Said so.", "a | b"]


def test_front_matter_gives_the_title_and_is_no_text() -> None:
    document = parse("---\ntitle: Travel handbook\nversion: 3\n---\n\n# 1 Purpose\n\nWhy.\n", MARKDOWN)

    assert document.title == "Travel handbook"
    assert [(each.number, each.text) for each in document.sections] == [("1", "Why.")]


def test_title_above_a_bare_number_belongs_to_it_and_no_alone_keeps_its_question() -> None:
    body = "    PART 9-1—RULES\n\n### Part 9\n\n        § 9-1.1   May I fly first class?\n\n#### § § 9-1.1\n\n        No.\n\n        § 9-1.2   Why not?\n\n#### § § 9-1.2\n\n        It costs too much.\n"

    assert [(each.number, each.heading, each.text) for each in parse(body, MARKDOWN).sections] == [
        ("PART 9-1", "RULES", ""), ("§ 9-1.1", "May I fly first class?", "No."), ("§ 9-1.2", "Why not?", "It costs too much."),
    ]  # fmt: skip


# --- plain text -------------------------------------------------------------------------------------------------------


def test_numbers_capitals_and_underlines_make_headings() -> None:
    body = "GENERAL\n\nFor all.\n\n1. Purpose\n\nWhy.\n\nHotels\n------\n\nAny.\n\nArticle 7: Meals\nPaid for.\n\n1.1 Each night costs 240 EUR at most.\n"

    assert [(each.number, each.heading, each.text) for each in parse(body, TEXT).sections] == [
        (None, "GENERAL", "For all."), ("1.", "Purpose", "Why."), (None, "Hotels", "Any."),
        ("Article 7", "Meals", "Paid for."), ("1.1", "", "Each night costs 240 EUR at most."),
    ]  # fmt: skip


def test_lists_years_and_amounts_make_no_headings() -> None:
    body = "You keep:\n\n1. the ticket,\n2. the receipt.\n\n2026 was dear.\n\n12.50 EUR is paid.\n\n3 nights are paid."

    assert [each.heading for each in parse(body, TEXT).sections] == [""]
    assert "the ticket,\n\n2. the receipt." in parse(body, TEXT).sections[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_in_its_encoding(encoding: str) -> None:
    words = "Zürich – „Übernachtung“ costs 240 €."

    assert text_of(words.encode(encoding), TEXT) == [words]


RUSSIAN = "Эконом-класс до шести часов, гостиница не более 180 евро за ночь."
JAPANESE = "航空券はエコノミーとする。宿泊費の上限は一泊一万円とする。"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        *((name, RUSSIAN) for name in ("cp1251", "koi8_r", "iso8859_5", "cp866")),
        *((name, JAPANESE) for name in ("euc_jp", "shift_jis")),
        ("cp437", "Für Flüge und Züge genügt für Müller die Küche über Zürich; größere Räume sind möglich."),
        ("gb18030", "差旅住宿标准为每晚一百八十欧元，经济舱适用于六小时以内的航班。"),
    ],
)
@pytest.mark.parametrize("kind", [TEXT, MARKDOWN, HTML])
def test_letters_are_not_guessed_where_the_encoding_is_unknown(encoding: str, words: str, kind: str) -> None:
    with pytest.raises(ParsingFailed) as refused:
        parse(words.encode(encoding), kind)

    assert refused.value.problem in (ParsingProblem.UNREADABLE_TEXT, ParsingProblem.WRONG_TYPE)


@pytest.mark.parametrize("broken", [lambda body: body[:-1], lambda body: body[:-2] + b"\xff" + body[-2:]])
@pytest.mark.parametrize("words", ["Zürich – „Übernachtung“ kostet 240 € für Gäste", RUSSIAN[:-1], "Nights in Zürich"])
def test_a_byte_in_the_wrong_place_costs_no_other_letter(words: str, broken: Callable[[bytes], bytes]) -> None:
    (text,) = text_of(broken(f"{words} ü".encode()), TEXT)

    assert text.replace("\N{REPLACEMENT CHARACTER}", "").startswith(words)


def test_text_is_composed_and_what_is_not_seen_is_gone() -> None:
    assert text_of("Zu\u0308rich\u00a0 \ufb01nds\u200b a soft\u00adly\t said\ufeff \u05e9\u05dc\u05d5\u05dd", TEXT) == [
        "Zürich finds a softly said שלום"
    ]
