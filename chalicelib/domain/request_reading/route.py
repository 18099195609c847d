"""From where to where: places by the words before them, and the purpose of the trip, which can look alike."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from chalicelib.domain.names import fold
from chalicelib.domain.places import names_place
from chalicelib.domain.request_reading.findings import Findings
from chalicelib.domain.request_reading.words import GAP, Words, is_filler
from chalicelib.domain.trip_request import Place

Role = Literal["start", "unknown", "from", "to", "at", "home"]

_MARKER = re.compile(
    r"(?P<home>\b(?:back|home|return(?:ing)?)\s+(?:home\s+)?to\b)"
    r"|(?P<from>\bfrom\b|\bleaving\b|\bdeparting\b|\bdepart\b|\bout of\b|\b(?:i am|i'm|we are|we're|based) in\b|\bstarting (?:in|at)\b)"
    r"|(?P<to>\bto\b|\binto\b|\btowards\b|\bbound for\b|->|\s-\s)"
    r"|(?P<at>\bin\b|\bat\b|\bfor\b|\bvisit(?:ing)?\b|\breach(?:ing)?\b)",
    re.IGNORECASE,
)
_PURPOSE_VERB = re.compile(
    r"\b(?:in order )?to (?:meet|attend|see|present|speak|give|join|negotiate|discuss|audit|train|work|support|install|inspect"
    r"|sign|close|interview|teach|lead|run|hold|celebrate|help|talk|pitch|sell|demo|repair|review|participate)\b",
    re.IGNORECASE,
)
_PURPOSE_FOR = re.compile(r"\b(?:for|because of|purpose(?: is)?:?)\s+(?=\S)", re.IGNORECASE)
_PURPOSE_STOP = re.compile(
    r"[¦,.;!?()]|\s(?=(?:from|to|flying|leaving|departing|staying|please|with hotel|in|at)\b)|$", re.IGNORECASE
)
_FOR_SOMEONE = re.compile(r"(?:me|us|myself|one|him|her|them|you|my (?!team|own)|now\b|free\b)", re.IGNORECASE)
_PERSON = re.compile(r"(?-i:[A-Z][a-z'-]+ [A-Z][a-z'-]+)$")
_MOST_WORDS_IN_A_PLACE = 7
_LONGEST_PURPOSE = 200


class Route(NamedTuple):
    """Where the trip starts and goes; None where it is asked back or refused."""

    origin: Place | None
    destination: Place | None


class _Named(NamedTuple):
    role: Role
    text: str


def read_purpose(words: Words) -> str | None:
    """Takes "for the sales kickoff" or "to meet ACME" out of `words`; what follows "for" and is a place is none."""
    for match in _PURPOSE_VERB.finditer(words.text):
        start = match.start() + (match[0].lower().find("to ") + 3)
        if purpose := _purpose(words, match.start(), start, match.end()):
            return purpose
    for match in _PURPOSE_FOR.finditer(words.text):
        rest = words.text[match.end() :]
        if rest.startswith(GAP) or _FOR_SOMEONE.match(rest) or _place_at_start(rest):
            continue
        if purpose := _purpose(words, match.start(), match.end(), match.end()):
            return purpose
    return None


def read_route(words: Words, findings: Findings) -> Route:
    """Takes the places out of `words`; unknown, missing and contradictory ones go to `findings`."""
    named = list(_take_places(words, findings))
    if findings.refused:
        return Route(None, None)
    origins = _distinct(place.text for place in named if place.role == "from")
    strong = _distinct(place.text for place in named if place.role == "to")
    weak = [text for text in _distinct(place.text for place in named if place.role == "at") if text not in origins]
    destinations = strong or weak
    for text in _distinct(place.text for place in named if place.role == "start"):
        if destinations and not origins:
            origins = [text]
        elif not _same_as_any(text, [*origins, *destinations]):
            destinations = [*destinations, text]
    if not origins and (unknown := [place.text for place in named if place.role == "unknown"]):
        origins = unknown
    homes = _distinct(place.text for place in named if place.role == "home")
    _refuse_contradictions(findings, origins, destinations, strong, weak, homes)
    return _route(origins, destinations, findings)


def _route(origins: list[str], destinations: list[str], findings: Findings) -> Route:
    if findings.refused:
        return Route(None, None)
    origin = (
        findings.place(origins[0], "origin")
        if origins
        else findings.asked_place("origin", "Where does the trip start?")
    )
    destination = (
        findings.place(destinations[0], "destination")
        if destinations
        else findings.asked_place("destination", "Where does the trip go?")
    )
    if origin and destination and (origin == destination or set(origin.airports) & set(destination.airports)):
        findings.refuse(
            f"{origin.name} and {destination.name} are served by the same airport: there is nothing to fly."
        )
    return Route(origin, destination)


def _refuse_contradictions(
    findings: Findings,
    origins: list[str],
    destinations: list[str],
    strong: list[str],
    weak: list[str],
    homes: list[str],
) -> None:
    if len(origins) > 1:
        findings.refuse(f"A trip starts in one place, but {' and '.join(origins)} are named.")
    if len(destinations) > 1:
        findings.refuse(f"A trip goes to one place, but {' and '.join(destinations)} are named.")
    elif strong:
        other = [text for text in weak if not _same_as_any(text, strong)]
        if other:
            findings.refuse(f"A trip goes to one place, but {' and '.join([*strong, *other])} are named.")
    elsewhere = [text for text in homes if not _same_as_any(text, origins)]
    if elsewhere and origins:
        findings.refuse(f"A trip ends where it starts: {origins[0]}, not {elsewhere[0]}.")


def _take_places(words: Words, findings: Findings) -> Iterator[_Named]:
    """Places in the order of the text, each with what the word before it says; unknown ones are refused."""
    _part_joined_names(words)
    text = words.text
    markers = list(_MARKER.finditer(text))
    bounds = [marker.start() for marker in markers] + [len(text)]
    yield from _places_before(words, bounds[0], followed_by_to=bool(markers and markers[0]["to"]))
    for marker, end in zip(markers, bounds[1:], strict=True):
        role = _role(marker)
        start = marker.end() + len(text[marker.end() : end]) - len(_lead(text[marker.end() : end]))
        chunk = text[start:end]
        place = _place_at_start(chunk)
        if place:
            words.blank(marker.start(), start + len(place))
            yield _Named(role, _clean(place))
        elif role in {"from", "to"} and (unknown := _unknown_name(chunk)):
            words.blank(marker.start(), start + len(unknown))
            findings.place(unknown, "origin" if role == "from" else "destination")


def _places_before(words: Words, end: int, followed_by_to: bool) -> Iterator[_Named]:
    """The places that stand without a word before the first marker, as in "book Berlin to London"."""
    parts = list(re.finditer(rf"[^{GAP}.;!?]+", words.text[:end]))
    for part in parts:
        place = _place_at_end(part[0])
        if place:
            first = part.start() + part[0].rindex(place)
            words.blank(first, first + len(place))
            yield _Named("start", _clean(place))
        elif followed_by_to and part is parts[-1] and part.end() == end:
            unknown = part[0].split()[-1:]
            yield from (_Named("unknown", word) for word in unknown if not is_filler(word))


def _place_at_end(part: str) -> str | None:
    """The longest end of `part` that names a place; in lower case only after nothing but filler."""
    part = part.rstrip(" ,")
    for token in list(re.finditer(r"\S+", part))[-_MOST_WORDS_IN_A_PLACE:]:
        candidate = part[token.start() :]
        after_filler = all(is_filler(word.strip(",")) for word in part[: token.start()].split())
        if not is_filler(candidate) and (after_filler or candidate[0].isupper()) and _is_place(candidate):
            return candidate
    return None


def _part_joined_names(words: Words) -> None:
    """ "Dubai-Riyadh" is two places where it is not the name of one."""
    for match in reversed(list(re.finditer(r"(?<![\w-])([^\W\d_]{3,})-([^\W\d_]{3,})(?![\w-])", words.text))):
        if not _is_place(match[0]) and _is_place(match[1]) and _is_place(match[2]):
            words.text = f"{words.text[: match.end(1)]} - {words.text[match.start(2) :]}"


def _role(marker: re.Match[str]) -> Role:
    if marker["home"]:
        return "home"
    if marker["from"]:
        return "from"
    return "to" if marker["to"] else "at"


def _lead(chunk: str) -> str:
    """`chunk` without the filler that it starts with, as long as that is no place itself."""
    while match := re.match(r"\s*([^\s,¦]+)", chunk):
        if not is_filler(match[1]) or _place_at_start(chunk.lstrip()):
            break
        chunk = chunk[match.end() :]
    return chunk.lstrip()


def _place_at_start(chunk: str) -> str | None:
    """The longest beginning of `chunk` that names a place."""
    part = re.split(r"[¦;!?]|\.(?=\s|$)", chunk, maxsplit=1)[0]
    tokens = list(re.finditer(r"[^\s,]+", part))[:_MOST_WORDS_IN_A_PLACE]
    for token in reversed(tokens):
        candidate = part[: token.end()]
        if not is_filler(candidate) and _is_place(candidate):
            return candidate
    return None


def _is_place(text: str) -> bool:
    """Whether `text` names a place as people write it in a sentence, where "me" and "or" are no states."""
    first, *others = re.findall(r"[^\s,]+", text)
    if others and len(others[-1]) <= 2 and not others[-1].isupper():
        return False
    return not (len(first) <= 2 and not others and not first.isupper()) and names_place(text)


def _unknown_name(chunk: str) -> str | None:
    """What stands where a place should, up to the next punctuation or filler; None when nothing does."""
    name: list[str] = []
    for word in re.findall(r"[^\s,¦.;!?()]+|[,¦.;!?()]", chunk):
        if not word[0].isalnum() or is_filler(word):
            break
        name.append(word)
    text = " ".join(name)
    return chunk[: chunk.index(name[-1]) + len(name[-1])][:100] if text else None


def _purpose(words: Words, start: int, text_start: int, search_from: int) -> str | None:
    """The purpose that starts at `text_start`, taken out of `words`; None when the words name a person or nothing."""
    for stop in _PURPOSE_STOP.finditer(words.text, search_from):
        rest = words.text[stop.end() :]
        if re.match(r"(?:in|at|to)\b", rest, re.IGNORECASE) and not _place_at_start(rest[2:].lstrip()):
            continue
        purpose = words.text[text_start : stop.start()].strip(f" {GAP}")[:_LONGEST_PURPOSE].strip()
        if not purpose or _PERSON.match(purpose) or all(is_filler(word) for word in purpose.split()):
            return None
        words.blank(start, stop.start())
        return purpose
    return None


def _clean(text: str) -> str:
    return " ".join(text.strip(" ,").split())


def _distinct(texts: Iterator[str]) -> list[str]:
    return list({fold(text): text for text in texts}.values())


def _same_as_any(text: str, others: list[str]) -> bool:
    """Whether one of `others` means the same place: "London" of "London, UK"."""
    return any(fold(text.split(",", maxsplit=1)[0]) == fold(other.split(",", maxsplit=1)[0]) for other in others)
