"""A body is JSON in UTF-8, by any of its media types."""

import pytest

from chalicelib.api.http.media_types import refuse_other_media
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
