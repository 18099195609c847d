"""Versions that no release can need are removed, and never one that is called."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.target import Target
from infra.versions import KEPT, remove_old_versions

TEMPLATE = {
    "Resources": {
        "Nightly": {
            "Type": "AWS::Serverless::Function",
            "Properties": {"FunctionName": {"Fn::Sub": "sojourn-${Stage}-nightly"}},
        },
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {}},
    }
}


class Lambda:
    """Lambda, as far as it knows one function's versions; it deletes none that its alias leads to."""

    def __init__(self, versions: set[int], live: int, canary: int | None) -> None:
        self.versions, self.live, self.canary = versions, live, canary

    def get_paginator(self, _: str) -> "Lambda":
        return self

    def paginate(self, FunctionName: str) -> list[Any]:  # noqa: N803
        assert FunctionName == "sojourn-dev-nightly"
        numbers = ["$LATEST", *map(str, sorted(self.versions))]
        pages = [numbers[:3], numbers[3:]]
        return [{"Versions": [{"Version": number} for number in page]} for page in pages]

    def get_alias(self, **_: str) -> Any:
        routing = {"RoutingConfig": {"AdditionalVersionWeights": {str(self.canary): 0.1}}} if self.canary else {}
        return {"FunctionVersion": str(self.live), **routing}

    def delete_function(self, FunctionName: str, Qualifier: str) -> None:  # noqa: N803
        assert FunctionName == "sojourn-dev-nightly"
        assert int(Qualifier) not in {self.live, self.canary}
        self.versions.remove(int(Qualifier))


@given(st.sets(st.integers(1, 200), min_size=1, max_size=30), st.data())
def test_the_last_versions_and_those_that_are_called_stay(versions: set[int], data: st.DataObject) -> None:
    live = data.draw(st.sampled_from(sorted(versions)))
    canary = data.draw(st.sampled_from([None, *sorted(versions)]))
    client = Lambda(set(versions), live, canary)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(Target, "client", lambda *_: client)

        removed = remove_old_versions(Target("dev"), TEMPLATE)

    called = {it for it in (live, canary) if it}
    assert client.versions == called | set(sorted(versions - called)[-KEPT:])
    assert removed == len(versions) - len(client.versions)
