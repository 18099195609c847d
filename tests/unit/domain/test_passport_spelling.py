"""How passports spell names in Latin letters: by the tables of ICAO Doc 9303, and never by a guess."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.passport_spelling import is_latin_name, plain_spelling, propose_spellings, spell
from tests.support.name_samples import NAMES

# Language, name, nationality, what is proposed first; an empty text for what must be given by its bearer.
SPELLINGS = [
    ("German", "Jürgen Weiß", "DE", "JUERGEN WEISS"),
    ("Swedish", "Åsa Sjöberg", "SE", "AASA SJOEBERG"),
    ("Danish", "Søren Kjær", "DK", "SOEREN KJAER"),
    ("Icelandic", "Þórður Guðmundsson", "IS", "THORDUR GUDMUNDSSON"),
    ("French", "Zoë Lefèvre-Œuvrard", "FR", "ZOE LEFEVRE-OEUVRARD"),
    ("Spanish", "José Núñez", "ES", "JOSE NUNEZ"),
    ("Portuguese", "João Gonçalves", "PT", "JOAO GONCALVES"),
    ("Polish", "Łukasz Żółć", "PL", "LUKASZ ZOLC"),
    ("Czech", "Jiří Dvořák", "CZ", "JIRI DVORAK"),
    ("Turkish", "Işıl Çağlayan İpek", "TR", "ISIL CAGLAYAN IPEK"),
    ("Romanian", "Ștefan Țîru", "RO", "STEFAN TIRU"),
    ("Croatian", "Đurđica Šimić", "HR", "DURDICA SIMIC"),
    ("Maltese", "Ħamrun", "MT", "HAMRUN"),
    ("Vietnamese", "Nguyễn Văn Ấn", "VN", "NGUYEN VAN AN"),
    ("Russian", "Щербаков Юрий Подъячев", "RU", "SHCHERBAKOV IURII PODIEIACHEV"),
    ("Ukrainian by nationality", "Гриценко Володимир", "UA", "HRYTSENKO VOLODYMYR"),
    ("Ukrainian by its letters", "Їжакевич Гнат", None, "IZHAKEVYCH HNAT"),
    ("Belarusian", "Ігар Алёна Хрыстаў", "BY", "IHAR ALIONA KHRYSTAU"),
    ("Bulgarian", "Щерев", "BG", "SHTEREV"),
    ("Macedonian", "Ѓорѓи Цветков Хаџи", "MK", "GJORGJI CVETKOV HADJI"),
    ("Serbian", "Ђорђе Живковић Шћепан", "RS", "DORDE ZIVKOVIC SCEPAN"),
    ("Arabic, the example of the document", "ابو بكر محمد بن زكريا الرازي", "IQ", "ABW BKR MXHMD BN ZKRYA ALRAZY"),
    ("Arabic with what doubles a letter", "محمّد", "EG", "MXHMMD"),
    ("Arabic with the end of women's names", "فاطمة", "MA", "FAXTTMXAH"),
    ("Persian", "پریسا", "IR", "PRXYASA"),
    ("Urdu", "ٹیپو", "PK", "XXTXYAPW"),
    ("Greek", "Γιώργος", "GR", ""),
    ("Han", "李小龍", "CN", ""),
    ("Katakana", "スミス", "JP", ""),
    ("Hangul", "김민준", "KR", ""),
    ("Thai", "สมชาย", "TH", ""),
    ("Devanagari", "अनिता", "IN", ""),
    ("Hebrew", "אברהם", "IL", ""),
    ("Georgian", "გიორგი", "GE", ""),
    ("Armenian", "Արամ", "AM", ""),
    ("a letter that no table has", "Əliyev", "AZ", ""),
    ("one word of another script", "Anna 李", "DE", ""),
]
LATIN = re.compile(r"[A-Z][A-Z' -]*")


@pytest.mark.parametrize(
    ("name", "nationality", "first"), [row[1:] for row in SPELLINGS], ids=[r[0] for r in SPELLINGS]
)
def test_spelling_is_proposed_by_the_tables_or_not_at_all(name: str, nationality: str | None, first: str) -> None:
    assert plain_spelling(name) is None
    assert next(iter(propose_spellings(name, nationality)), "") == first


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Anna", "ANNA"),
        ("O'Neil", "O'NEIL"),
        ("O\u2019Neil", "O'NEIL"),
        ("Jean-Luc", "JEAN-LUC"),
        ("St. John", "ST JOHN"),
    ],
)
def test_letters_from_a_to_z_need_no_proposal(name: str, spelled: str) -> None:
    assert plain_spelling(name) == spelled


@pytest.mark.parametrize(
    ("name", "other"), [("Müller", "MULLER"), ("Åkesson", "AKESSON"), ("Øyvind", "OYVIND"), ("Горан", "GORAN")]
)
def test_another_spelling_that_passports_have_is_proposed_as_well(name: str, other: str) -> None:
    assert other in propose_spellings(name, "RS")


@given(st.sampled_from([*NAMES.values(), *(row[1] for row in SPELLINGS)]) | st.text(max_size=10))
def test_whatever_is_proposed_is_a_name_that_carriers_take(name: str) -> None:
    for spelled in propose_spellings(name):
        assert LATIN.fullmatch(spelled)
        assert is_latin_name(spelled)
        assert plain_spelling(spelled) == spelled


@pytest.mark.parametrize(
    ("name", "confirmed", "spelled", "status"),
    [
        ("Anna", None, "ANNA", "as_written"),
        ("Zoë", None, "ZOE", "proposed"),
        ("李", None, None, "missing"),
        ("李", "LI", "LI", "confirmed"),
        ("محمد", "MOHAMMED", "MOHAMMED", "confirmed"),
    ],
)
def test_what_is_confirmed_counts_before_what_is_written_or_proposed(
    name: str, confirmed: str | None, spelled: str | None, status: str
) -> None:
    assert spell(name, confirmed) == (spelled, status)
