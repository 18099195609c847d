"""What the words around a phrase say against a claim: that it is denied, only a part of what is said, or of another
end, slice or way than is claimed."""

from collections.abc import Iterable, Sequence

from chalicelib.domain.currencies import CIRCULATING, SIGNS
from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.claims.located import Located, Span, Token
from chalicelib.domain.trip_requests.languages.entries import MONTHS, Glossary
from chalicelib.domain.trip_requests.languages.glossary import glossary, put_in_english
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.late_patterns import LatePattern

_NEAR = 3  # how many words of grammar may stand between a word and what it is about
_WEEKDAYS = frozenset(
    form for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun") for form in (f"{day}day", day[:3])
)
_CALENDAR = _WEEKDAYS | {form.lower() for month in MONTHS for form in (month, month[:3])}
_BESIDE_DAYS = frozenset(
    ["sept", "today", "tomorrow", "next", "coming", "last", "first", "second", "third", "week", "after"]
)
_NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "dozen",
        "hundred",
        "thousand",
        "half",
    ]
)
_TIME = LatePattern(r"\d{1,2}(?::\d{2}|h\d{0,2})")
_TIME_WORDS = frozenset(("uhr", "h", "am", "pm", "heures", "horas", "hrs"))
_OR = frozenset(("or", "oder", "ou", "o", "/", "-"))
_AND = frozenset(("and", "und", "et", "y", "&"))
_IS = frozenset(
    [
        "ist",
        "findet",
        "beginnt",
        "startet",
        "sind",
        "est",
        "commence",
        "sera",
        "es",
        "empieza",
        "será",
        "is",
        "starts",
        "begins",
    ]
)
_MONEY = frozenset(("euro", "euros", "eur", "usd", "k", "%", *SIGNS))


