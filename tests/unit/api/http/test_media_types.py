"""A body is JSON in UTF-8, by any of its media types; an answer is what its caller would rather have."""

import pytest

from chalicelib.api.http.media_types import choose_media_type, is_json, refuse_other_media
from chalicelib.api.http.problems import UnsupportedMedia


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/json; charset=utf-8", 'application/json;charset="UTF-8"', "Application/JSON",
     "application/merge-patch+json"],
)  # fmt: skip
def test_json_by_any_of_its_names_is_read(content_type: str) -> None:
    refuse_other_media(content_type)


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
     "application/json; charset=latin-1", "application/jsonx", "application/json, text/plain"],
)  # fmt: skip
def test_anything_else_is_unsupported(content_type: str) -> None:
    with pytest.raises(UnsupportedMedia):
        refuse_other_media(content_type)


JSON, MAP, XML = "application/json", "application/geo+json", "application/gpx+xml"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        (MAP, MAP),
        ("Application/Geo+JSON", MAP),
        ("application/gpx+xml, application/geo+json;q=0.9", XML),
        ("application/gpx+xml;q=0.5, application/geo+json; q=0.9", MAP),
        ("application/*", JSON),
        ("application/*;q=0.3, application/gpx+xml;q=0.2", JSON),
        ("*/*;q=0.1, application/gpx+xml", XML),
        ("application/json;q=0, */*", MAP),
        ("text/html, application/xhtml+xml;q=0.9, */*;q=0.8", JSON),
        ("application/gpx+xml;version=1.1", XML),
        ("text/html", JSON),
        ("application/gpx+xml;q=0", JSON),
        ("application/gpx+xml;q=2, application/geo+json;q=much", JSON),
        (",;/,;;q=,/*,a/;q=1", JSON),
        ("text/plain," * 60 + MAP, JSON),
    ],
)
def test_the_answer_is_what_the_caller_would_rather_have_and_else_the_usual_one(
    accept: str | None, chosen: str
) -> None:
    assert choose_media_type(accept, [JSON, MAP, XML]) == chosen


def test_what_is_sent_as_json_is_known_by_its_media_type() -> None:
    assert all(is_json(each) for each in (JSON, MAP, "application/json; charset=utf-8"))
    assert not any(is_json(each) for each in (XML, "text/calendar; charset=utf-8", ""))
