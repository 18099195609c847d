"""The release before the last comes back, in the opposite order, and as often as there is one before."""

import json

import pytest

from infra import releases
from infra.artifacts import Artifacts
from infra.releases import go_back, read_newest, record
from infra.stacks import Plan, Stacks
from infra.target import DeploymentFailed, Target

TARGET = Target("dev", "eu-central-1")


class Shelf(Artifacts):
    """The artifacts of a stage, kept here."""

    def __init__(self) -> None:
        self.bucket = "sojourn-dev-artifacts"
        self._target = TARGET
        self._bodies: dict[str, bytes] = {}

    def put(self, body: bytes, name: str) -> str:
        key = f"{len(body)}-{hash(body)}/{name}"
        self._bodies[key] = body
        return key

    def write(self, key: str, body: bytes) -> None:
        self._bodies[key] = body

    def read(self, key: str) -> bytes:
        return self._bodies[key]

    def list(self, folder: str) -> list[str]:
        return [key for key in self._bodies if key.startswith(folder)]

    def remove(self, key: str) -> None:
        del self._bodies[key]


@pytest.fixture
def artifacts(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf()
    monkeypatch.setattr(releases, "Artifacts", lambda _: shelf)
    monkeypatch.setattr(Target, "client", lambda *_: None)
    return shelf


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    plans: list[Plan] = []
    monkeypatch.setattr(Stacks, "apply", lambda _, plan: plans.append(plan))
    return plans


def plans_of(artifacts: Artifacts, number: int) -> list[Plan]:
    made = []
    for part in ("service", "workflow"):
        template = {"Resources": {}, "Description": f"{part} {number}"}
        key = artifacts.put(json.dumps(template).encode(), f"{part}.json")
        given = {"Stage": "dev", "Number": str(number)}
        made.append(Plan(TARGET.stack(part), template, artifacts.url(key), given, template_key=key))
    return made


def test_the_release_before_comes_back_workflow_first(artifacts: Artifacts, applied: list[Plan]) -> None:
    for number in (1, 2, 3):
        record(artifacts, plans_of(artifacts, number))

    go_back(TARGET, print)
    go_back(TARGET, print)

    assert [(plan.stack, plan.template["Description"], plan.given["Number"]) for plan in applied] == [
        ("sojourn-dev-workflow", "workflow 2", "2"),
        ("sojourn-dev-service", "service 2", "2"),
        ("sojourn-dev-workflow", "workflow 1", "1"),
        ("sojourn-dev-service", "service 1", "1"),
    ]
    with pytest.raises(DeploymentFailed, match="no release of dev before the last one"):
        go_back(TARGET, print)


def test_the_same_again_is_no_other_release(artifacts: Artifacts) -> None:
    for number in (1, 1, 2, 2):
        record(artifacts, plans_of(artifacts, number))

    assert len(read_newest(artifacts, 10)) == 2


def test_a_release_after_one_that_was_taken_back_follows_the_one_before_it(
    artifacts: Artifacts, applied: list[Plan]
) -> None:
    for number in (1, 2):
        record(artifacts, plans_of(artifacts, number))
    go_back(TARGET, print)
    record(artifacts, plans_of(artifacts, 3))

    go_back(TARGET, print)

    assert [plan.given["Number"] for plan in applied] == ["1", "1", "1", "1"]


def test_what_could_not_be_taken_back_is_tried_again(artifacts: Artifacts, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2):
        record(artifacts, plans_of(artifacts, number))

    def fail(_: Stacks, plan: Plan) -> None:
        raise DeploymentFailed(plan.stack)

    monkeypatch.setattr(Stacks, "apply", fail)
    with pytest.raises(DeploymentFailed):
        go_back(TARGET, print)

    assert len(read_newest(artifacts, 10)) == 2


def test_whoever_does_not_agree_changes_nothing(artifacts: Artifacts, applied: list[Plan]) -> None:
    for number in (1, 2):
        record(artifacts, plans_of(artifacts, number))

    def refuse(question: str) -> None:
        raise DeploymentFailed(question)

    with pytest.raises(DeploymentFailed, match="Go back to the release of"):
        go_back(TARGET, print, refuse)

    assert applied == []
    assert releases.FOLDER in next(iter(artifacts.list(releases.FOLDER)))
