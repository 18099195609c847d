"""The pipeline's workflows: what may change a stage, from where, and by which role."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.package import ROOT
from infra.templates import load
from local.checkout import written_paths

FOLDER = ROOT / ".github" / "workflows"
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40}")
CREDENTIALS = "aws-actions/configure-aws-credentials"
ENVIRONMENTS = load(ROOT / "infra" / "pipeline.yaml")["Mappings"]["Environments"]
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, workflow in WORKFLOWS.items():
        yield from ((f"{name}/{job}", body) for job, body in workflow["jobs"].items())


JOBS = dict(jobs())
STEPS = [(name, step) for name, job in JOBS.items() for step in job.get("steps", [])]


def triggers(workflow: dict[Any, Any]) -> dict[str, Any]:
    """What starts it; `on` is YAML's word for true."""
    return dict(workflow[True])


def roles_of(stage: str) -> set[tuple[str, str]]:
    """The environments that open each role of a stage."""
    return {("code", ENVIRONMENTS[stage]["Code"]), ("infrastructure", ENVIRONMENTS[stage]["Infrastructure"])}


def test_every_action_is_pinned_by_digest_with_its_version_beside_it() -> None:
    lines = [line for path in FOLDER.glob("*.yml") for line in path.read_text(encoding="utf-8").splitlines()]
    used = [line for line in lines if re.search(r"uses: (?!\./)", line)]

    assert len(used) > 10
    assert [line for line in used if not re.search(rf"uses: {PINNED.pattern} # v\d+\.\d+\.\d+$", line)] == []


def test_each_action_has_one_digest() -> None:
    used = {step["uses"] for _, step in STEPS if "uses" in step}

    assert len(used) == len({each.partition("@")[0] for each in used})


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_nothing_but_read_unless_a_job_says_so(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_key_is_kept(name: str) -> None:
    assert "secrets." not in (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    assert "inherit" not in str(WORKFLOWS[name])


def test_only_a_job_with_an_environment_asks_aws_for_a_role() -> None:
    asking = {name for name, step in STEPS if step.get("uses", "").startswith(CREDENTIALS)}

    assert asking == {"release/release", "rollback/rollback"}
    assert [name for name in asking if "environment" not in JOBS[name]] == []
    assert [name for name in asking if JOBS[name]["permissions"]["id-token"] != "write"] == []


def test_a_pull_request_gets_no_token() -> None:
    from_outside = {name for name, each in WORKFLOWS.items() if {"pull_request", "merge_group"} & triggers(each).keys()}

    assert from_outside == {"test"}
    assert [name for name, each in WORKFLOWS.items() if "pull_request_target" in triggers(each)] == []
    assert "id-token" not in (FOLDER / "test.yml").read_text(encoding="utf-8")


def test_only_a_push_to_main_deploys() -> None:
    assert triggers(WORKFLOWS["deploy"]) == {"push": {"branches": ["main"]}}
    callers = {name for name, job in JOBS.items() if job.get("uses", "").endswith("/release.yml")}
    assert {name.partition("/")[0] for name in callers} == {"deploy"}
    assert set(triggers(WORKFLOWS["release"])) == {"workflow_call"}


def test_each_release_asks_for_a_role_that_its_environment_opens() -> None:
    released = [job["with"] for job in JOBS.values() if job.get("uses", "").endswith("/release.yml")]

    assert {each["stage"] for each in released} == set(ENVIRONMENTS)
    assert [each for each in released if (each["role"], each["environment"]) not in roles_of(each["stage"])] == []


def test_nothing_is_released_before_it_was_tested_and_tried_on_the_stage_before() -> None:
    needs = {name: job.get("needs") for name, job in WORKFLOWS["deploy"]["jobs"].items()}

    assert needs == {
        "test": None,
        "package": "test",
        "dev": "package",
        "staging": "dev",
        "staging-infrastructure": "staging",
        "prod": ["staging", "staging-infrastructure"],
    }


def test_a_release_verifies_deploys_tries_and_goes_back_in_this_order() -> None:
    runs = [step.get("run", step.get("uses", "")) for step in WORKFLOWS["release"]["jobs"]["release"]["steps"]]
    order = [
        place
        for word in ("gh attestation verify", CREDENTIALS, "infra.deploy", "make smoke", "make rollback")
        for place, run in enumerate(runs)
        if word in run
    ]

    assert len(order) == 5
    assert order == sorted(order)


def test_two_releases_of_one_stage_never_run_at_once_and_none_is_cut_short() -> None:
    for name in ("release/release", "rollback/rollback"):
        group = JOBS[name]["concurrency"]
        assert group["group"].startswith("release-")
        assert group["cancel-in-progress"] is False


def test_every_make_target_that_is_called_is_there() -> None:
    called = {
        target
        for name, step in STEPS
        for target in re.findall(r"\bmake ([a-z-]+)", step.get("run", ""))
        if name.partition("/")[0] != "nightly"
    }
    called |= {each.split()[0] for each in WORKFLOWS["nightly"]["jobs"]["prove"]["strategy"]["matrix"]["target"]}

    assert {"env", "smoke", "rollback", "package", "sbom", "simulate"} <= called
    assert {target for target in called if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()


def test_the_tests_are_those_that_everybody_runs() -> None:
    assert ".ci/run" in [step.get("run") for step in WORKFLOWS["test"]["jobs"]["test"]["steps"]]


def test_each_lock_is_kept_up_to_date() -> None:
    locks = {path.parent for path in written_paths() if path.match("requirements*.in")}
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text(encoding="utf-8"))["updates"]
    folders = {folder for each in updates if each["package-ecosystem"] == "uv" for folder in each["directories"]}

    assert {f"/{lock}".removesuffix(".") for lock in locks} <= folders
    assert Path("bench") in locks
