"""HEAD: what GET answers, without its body; on every route that is read, and on no other."""

import pytest

from tests.unit.api.harness import Api
from tests.unit.api.small_api import NOTE, notes

pytestmark = pytest.mark.usefixtures("stage", "nobody_has_left")


@pytest.fixture
def api() -> Api:
    return Api(notes)


READS = [f"/v1/notes/{NOTE}", "/v1/notes", "/v1/notes?limit=1&colour=red", f"/v1/notes/{NOTE}/print"]


@pytest.mark.parametrize("path", [*READS, "/v1/notes?limit=0", "/v1/notes/unknown", "/v1/notes?cursor=forged"])
def test_head_is_get_without_the_body(api: Api, token: str, path: str) -> None:
    read, head = (api.send(method, path, token=token) for method in ("GET", "HEAD"))

    assert read.body
    assert head.body == b""
    assert head.status_code == read.status_code
    assert head.headers.keys() == read.headers.keys()
    own = {"X-Request-Id", "Link"}  # a cursor is encrypted, each time anew
    assert [head.headers[name] for name in head.headers if name not in own] == [
        read.headers[name] for name in read.headers if name not in own
    ]


def test_head_is_guarded_and_conditional_as_get_is(api: Api, token: str) -> None:
    assert api.send("HEAD", f"/v1/notes/{NOTE}").status_code == 401
    assert api.send("HEAD", f"/v1/notes/{NOTE}", token=token, if_none_match='"v3"').status_code == 304

    changed_only = api.send("HEAD", "/v1/purchases", token=token)

    assert (changed_only.status_code, changed_only.headers["Allow"], changed_only.body) == (405, "POST", b"")
