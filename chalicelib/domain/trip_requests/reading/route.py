"""From where to where: places by the words before them, and the purpose of the trip, which can look alike."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import names_city, names_place
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.place_names import (
    distinct_places,
    is_same_as_any,
    place_at_end,
    place_at_start,
    skip_filler,
    tidy_name,
)
from chalicelib.domain.trip_requests.reading.words import GAP, Words, is_filler

# "from?" and "to?" are words that stand where a place should, but name none.
PlaceRole = Literal["start", "from", "from?", "to", "to?", "at", "home"]

_MARKER = re.compile(
    r"(?P<home>\b(?:back|home|return(?:ing)?)\s+(?:home\s+)?to\b)"
    r"|(?P<from>\bfrom\b|\bleaving\b|\bdeparting\b|\bdepart\b|\bout of\b|\bbased in\b"
    r"|\b(?:i am|i'm|we are|we're) in\b|\bstarting (?:in|at)\b)"
    r"|(?P<to>(?<!\bclose )(?<!\bnext )(?<!\bdue )\bto\b|\binto\b|\btowards\b|\bbound for\b|\barriv(?:e|ing)\b"
    r"|->|\s-\s)"
    r"|(?P<at>\bin\b|\bat\b(?! (?:the )?(?:most|least))|\bfor\b|\bvisit(?:ing)?\b|\breach(?:ing)?\b)",
    re.IGNORECASE,
)
_PURPOSE_VERB = re.compile(
    r"\b(?:in order )?to (?:meet|attend|see|present|speak|give|join|negotiate|discuss|audit|train|work|support|install"
    r"|inspect|sign|close|interview|teach|coach|lead|run|hold|celebrate|help|talk|pitch|sell|demo|repair|review"
    r"|participate)\b",
    re.IGNORECASE,
)
_PURPOSE_FOR = re.compile(r"\b(?:for|because of|purpose(?: is)?:?)\s+(?=\S)", re.IGNORECASE)
_PURPOSE_STOP = re.compile(
    r"[¦,.;!?()]|\s(?=(?:from|to|flying|leaving|departing|staying|please|with hotel|in|at)\b)|$", re.IGNORECASE
)
_FOR_SOMEONE = re.compile(r"(?:me|us|myself|one|him|her|them|you|my (?!team|own)|now\b|free\b)", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{3}\b")
_PERSON = re.compile(r"[A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?$")
# Whoever travels is no purpose.
_PEOPLE = re.compile(
    r"\b(?:me|myself|us|i)\b|^(?:\w+ ){0,2}(?:people|persons?|pax|travell?ers?|passengers?|adults?"
    r"|child(?:ren)?|kids?|colleagues?"
    r"|guests?|employees?|engineers?|members?|delegates?|reps?|others?)$",
    re.IGNORECASE,
)
_LONGEST_PURPOSE = 200


class NamedRoute(NamedTuple):
    """The places that are named, by what the words before them say; `heads_for` is whether one stands after "to"."""

    origins: list[str]
    destinations: list[str]
    homes: list[str]
    heads_for: bool


class RouteReading(NamedTuple):
    """Where the trip starts and goes; None where it is asked back or refused."""

    origin: Place | None
    destination: Place | None


class _Named(NamedTuple):
    role: PlaceRole
    text: str


def read_purpose(words: Words) -> str | None:
    """Take "for the sales kickoff" or "to meet ACME" out of `words`; what follows "for" and is a place is none."""
    for match in _PURPOSE_VERB.finditer(words.text):
        start = match.start() + (match[0].lower().find("to ") + 3)
        if purpose := _purpose(words, match.start(), start, match.end()):
            return purpose
    for match in _PURPOSE_FOR.finditer(words.text):
        rest = words.text[match.end() :]
        code = _CODE.match(rest)
        if rest.startswith(GAP) or _FOR_SOMEONE.match(rest) or (code and names_place(code[0])):
            continue
        if place_at_start(rest, names_city):
            continue
        if purpose := _purpose(words, match.start(), match.end(), match.end()):
            return purpose
    return None


def take_route(words: Words) -> NamedRoute:
    """Take the places out of `words`."""
    named: dict[PlaceRole, list[str]] = {}
    for place in _take_places(words):
        named.setdefault(place.role, []).append(place.text)
    origins = distinct_places(named.get("from", []))
    elsewhere = [text for text in named.get("at", []) if not is_same_as_any(text, origins)]
    destinations = distinct_places([*named.get("to", []), *elsewhere]) or named.get("to?", [])[:1]
    for text in distinct_places(named.get("start", [])):
        if destinations and not origins:
            origins = [text]
        elif not is_same_as_any(text, [*origins, *destinations]):
            destinations = [*destinations, text]
    origins = origins or named.get("from?", [])[:1]
    return NamedRoute(origins, destinations, named.get("home", []), heads_for=bool(named.get("to") or named.get("to?")))


def settle_place(named: NamedRoute, findings: Findings) -> Place | None:
    """Return where one stays or drives without a journey; an unknown or missing place goes to `findings`."""
    return _only([*named.destinations, *named.origins], "destination", "go", findings)


def settle_route(named: NamedRoute, findings: Findings) -> RouteReading:
    """Return from where to where; unknown, missing and contradictory places go to `findings`."""
    _refuse_other_end(named.origins, named.homes, findings)
    origin = _only(named.origins, "origin", "start", findings)
    destination = _only(named.destinations, "destination", "go", findings)
    if origin and destination and set(origin.airports) & set(destination.airports):
        findings.refuse(
            f"{origin.name} and {destination.name} are served by the same airport: there is nothing to fly."
        )
    return RouteReading(origin, destination)


def _only(texts: list[str], field: str, verb: str, findings: Findings) -> Place | None:
    """Return the one place of `texts`, asked for when there is none; several are refused."""
    if not texts:
        return findings.asked_place(field, f"Where does the trip {verb}?")
    if len(texts) == 1:
        return findings.place(texts[0], field)
    findings.refuse(f"A trip has one {field}, but {' and '.join(texts)} are named.")
    return None


def _refuse_other_end(origins: list[str], homes: list[str], findings: Findings) -> None:
    other = [text for text in homes if not is_same_as_any(text, origins)]
    if origins and other:
        findings.refuse(f"A trip ends where it starts: {origins[0]}, not {other[0]}.")


def _take_places(words: Words) -> Iterator[_Named]:
    """Yield places in the order of the text, each with what the word before it says."""
    text = words.text
    markers = list(_MARKER.finditer(text))
    bounds = [marker.start() for marker in markers] + [len(text)]
    yield from _places_before(words, bounds[0], followed_by_to=bool(markers and markers[0]["to"]))
    for marker, end in zip(markers, bounds[1:], strict=True):
        chunk = skip_filler(text[marker.end() : end])
        start = end - len(chunk)
        role = _role(marker, passed=text[marker.end() : start].strip())
        place = place_at_start(chunk)
        if place:
            words.blank(marker.start(), start + len(place))
            yield _Named(role, tidy_name(place))
        elif role in {"from", "to"} and (unknown := _unknown_name(chunk)):
            yield _Named("from?" if role == "from" else "to?", unknown)


def _places_before(words: Words, end: int, followed_by_to: bool) -> Iterator[_Named]:
    """Yield the places that stand without a word before the first marker, as in "book Berlin to London"."""
    parts = list(re.finditer(rf"[^{GAP}.;!?]+", words.text[:end]))
    for part in parts:
        place = place_at_end(part[0])
        if place:
            first = part.start() + part[0].rindex(place)
            words.blank(first, first + len(place))
            yield _Named("start", tidy_name(place))
        elif followed_by_to and part is parts[-1] and part.end() == end:
            unknown = part[0].split()[-1:]
            yield from (_Named("from?", word) for word in unknown if not is_filler(word))


def _role(marker: re.Match[str], passed: str) -> PlaceRole:
    """Return what a marker says of the place after it; in "to fly Warsaw to Prague" the first "to" says nothing."""
    if marker["home"]:
        return "home"
    if marker["from"]:
        return "from"
    if marker["to"]:
        return "start" if passed.lower() not in {"", "the"} else "to"
    return "at"


def _unknown_name(chunk: str) -> str | None:
    """Return what stands where a place should, up to the next punctuation or filler; None when nothing does."""
    name: list[str] = []
    for word in re.findall(r"[^\s,¦.;!?()]+|[,¦.;!?()]", chunk):
        if not word[0].isalnum() or is_filler(word):
            break
        name.append(word)
    text = " ".join(name)
    return chunk[: chunk.index(name[-1]) + len(name[-1])][:100] if text else None


def _purpose(words: Words, start: int, text_start: int, search_from: int) -> str | None:
    """Return the purpose that starts at `text_start`, taken out of `words`; None when the words name a person or
    nothing."""
    for stop in _PURPOSE_STOP.finditer(words.text, search_from):
        rest = words.text[stop.end() :]
        if re.match(r"(?:in|at|to)\b", rest, re.IGNORECASE) and not place_at_start(rest[2:].lstrip(), names_city):
            continue
        purpose = words.text[text_start : stop.start()].strip(f" {GAP}")[:_LONGEST_PURPOSE].strip()
        if (
            not purpose
            or _PERSON.match(purpose)
            or _PEOPLE.search(purpose)
            or all(is_filler(word) for word in purpose.split())
        ):
            return None
        words.blank(start, stop.start())
        return purpose
    return None
