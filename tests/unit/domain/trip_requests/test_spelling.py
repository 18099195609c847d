"""Under which Latin spelling somebody is booked: never one that is only proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.passport_spelling import is_latin_name
from chalicelib.domain.person_names import is_person_name
from chalicelib.domain.trip_requests.spelling import latin_name, spell_travellers
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.errors import AmbiguousRequest, Clarification, InvalidInput
from tests.support.name_samples import NAMES


def named(given_name: str, family_name: str, **latin: str) -> Traveller:
    return Traveller(given_name=given_name, family_name=family_name, **latin)


def asked(*travellers: Traveller, nationality: str | None = None) -> Clarification:
    with pytest.raises(AmbiguousRequest) as caught:
        spell_travellers(travellers, (nationality,), None)
    (question,) = caught.value.questions
    assert question.field == "latinNames"
    return question


def test_letters_from_a_to_z_are_not_asked() -> None:
    anna = named("Anna", "O\u2019Neil-St. John")

    assert spell_travellers([anna], (), None) == (anna,)
    assert latin_name(anna) == ("ANNA", "O'NEIL-ST JOHN")


def test_what_the_bearer_has_confirmed_is_not_asked() -> None:
    given = named("محمد", "الرازي", latin_given_name="MOHAMMED", latin_family_name="AL-RAZI")

    assert spell_travellers([given], (), None) == (given,)
    assert latin_name(given) == ("MOHAMMED", "AL-RAZI")


@pytest.mark.parametrize(
    ("given_name", "family_name", "nationality", "choices"),
    [
        ("Zoë", "Weber", None, ["ZOE / WEBER"]),
        ("Jürgen", "Müller", "DE", ["JUERGEN / MUELLER", "JURGEN / MULLER"]),
        ("José", "García", "ES", ["JOSE / GARCIA"]),
        ("Văn An", "Nguyễn", "VN", ["VAN AN / NGUYEN"]),
        ("Øyvind", "Ås", "NO", ["OEYVIND / AAS", "OYVIND / AS"]),
        ("Łukasz", "Nowak", "PL", ["LUKASZ / NOWAK"]),
        ("Сергій", "Гриценко", "UA", ["SERHII / HRYTSENKO", "SERGII / GRITSENKO"]),
        ("Юлия", "Щербакова", "RU", ["IULIIA / SHCHERBAKOVA"]),
        ("Горан", "Живковић", "RS", ["HORAN / ZIVKOVIC", "GORAN / ZIVKOVIC", "GORAN / ZHIVKOVIC"]),
        ("زكريا", "الرازي", "IQ", ["ZKRYA / ALRAZY"]),
        ("Işıl", "Yıldız", "TR", ["ISIL / YILDIZ"]),
        ("Anna", "Đỗ", "VN", ["ANNA / DO"]),
        ("李", "Weber", "CN", []),
        ("สมชาย", "ใจดี", "TH", []),
        ("გიორგი", "Weber", "GE", []),
        ("Ελένη", "Παππά", "GR", []),
        ("अनिता", "शर्मा", "IN", []),
    ],
)
def test_other_letters_are_asked_with_what_the_tables_propose(
    given_name: str, family_name: str, nationality: str | None, choices: list[str]
) -> None:
    traveller = named(given_name, family_name)

    question = asked(traveller, nationality=nationality)

    assert [code for code, _ in question.choices] == choices
    for code in [*choices, "Given / fa-mily"]:
        (spelled,) = spell_travellers([traveller], (nationality,), code)
        assert " / ".join(latin_name(spelled)) == code.upper()


def test_only_those_whose_names_need_it_are_asked_in_one_question() -> None:
    party = [named("Anna", "Weber"), named("Zoë", "Weber"), named("Jürgen", "Müller")]

    question = asked(*party)

    assert "Anna" not in question.question
    assert [code for code, _ in question.choices] == [
        "ZOE / WEBER; JUERGEN / MUELLER",
        "ZOE / WEBER; JURGEN / MULLER",
    ]
    spelled = spell_travellers(party, (), question.choices[1][0])
    assert [latin_name(each) for each in spelled] == [("ANNA", "WEBER"), ("ZOE", "WEBER"), ("JURGEN", "MULLER")]


@pytest.mark.parametrize(
    "answer", ["Zoe Weber", "Zoë / Weber", "ZOE / ", "/", "ZOE / WEBER; ANNA / WEBER", "Z0E / WEBER", "李 / WEBER", ";"]
)
def test_answer_that_spells_no_names_is_refused_where_it_stands(answer: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        spell_travellers([named("Zoë", "Weber")], (), answer)

    assert not isinstance(caught.value, AmbiguousRequest)
    assert [each.pointer for each in caught.value.errors] == ["/answers/latinNames"]


_LETTERS = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)
_NAME = st.sampled_from(sorted(NAMES.values())) | _LETTERS.filter(is_person_name)


@given(travellers=st.lists(st.builds(Traveller, given_name=_NAME, family_name=_NAME), min_size=1, max_size=3))
def test_every_choice_is_accepted_and_spells_everybody_for_carriers(travellers: list[Traveller]) -> None:
    try:
        spelled = spell_travellers(travellers, (), None)
    except AmbiguousRequest as doubt:
        for code, _ in doubt.questions[0].choices:
            for each in spell_travellers(travellers, (), code):
                assert all(map(is_latin_name, latin_name(each)))
    else:
        assert all(is_latin_name(part) for each in spelled for part in latin_name(each))
