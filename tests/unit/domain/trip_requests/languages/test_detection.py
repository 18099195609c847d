"""A request in German, French or Spanish is told from one in English, whatever names are in either."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.places.resolver import find_airport, names_city
from chalicelib.domain.trip_requests.languages.detection import decisive_words, detect_language
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.errors import NotFound

KNOWN = Path(__file__).parents[5] / "bench" / "sentences" / "known"
FOREIGN = {
    Language.GERMAN: (
        "Berlin nach München am 3. März",
        "Hotel in München für 2 Nächte",
        "Ich muss nächste Woche nach Rom",
        "BER-MUC 3.5. hin, 5.5. zurück",
        "Bitte einen Flug von Hamburg nach London am 4. Mai, zurück am 6.",
        "Hallo, brauche ein Zimmer in Wien vom 3. bis 5. Juni. Danke!",
        "Morgen früh mit der Bahn nach Köln, abends zurück",
        "Dienstreise Zürich, 12.-14. April, Mietwagen ab Flughafen",
        "Zwei Personen, Frankfurt nach Madrid, Montag hin und Freitag wieder zurück",
        "für Montag den frühesten Flug nach Oslo, ohne Umsteigen",
    ),
    Language.FRENCH: (
        "Vol Paris-Lyon le 3 mars, retour le 5 mars",
        "Bonjour, je dois aller à Genève mardi prochain",
        "Réservez un hôtel à Nice pour deux nuits, s'il vous plaît",
        "Paris Londres le 3 mai, retour le 5 mai au soir",
        "Il nous faut deux billets pour Madrid demain matin",
        "Train Lille - Bruxelles jeudi, sans hôtel",
        "Je voudrais partir de Nantes vers Rome après midi",
    ),
    Language.SPANISH: (
        "Vuelo de Madrid a Lima el 3 de marzo",
        "Necesito ir a Bogotá mañana por la tarde",
        "Quiero un hotel en Sevilla del 3 al 5 de mayo",
        "Hola, billete de tren Barcelona-Valencia para el lunes, vuelta el martes",
        "Dos personas desde México hasta Cancún, ida y vuelta",
        "reunión en París el jueves, salida por la mañana",
    ),
}
ENGLISH = (
    "Flight with Air France to Nice and Le Bourget from La Rochelle on May 3",
    "Meeting with Dr. von der Leyen in Berlin on 3 March, from Paris",
    "rio de janeiro to la paz 3 march",
    "la paz el paso 3-5 march",
    "las palmas de gran canaria, hotel 3-5 may",
    "ZRH-Zug 3/5",
    "ber-mit-uns 3/5 y class",
    "Frankfurt am Main to Rio de Janeiro on 4 May, staying at the Hotel Der Blaue Reiter",
    "MUC-CDG 4 Mar, CDG-MUC 6 Mar, C",
    "Señor Muñoz and Frau Müller fly from Köln to A Coruña tomorrow",
    "SYD-AKL mon 9/20 ow",
    "Please book Le Méridien in San José del Cabo from Monday until Friday",
    "",
    "2 pax",
)
CITIES = (
    "Las Palmas de Gran Canaria",
    "Rio de Janeiro",
    "Frankfurt am Main",
    "La Paz",
    "El Paso",
    "Le Mans",
    "Palma de Mallorca",
    "San Juan de los Lagos",
    "Bad Neuenahr-Ahrweiler",
    "Aix-en-Provence",
    "Santiago de Compostela",
)


@pytest.mark.parametrize(("language", "text"), [(each, text) for each, texts in FOREIGN.items() for text in texts])
def test_language_of_a_request_is_detected(language: Language, text: str) -> None:
    assert detect_language(text) is language
    assert detect_language(text.lower()) is language


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_names_of_elsewhere_stays_english(text: str) -> None:
    assert detect_language(text) is Language.ENGLISH


def test_no_sentence_of_people_who_write_english_is_taken_for_another_language() -> None:
    texts = [entry["text"] for path in KNOWN.glob("*.json") for entry in json.loads(path.read_text(encoding="utf-8"))]

    assert len(texts) > 200
    assert [text for text in texts if detect_language(text) is not Language.ENGLISH] == []


@given(st.sampled_from(CITIES), st.sampled_from(CITIES), st.booleans())
@settings(max_examples=60, deadline=None)
def test_names_of_cities_never_make_another_language(one: str, other: str, in_small_letters: bool) -> None:
    text = f"Flight from {one} to {other} on 3 March 2027"

    assert detect_language(text.lower() if in_small_letters else text) is Language.ENGLISH


def test_no_decisive_word_is_a_code_of_an_airport_or_a_city() -> None:
    names = {"gracias", "hola"}  # villages that nobody flies to; a greeting tells more

    assert {word for word in decisive_words() if names_city(word)} == names
    assert [word for word in decisive_words() if len(word) == 3 and _is_code(word.upper())] == []


def _is_code(word: str) -> bool:
    try:
        find_airport(word)
    except NotFound:
        return False
    return True
