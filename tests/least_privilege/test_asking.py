"""Every right that a function of the copy has can be asked for, so that any of them can be drawn and taken away."""

from typing import Any
from unittest.mock import MagicMock

import pytest

from infra import policies
from tests.least_privilege.asking import Asker
from tests.least_privilege.called_by_aws import calls_of_aws
from tests.least_privilege.pairs import split
from tests.least_privilege.requests import RECORDED_STAGE, Request
from tests.least_privilege.stages import role_policy


@pytest.mark.parametrize("function", policies.GRANTS)
def test_every_right_that_our_code_uses_can_be_asked_for(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = MagicMock()
    monkeypatch.setattr(Asker, "client", lambda *_: client)
    asker = Asker(MagicMock(endpoint="http://127.0.0.1:1", user_pool_id="pool", state_machine_arn="x"), function)
    of_aws = {call.request.action for call in calls_of_aws(function, RECORDED_STAGE)}

    for pair in split(role_policy(function, RECORDED_STAGE)):
        if pair.action not in of_aws:
            client.reset_mock()

            assert asker.may(_request(pair.action, pair.resource))

            assert client.method_calls, pair


def _request(action: str, resource: str) -> Request:
    context: Any = {"kms:resourcealiases": (resource.rpartition(":")[2],)} if action.startswith("kms:") else {}
    return Request(action, resource, tuple(context.items()))
