"""What is asked back about a request in a language that nobody here reads, in that language."""

from typing import assert_never

from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.trip_request import ENGLISH
from chalicelib.errors import AmbiguousRequest, Clarification

_EXAMPLE = '"Berlin to London 3-5 March 2027, hotel near the centre under 200 EUR a night"'


def ask_in_english(language: Language) -> AmbiguousRequest:
    """Return the question for the same trip in English, whose answer is read in place of the request."""
    return AmbiguousRequest([Clarification(ENGLISH, _question(language), ())])


def _question(language: Language) -> str:
    match language:
        case Language.ENGLISH:
            return f"What is the trip in English, such as {_EXAMPLE}?"
        case Language.GERMAN:
            return (
                "Anfragen in Worten werden hier nur auf Englisch gelesen. Wie heißt die Reise auf Englisch, "
                f"etwa {_EXAMPLE}?"
            )
        case Language.FRENCH:
            return (
                "Les demandes en toutes lettres ne sont lues ici qu'en anglais. Quel est le voyage en anglais, "
                f"par exemple {_EXAMPLE} ?"
            )
        case Language.SPANISH:
            return (
                "Aquí las solicitudes en palabras solo se leen en inglés. ¿Cuál es el viaje en inglés, "
                f"por ejemplo {_EXAMPLE}?"
            )
        case _:
            assert_never(language)
