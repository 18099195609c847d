"""Suppliers' notices over HTTP: nothing of one is read before its signature was found to fit."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from chalicelib import settings
from chalicelib.api import suppliers
from chalicelib.api.openapi import servicing_examples
from chalicelib.domain.webhooks.signatures import make_headers
from chalicelib.models.supplier_notices import NoticeRow
from tests.simulation.cloud.empty import empty_cloud
from tests.unit.api.harness import Api

SECRET = "the sandbox's secret"
PATH = "/v1/suppliers/sandbox/notices"
BODY = msgspec.json.encode(servicing_examples.NOTICE)


@pytest.fixture
def api(stage: settings.Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    with_secret = msgspec.structs.replace(stage, supplier_secret=SECRET)
    monkeypatch.setattr(settings, "current", lambda: with_secret)
    with empty_cloud():
        yield Api(suppliers.blueprint)


def sent(api: Api, body: bytes = BODY, path: str = PATH, **changes: str) -> dict[str, Any]:
    """The answer to a notice that is signed now, unless its headers are changed."""
    headers: dict[str, Any] = {
        **make_headers("msg_1", body, SECRET.encode(), datetime.now(UTC)),
        "Content-Type": "application/json",
    }
    headers |= {name.replace("_", "-"): value for name, value in changes.items()}
    return api.through_gateway("POST", path, claims=None, body=body.decode("latin-1"), **headers)


def test_signed_notice_of_an_unknown_order_is_taken_and_kept(api: Api) -> None:
    answer = sent(api)

    assert answer["statusCode"] == 202, answer
    assert json.loads(answer["body"]) == {"noticeId": "msg_1", "outcome": "unknown_order"}
    assert NoticeRow.get("sandbox/msg_1").outcome == "unknown_order"


@pytest.mark.parametrize(
    "changes",
    [{"webhook_signature": "v1,AAAA"}, {"webhook_id": "msg_2"}, {"webhook_timestamp": "1"}, {"webhook_signature": ""}],
)
def test_unsigned_notice_is_a_401_and_leaves_nothing(api: Api, changes: dict[str, Any]) -> None:
    answer = sent(api, **changes)

    assert answer["statusCode"] == 401
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert list(NoticeRow.scan()) == []


def test_body_is_read_only_after_its_signature_fits(api: Api) -> None:
    assert sent(api, b"{")["statusCode"] == 400
    assert sent(api, b"{", webhook_signature="v1,AAAA")["statusCode"] == 401
    assert sent(api, b'{"type": "order.exploded"}')["statusCode"] == 400


def test_large_notice_is_refused_before_it_is_looked_at(api: Api) -> None:
    assert sent(api, b" " * (64 * 1024 + 1))["statusCode"] == 413


def test_supplier_that_the_stage_does_not_know_is_not_there(api: Api) -> None:
    assert sent(api, path="/v1/suppliers/another/notices")["statusCode"] == 404


def test_notice_is_held_against_the_secret_of_the_stage(
    stage: settings.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = msgspec.structs.replace(stage, supplier_secret="")
    monkeypatch.setattr(settings, "current", lambda: without)
    with empty_cloud() as wire:
        wire.secrets[without.name("supplier-sandbox")] = SECRET

        assert sent(Api(suppliers.blueprint))["statusCode"] == 202
        assert sent(Api(suppliers.blueprint), webhook_signature="v1,AAAA")["statusCode"] == 401
