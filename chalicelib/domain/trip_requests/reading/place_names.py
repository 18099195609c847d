"""Names of places in a text: where one starts, where one ends, and whether two mean the same place."""

import re
from collections.abc import Callable, Iterable

from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.reading.words import Words, is_filler

MOST_WORDS_IN_A_PLACE = 7


def place_at_end(part: str) -> str | None:
    """Return the longest end of `part` that names a place; in lower case only after nothing but filler."""
    part = part.rstrip(" ,")
    for token in list(re.finditer(r"[^\s,]\S*", part))[-MOST_WORDS_IN_A_PLACE:]:
        candidate = part[token.start() :]
        after_filler = all(is_filler(word.strip(",")) or word == "," for word in part[: token.start()].split())
        if not is_filler(candidate) and (after_filler or candidate[0].isupper()) and is_place(candidate):
            return candidate
    return None


def part_joined_names(words: Words) -> None:
    """Split "Dubai-Riyadh", which is two places where it is not the name of one."""
    for match in reversed(list(re.finditer(r"(?<![\w-])[^\W\d_]{3,}(?:-[^\W\d_]{3,})+(?![\w-])", words.text))):
        if not is_place(match[0]) and all(map(is_place, match[0].split("-"))):
            words.text = words.text[: match.start()] + match[0].replace("-", " - ") + words.text[match.end() :]


def skip_filler(chunk: str) -> str:
    """Return `chunk` without the filler that it starts with, as long as that is no place itself."""
    while match := re.match(r"\s*([^\s,¦]+)", chunk):
        if not is_filler(match[1]) or place_at_start(chunk.lstrip()):
            break
        chunk = chunk[match.end() :]
    return chunk.lstrip()


def place_at_start(chunk: str, known: Callable[[str], bool] = names_place) -> str | None:
    """Return the longest beginning of `chunk` that names a place."""
    part = re.split(r"[¦;!?]|\.(?=\s|$)", chunk, maxsplit=1)[0]
    tokens = list(re.finditer(r"[^\s,]+", part))[:MOST_WORDS_IN_A_PLACE]
    for token in reversed(tokens):
        candidate = part[: token.end()]
        if not is_filler(candidate) and is_place(candidate, known):
            return candidate
    return None


def is_place(text: str, known: Callable[[str], bool] = names_place) -> bool:
    """Return whether `text` names a place as people write it in a sentence, where "me" and "or" are no states."""
    first, *others = re.findall(r"[^\s,]+", text)
    if others and len(others[-1]) <= 2 and not others[-1].isupper():
        return False
    return not (len(first) <= 2 and not others and not first.isupper()) and known(text)


def tidy_name(text: str) -> str:
    return " ".join(text.strip(" ,").split())


def distinct_places(texts: Iterable[str]) -> list[str]:
    """Return `texts` without those that mean the same place as one before them."""
    found: list[str] = []
    for text in texts:
        if not is_same_as_any(text, found):
            found.append(text)
    return found


def is_same_as_any(text: str, others: list[str]) -> bool:
    """Return whether one of `others` means the same place: "London" and "London, UK", not "London, Ontario" as well."""
    name, region = _fold_text(text)
    return any(
        name == other_name and (region == other_region or not region or not other_region)
        for other_name, other_region in map(_fold_text, others)
    )


def _fold_text(text: str) -> tuple[str, str]:
    name, _, region = text.partition(",")
    return fold(name), fold(region)
