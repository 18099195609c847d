"""What of a request no claim accounts for, and may matter: a limit, a day, a place, a "not" that was passed over."""

import re
from collections.abc import Iterator, Sequence

from chalicelib.domain.places.resolver import names_city
from chalicelib.domain.trip_requests.claims.claim import HotelClaim, PurposeClaim
from chalicelib.domain.trip_requests.claims.evidence import Checked
from chalicelib.domain.trip_requests.claims.located import Located, Span, Token
from chalicelib.domain.trip_requests.languages.exonyms import is_of_name
from chalicelib.domain.trip_requests.languages.glossary import (
    find_cost_centres,
    glossary,
    put_in_english,
    speaks_of_trips,
)
from chalicelib.domain.trip_requests.languages.small_words import Language

_SHORTEST_CITY = 4
_AND, _ME = frozenset({"und", "et", "y", "and"}), frozenset({"ich", "moi", "yo", "i", "me"})


def find_leftovers(checked: Checked, language: Language) -> tuple[str, ...]:
    """Return runs of words that may matter and that nothing borne out accounts for."""
    rest = _Rest(checked, language)
    tokens = [token for token in checked.text.tokens if not rest.is_accounted_for(token)]
    runs = _runs(tokens, checked.text.tokens)
    left = [run for run in runs if any(map(rest.matters, run)) or rest.is_of_people(run, checked.text)]
    return tuple(checked.text.text[run[0].span.start : run[-1].span.end] for run in left)


class _Rest:
    """Tells what is left of a text in one language."""

    def __init__(self, checked: Checked, language: Language) -> None:
        book, kept = glossary(language), checked.kept
        self._language = language
        self._kept = [each.span for each in kept if not isinstance(each.claim, PurposeClaim)]
        self._kept += [Span(*found) for found in find_cost_centres(checked.text.text)]  # which the rules read
        self._purposes = [each.span for each in kept if isinstance(each.claim, PurposeClaim)]
        self._named = {word.lower() for each in kept if each.place for word in each.claim.phrase.split()}
        self._glue = set(book.glue.split())
        self._weighty = {*book.negations.split(), *book.matters.split()}
        self._persons, self._companions = set(book.persons.split()), set(book.companions.split())
        self._back = set(book.back.split())
        self._has_hotel = any(isinstance(each.claim, HotelClaim) for each in kept)
        slices = {getattr(each.claim, "slice", None) for each in kept} - {None}
        self._comes_back = len(slices) > 1
        if not slices:  # "only a hotel", "no flight": so it is
            self._kept += [Span(*match.span()) for match in _find_words(book.alone, checked.text.text)]

    def is_accounted_for(self, token: Token) -> bool:
        """Return whether a word is borne out, or carries nothing of a trip."""
        word = token.text.lower()
        if not token.text[0].isalnum() or any(span.covers(token.span) for span in self._kept):
            return True
        is_plain = word in self._glue or word in self._named or (word in self._back and self._comes_back)
        return is_plain and word not in self._weighty

    def matters(self, token: Token) -> bool:
        """Return whether a word may change a trip. What a trip is for may hold any but those that surely would."""
        word = token.text.lower()
        if word in self._weighty or word in self._back or token.text[0].isdigit():
            return True
        if self._language is Language.ENGLISH:  # has no glossary to tell which words are of trips
            return True
        if speaks_of_trips(word, self._language):
            return not (self._has_hotel and put_in_english(word, self._language) == "hotel")
        is_of_purpose = any(span.covers(token.span) for span in self._purposes)
        return not is_of_purpose and self._may_be_a_place(token.text)

    def is_of_people(self, run: Sequence[Token], text: Located) -> bool:
        """Return whether a run of words may name who travels, or what is wished for besides: two words with capitals
        behind "for" or a title, or one behind "with", or one beside "and I"."""
        names = [each for each in run if each.text[0].isupper()]
        before = [each.text.lower() for each in text.before(run[0].span)[:2]]
        behind = [each.text.lower() for each in text.behind(run[-1].span)[:2]]
        marker = before[0] if before else ""
        is_beside_me = any(len(pair) == 2 and pair[0] in _AND and pair[1] in _ME for pair in (before, behind))
        is_named = (len(names) > 1 and marker in self._persons) or marker in self._companions or is_beside_me
        return bool(names) and is_named

    def _may_be_a_place(self, word: str) -> bool:
        if not word[0].isupper():
            return False
        return is_of_name(word, self._language) or (len(word) >= _SHORTEST_CITY and names_city(word))


def _find_words(pattern: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)


def _runs(found: Sequence[Token], tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield what stands side by side together."""
    places = {token: place for place, token in enumerate(tokens)}
    run: list[Token] = []
    for token in found:
        if run and places[token] != places[run[-1]] + 1:
            yield run
            run = []
        run.append(token)
    if run:
        yield run