class Surroundings:
    """The words of one request around its phrases."""

    def __init__(self, text: Located, language: Language) -> None:
        self.text = text
        self.language = language
        self._book: Glossary = glossary(language)

    def denies(self, span: Span) -> bool:
        """Return whether a "not" or a "without" is about what stands here."""
        return self._follows(span, self._book.negations)

    def leads_away(self, span: Span) -> bool:
        """Return whether a word such as "from" stands before it."""
        return self._follows(span, self._book.leaves, near=1)

    def leads_there(self, span: Span) -> bool:
        """Return whether a word such as "to" stands before it."""
        return self._follows(span, self._book.heads, near=1)

    def comes_back(self, span: Span) -> bool:
        """Return whether a word such as "back" stands before it in its part of the sentence."""
        back = set(self._book.back.split())
        for token in self.text.before(span):
            if token.text == ",":
                return False
            if token.text.lower() in back:
                return True
        return False

    def is_of_event(self, span: Span) -> bool:
        """Return whether it is said of a meeting, a fair or a hotel, and not of the way: "Meeting am 4. März"
        or "am 4. März ist das Meeting"."""
        behind = [each.text.lower() for each in self.text.behind(span)[:_NEAR]]
        is_subject = bool(behind) and behind[0] in _IS and any(word in self._book.events.split() for word in behind[1:])
        return is_subject or self._follows(span, self._book.events)

    def is_bounded(self, span: Span) -> bool:
        """Return whether a word such as "after" stands before a day."""
        return self._follows(span, self._book.bounds, near=2)

    def is_of_fare(self, span: Span) -> bool:
        """Return whether a price is said of a ticket: nothing of a hotel stands between."""
        for token in self.text.before(span):
            if token.text == "," or token.text.lower() in self._book.events.split():
                return False
            if token.text.lower() in self._book.fares.split():
                return True
        return False

    def back_at(self) -> int | None:
        """Return where the way back is spoken of first; None where it is not."""
        back = set(self._book.back.split())
        said = ((token, self.text.before(token.span)) for token in self.text.tokens if token.text.lower() in back)
        return next((token.span.start for token, before in said if not _is_round_trip(before)), None)

    def speaks_of_return(self) -> bool:
        """Return whether there is to be a way back, be it without a day of its own."""
        return any(token.text.lower() in self._book.back.split() for token in self.text.tokens)

    def accompanies(self, span: Span) -> bool:
        """Return whether a word such as "with" or "and" stands right before it."""
        before = self.text.before(span)[:1]
        return bool(before) and before[0].text.lower() in set(self._book.companions.split())

    def word_behind(self, span: Span) -> str | None:
        """Return the word right behind it, unless that is one of grammar or a new part of the sentence."""
        behind = self.text.behind(span)[:1]
        is_word = (
            bool(behind) and behind[0].text.isalpha() and behind[0].text.lower() not in set(self._book.glue.split())
        )
        return behind[0].text if is_word else None

    def cuts_day(self, span: Span) -> bool:
        """Return whether more of a date stands beside it: "3 March" of "3 March 2027", of "Monday, 3 March", of "2 or 3
        March"."""
        is_weekday = put_in_english(self._said(span), self.language).lower() in _WEEKDAYS
        before, behind = self.text.before(span), self.text.behind(span)
        return self._cuts_day(before, is_weekday=False) or self._cuts_day(behind, is_weekday=is_weekday)

    def cuts_number(self, span: Span) -> bool:
        """Return whether more of a number, or its currency, stands beside it: "450 NOK" of "1 450 NOK"."""
        before, behind = self.text.before(span)[:2], self.text.behind(span)[:1]
        joined = before[1:] if before and before[0].text.lower() in _OR | _AND else before[:1]
        beside = (*before[:1], *behind)
        return any(map(self._is_number, (*joined, *behind))) or any(_is_money(each.text) for each in beside)

    def cuts_time(self, span: Span) -> bool:
        """Return whether more of a time stands beside it: "9 Uhr" of "9 Uhr 30", "11:00" of "between 9 and 11:00"; a
        day beside it is none of it."""
        before, behind = self.text.before(span)[:2], self.text.behind(span)[:2]
        is_second = len(before) > 1 and before[0].text.lower() in _OR | _AND and self._is_number(before[1])
        if not behind or not self._is_number(behind[0]):
            return is_second
        is_day = "." in behind[0].text or (len(behind) > 1 and self._english(behind[1]) in _CALENDAR)
        return is_second or not is_day

    def cuts_place(self, span: Span) -> bool:
        """Return whether a longer name of a place stands there: "York" of "New York", "London" of "London, Ontario"."""
        before, behind = self.text.before(span)[:1], self.text.behind(span)[:3]
        name = self._said(span)
        if before and before[0].text[0].isupper() and names_place(f"{before[0].text} {name}"):
            return True
        words = [each for each in behind if each.text[0].isupper()][:1]
        if not words:
            return False
        joined = self.text.text[span.end : words[0].span.start]
        return joined in {" ", ", ", " ("} and names_place(f"{name}{', ' if joined != ' ' else ' '}{words[0].text}")

    def _said(self, span: Span) -> str:
        return self.text.text[span.start : span.end]

    def _follows(self, span: Span, listed: str, near: int = _NEAR) -> bool:
        """Return whether one of the listed words stands before it, with no more than words of grammar between."""
        wanted, glue = set(listed.split()), set(self._book.glue.split())
        for token in self.text.before(span)[:near]:
            if token.text.lower() in wanted:
                return True
            if token.text.lower() not in glue:
                return False
        return False

    def _cuts_day(self, tokens: Iterable[Token], *, is_weekday: bool) -> bool:
        near = list(tokens)[:4]
        if near and near[0].text == ",":
            beyond = near[1:]
            if is_weekday:  # "Monday" of "Monday, 3 March"
                return bool(beyond) and self._is_number(beyond[0]) and not self._is_time(beyond)
            return bool(beyond) and self._english(beyond[0]) in _WEEKDAYS
        is_beside_another = bool(near) and near[0].text.lower() in _AND
        if near and near[0].text.lower() in _OR | _AND:
            near = near[1:]
        if not near or self._is_time(near):
            return False
        if is_beside_another:  # "on 3 March and on 5 March" are two days, "on 3 and 5 March" share a month
            return self._is_number(near[0])
        return self._is_number(near[0]) or self._english(near[0]) in _CALENDAR | _BESIDE_DAYS

    def _is_number(self, token: Token) -> bool:
        if token.text[0].isdigit():
            return True
        return token.text.lower() not in self._book.glue.split() and self._english(token) in _NUMBERS

    def _is_time(self, near: list[Token]) -> bool:
        follows = len(near) > 1 and near[1].text.lower() in _TIME_WORDS
        return bool(_TIME.fullmatch(near[0].text)) or (near[0].text.isdigit() and follows)

    def _english(self, token: Token) -> str:
        """Return a single word in English, as it is said before another one, in small letters."""
        return put_in_english(f"{token.text} x", self.language).removesuffix(" x").lower()


def _is_round_trip(before: Sequence[Token]) -> bool:
    """Return whether a word such as "back" only says that there is a way back: "aller-retour", "hin und zurück"."""
    return bool(before) and before[0].text.lower() in _AND | {"-"}


def _is_money(word: str) -> bool:
    return word.lower() in _MONEY or word in CIRCULATING
