"""Phrases of a trip in other languages are put in English, so that the same rules read them."""

import pytest

from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.languages.entries import MONTHS
from chalicelib.domain.trip_requests.languages.exonyms import name_in_english
from chalicelib.domain.trip_requests.languages.glossary import put_cost_centres_in_english, put_in_english
from chalicelib.domain.trip_requests.languages.small_words import Language

PHRASES = {
    Language.GERMAN: {
        "am 3. März 2027": "3 March 2027",
        "vom 3. bis 5. März": "from 3 to 5 March",
        "3.4.2027": "3 April 2027",
        "13.4.": "13 April",
        "Montag, 3. Mai": "Monday, 3 May",
        "nächsten Freitag": "next Friday",
        "in zwei Wochen": "in two weeks",
        "zwei Tage später": "two days later",
        "Abflug nach 9 Uhr": "departure after 09:00",
        "Ankunft spätestens um 18:30 Uhr": "arrival no later than 18:30",
        "höchstens 200 Euro pro Nacht": "at most 200 EUR a night",
        "für zwei Personen": "for two people",
        "3 Nächte": "3 nights",
        "Businessklasse": "business class",
        "Direktflug": "non-stop",
        "mit dem Zug": "by train",
        "nur Hinflug": "one way",
    },
    Language.FRENCH: {
        "le 3 mars": "3 March",
        "1er mai": "1 May",
        "du 3 au 5 mars 2027": "from 3 to 5 March 2027",
        "3/4/2027": "3 April 2027",
        "mardi prochain": "next Tuesday",
        "deux jours plus tard": "two days later",
        "départ après 14h30": "departure after 14:30",
        "arrivée avant 9 h": "arrival before 09:00",
        "200 € par nuit maximum": "200 € a night at most",
        "classe affaires": "business class",
        "aller simple": "one way",
    },
    Language.SPANISH: {
        "el 3 de marzo de 2027": "3 March 2027",
        "del 3 al 5 de marzo": "from 3 to 5 March",
        "3/4": "3 April",
        "el próximo lunes": "next Monday",
        "dentro de dos semanas": "in two weeks",
        "salida a partir de las 9:00": "departure not before 09:00",
        "máximo 200 euros por noche": "at most 200 EUR a night",
        "mañana por la tarde": "tomorrow in the afternoon",
        "solo ida": "one way",
    },
}


@pytest.mark.parametrize(
    ("language", "phrase", "english"),
    [(language, *each) for language, phrases in PHRASES.items() for each in phrases.items()],
)
def test_phrase_is_put_in_english(language: Language, phrase: str, english: str) -> None:
    assert put_in_english(phrase, language) == english


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        (Language.GERMAN, "halb neun"),  # half past eight, while "half nine" is half past nine
        (Language.GERMAN, "25 Uhr"),
        (Language.GERMAN, "32.13."),
        (Language.SPANISH, "quincena"),
        (Language.ENGLISH, "am 3. März"),
    ],
)
def test_what_has_no_sure_english_stays_as_it_is(language: Language, phrase: str) -> None:
    assert put_in_english(phrase, language) == phrase


@pytest.mark.parametrize("language", [Language.GERMAN, Language.FRENCH, Language.SPANISH])
def test_months_in_digits_stand_behind_their_days(language: Language) -> None:
    numeric = [put_in_english(f"{month}/{month}", language) for month in range(1, 13)]

    assert numeric == [f"{number} {month}" for number, month in enumerate(MONTHS, start=1)]


@pytest.mark.parametrize(
    ("language", "name", "code"),
    [
        (Language.GERMAN, "Mailand", "MXP"),
        (Language.GERMAN, "münchen", "MUC"),
        (Language.FRENCH, "Londres", "LHR"),
        (Language.FRENCH, "La Nouvelle-Orléans", "MSY"),
        (Language.SPANISH, "Nueva York", "JFK"),
        (Language.SPANISH, "Venecia", "VCE"),
    ],
)
def test_cities_are_known_by_their_names_in_each_language(language: Language, name: str, code: str) -> None:
    assert code in resolve_place(name_in_english(name, language)).airports


def test_a_name_of_one_language_is_none_of_another() -> None:
    assert name_in_english("Rom", Language.SPANISH) == "Rom"
    assert name_in_english("Colonia", Language.SPANISH) == "Colonia"  # in Uruguay as well


@pytest.mark.parametrize(
    "text", ["Kostenstelle SALES-EU", "centre de coûts SALES-EU", "centro de coste SALES-EU", "cost centre SALES-EU"]
)
def test_cost_centre_is_called_so_in_every_language(text: str) -> None:
    assert put_cost_centres_in_english(text) == "cost centre SALES-EU"
