"""People who use the API in the tests of its resources: each with a token of their own, over empty tables."""

from typing import Any
from uuid import uuid4

from chalice.test import HTTPResponse

from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api


class Person:
    """One user's calls. A POST carries a new Idempotency-Key, a change `If-Match: *`, unless told otherwise."""

    def __init__(self, api: Api, keys: PoolKeys, user_id: str, *groups: str) -> None:
        self.user_id = user_id
        self._api = api
        self._token = keys.id_token(sub=user_id, cognito__groups=list(groups) or ["traveller"])

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HTTPResponse:
        usual = {"POST": {"idempotency_key": uuid4().hex}, "PUT": {"if_match": "*"}, "PATCH": {"if_match": "*"}}
        return self._api.send(method, path, token=self._token, body=body, **(usual.get(method, {}) | headers))

    def get(self, path: str) -> Any:
        """The body of a GET that succeeds."""
        return self._done(self.send("GET", path))

    def post(self, path: str, body: Any = None) -> Any:
        """The body that a POST answers, which succeeds."""
        return self._done(self.send("POST", path, body))

    def put(self, path: str, body: Any) -> Any:
        return self._done(self.send("PUT", path, body))

    def patch(self, path: str, body: Any) -> Any:
        return self._done(self.send("PATCH", path, body))

    def walk(self, path: str) -> list[Any]:
        """All items of a list, page by page."""
        found: list[Any] = []
        glue = "&" if "?" in path else "?"
        page = self.get(path)
        found.extend(page["items"])
        while page["nextCursor"]:
            page = self.get(f"{path}{glue}cursor={page['nextCursor']}")
            found.extend(page["items"])
        return found

    @staticmethod
    def _done(answer: HTTPResponse) -> Any:
        assert answer.status_code < 300, answer.body
        return answer.json_body


def pointers(answer: HTTPResponse) -> list[str]:
    """Where a refused input is wrong."""
    assert answer.status_code == 400, answer.body
    return [error["pointer"] for error in answer.json_body["errors"]]
