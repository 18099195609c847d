"""Media types: what a body may be sent as, and which of several the caller of a GET would rather have."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.api.http.problems import UnsupportedMedia

_JSON_TYPE = re.compile(r"application/([\w.-]+\+)?json", re.IGNORECASE)
_QUALITY = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
# Beyond so many nobody means what they say.
_MOST_RANGES = 50


class _Range(NamedTuple):
    """What a caller takes: a media type, or with `*` several, and how gladly."""

    kind: str
    subtype: str
    quality: float

    def covers(self, media_type: str) -> bool:
        kind, _, subtype = media_type.partition("/")
        return self.kind in (kind, "*") and self.subtype in (subtype, "*")

    @property
    def precision(self) -> int:
        return (self.kind != "*") + (self.subtype != "*")


def is_json(media_type: str) -> bool:
    """Return whether what is sent as this is JSON."""
    return _JSON_TYPE.fullmatch(media_type.partition(";")[0].strip()) is not None


def refuse_other_media(content_type: str) -> None:
    """Raise UnsupportedMedia unless `content_type` names JSON in UTF-8."""
    charset = content_type.partition(";")[2].partition("charset=")[2].strip(' "').lower() or "utf-8"
    if not is_json(content_type) or charset not in {"utf-8", "utf8"}:
        raise UnsupportedMedia("Send the body as application/json in UTF-8.")


def choose_media_type(accept: str | None, offered: Sequence[str]) -> str:
    """Return which of the media types `offered`, the usual one first, the caller would rather have (RFC 9110, 12.5.1).

    Who asks for none of them is given the usual one, as the RFC permits: programs often say what they know, and take
    what they get.
    """
    ranges = list(_read_ranges(accept or ""))
    qualities = [_quality(media_type, ranges) for media_type in offered]
    best = max(qualities)
    return offered[qualities.index(best)] if best > 0 else offered[0]


def _quality(media_type: str, ranges: Sequence[_Range]) -> float:
    """Return how gladly a media type is taken: the most precise range that covers it says so."""
    covering = [each for each in ranges if each.covers(media_type)]
    return max(covering, key=lambda each: each.precision).quality if covering else 0.0


def _read_ranges(accept: str) -> Iterator[_Range]:
    for text in accept.lower().split(",")[:_MOST_RANGES]:
        media_range, *parameters = (part.strip() for part in text.split(";"))
        kind, _, subtype = media_range.partition("/")
        given = next((part[2:].strip() for part in parameters if part.startswith("q=")), "1")
        if kind and subtype and _QUALITY.fullmatch(given):
            yield _Range(kind, subtype, float(given))
