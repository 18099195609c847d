"""The inner loop: the same API under `chalice local`, on the copy's resources, with tokens verified in the app."""

import json
import urllib.error
import urllib.request
from typing import Any

from local.stack import Stack


def get(url: str, token: str = "") -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(url, headers={"Authorization": token} if token else {})  # noqa: S310 - our own
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own address
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)


def test_health_reaches_the_copys_resources(chalice_local: str) -> None:
    status, health = get(f"{chalice_local}/v1/health")

    assert (status, health["status"], health["stage"]) == (200, "ok", "local")


def test_a_real_token_is_taken_and_anything_else_refused(chalice_local: str, stack: Stack) -> None:
    assert get(f"{chalice_local}/v1/me")[0] == 401
    assert get(f"{chalice_local}/v1/me", "not.a.token")[0] == 401
    assert get(f"{chalice_local}/v1/me", stack.tokens("traveller")["AccessToken"])[0] == 401

    status, me = get(f"{chalice_local}/v1/me", stack.token("traveller"))
    assert status == 200
    assert me["email"] == stack.users["traveller"].email
