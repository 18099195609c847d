"""The policy files of a stage: written whole, nothing left over, and what they say is what reviewers read."""

import json
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra import policies, policy_files
from infra.foundation.tables import TABLES
from infra.policy_statements import Statement

APP = (policy_files.ROOT / "app.py").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files are written to here."""
    monkeypatch.setattr(policy_files, "FOLDER", tmp_path)
    return tmp_path


def test_a_stage_gets_a_file_for_every_function_and_no_other_stage_does(folder: Path) -> None:
    written = policy_files.write("dev")

    files = {str(path.relative_to(folder)) for path in folder.rglob("*.json")}
    assert files == {f"dev/{function}.json" for function in policies.GRANTS}
    assert written.files == len(files)
    assert json.loads((folder / "dev" / "nightly.json").read_text(encoding="utf-8")) == policies.policy(
        "nightly", "dev"
    )


def test_writing_again_mends_what_is_wrong_and_leaves_the_rest_alone(folder: Path) -> None:
    policy_files.write("dev")
    right, wrong, gone = (folder / "dev" / f"{name}.json" for name in ("nightly", "sweeper", "renamed_since"))
    before = right.stat().st_mtime_ns
    wrong.write_text("{}", encoding="utf-8")
    gone.write_text("{}", encoding="utf-8")

    policy_files.write("dev")

    assert right.stat().st_mtime_ns == before
    assert json.loads(wrong.read_text(encoding="utf-8")) == policies.policy("sweeper", "dev")
    assert not gone.exists()


def test_what_reviewers_read_is_every_policy_of_prod_whole() -> None:
    shown = json.loads(policy_files.write_review())

    assert shown == {name: policies.policy(name, "prod")["Statement"] for name in policies.GRANTS}


def test_a_change_of_rights_that_no_reviewer_sees_is_a_problem() -> None:
    golden = policy_files.write_review().replace("dynamodb:GetItem", "dynamodb:Scan", 1)

    (problem,) = policy_files.problems(APP, golden)
    assert problem == "tests/golden/policies-prod.json is not what the table says: write it again with `make policies`"


def test_a_function_without_rights_and_rights_without_a_function_are_problems() -> None:
    source = APP.replace('name="nightly"', 'name="weekly"')

    assert policy_files.problems(source, policy_files.write_review()) == [
        "weekly of app.py has no grants",
        "nightly has grants but app.py has no such function",
    ]


grants = st.tuples(st.sampled_from(["a:Get", "a:Put", "b:Send"]), st.sampled_from("xyz"), st.sampled_from([None, "c"]))
GRANTED = st.lists(grants, max_size=12)


def granted(statements: list[Statement]) -> set[tuple[str, str, object]]:
    """What statements allow: each action, on what, on which condition."""
    return {
        (action, resource, json.dumps(each.get("Condition")))
        for each in statements
        for action in cast("list[str]", each["Action"])
        for resource in cast("list[str]", each["Resource"])
    }


@given(GRANTED)
def test_merged_statements_allow_what_the_single_ones_did_and_are_no_more(wanted: list[tuple[str, str, str]]) -> None:
    single = [{"Action": [action], "Resource": [on], **({"Condition": it} if it else {})} for action, on, it in wanted]

    merged = policies._merge(cast("list[Statement]", single))

    assert granted(merged) == granted(cast("list[Statement]", single))
    assert len(merged) <= len(single)
    alike = [json.dumps([each["Action"], each.get("Condition")]) for each in merged]
    assert len(alike) == len(set(alike))


@pytest.mark.parametrize("stage", policies.STAGES)
def test_every_index_that_may_be_asked_is_there_and_may_only_be_asked(stage: str) -> None:
    indexes = {f"sojourn-{stage}-{table.name}/index/{each.name}" for table in TABLES for each in table.indexes}
    asked = {
        resource.split(":table/")[1]: cast("list[str]", statement["Action"])
        for function in policies.GRANTS
        for statement in policies.policy(function, stage)["Statement"]
        for resource in cast("list[str]", statement["Resource"])
        if "/index/" in resource
    }

    assert asked.keys() == indexes  # one that nobody asks need not be there
    assert {action for actions in asked.values() for action in actions} == {"dynamodb:Query"}


def test_an_index_that_is_not_there_cannot_be_granted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(policies.GRANTS, "sweeper", ("table:query:bookings/by-colour",))

    with pytest.raises(ValueError, match="no index by-colour"):
        policies.policy("sweeper", "prod")


def test_functions_only_add_to_the_audit_and_only_in_a_transaction() -> None:
    adding = []
    for function in policies.GRANTS:
        for statement in _about(function, "booking-audit"):
            actions = set(cast("list[str]", statement["Action"]))
            assert actions <= {"dynamodb:PutItem", "dynamodb:Query", "dynamodb:GetItem"}, function
            if "dynamodb:PutItem" in actions:
                adding.append(function)
                assert statement["Resource"] == ["arn:aws:dynamodb:*:*:table/sojourn-prod-booking-audit"]
                assert statement["Condition"] == {
                    "ForAnyValue:StringEquals": {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}
                }
    assert "step_book" in adding


def test_one_function_alone_anchors_the_audit_and_none_removes_an_anchor() -> None:
    rights = {function: _rights_to_what_is_locked(function) for function in policies.GRANTS}

    assert {
        function for function, actions in rights.items() if actions & {("s3:PutObject", "*"), ("kms:Sign", "")}
    } == {"anchor_audit"}
    assert {function for function, actions in rights.items() if ("s3:PutObject", "erasures/*") in actions} == {
        "api_handler", "nightly",
    }  # fmt: skip
    assert {action for actions in rights.values() for action, _ in actions} <= {
        "s3:GetObject", "s3:ListBucket", "s3:PutObject", "kms:Sign", "kms:GetPublicKey",
    }  # fmt: skip


def _rights_to_what_is_locked(function: str) -> set[tuple[str, str]]:
    """What a function may do with the bucket of the anchors and their key, and in which folder."""
    found = set()
    for statement in [*_about(function, "audit-anchors"), *_about(function, "sojourn-prod-audit")]:
        resources = [each for each in cast("list[str]", statement["Resource"]) if "audit" in each or ":kms:" in each]
        for action in cast("list[str]", statement["Action"]):
            if action.startswith(("s3:", "kms:")):
                found |= {(action, each.partition("-*/")[2]) for each in resources}
    return found


def _about(function: str, thing: str) -> list[Statement]:
    """The statements of a function on prod that name a thing."""
    statements = policies.policy(function, "prod")["Statement"]
    return [each for each in statements if thing in json.dumps([each["Resource"], each.get("Condition")])]


def test_whoever_uses_what_has_an_id_of_the_stage_may_look_it_up() -> None:
    """Where Chalice deploys, no function is told what the bucket, the user pool or the state machine is called."""
    identified = ("bucket:", "accounts:", "workflow:start:")
    using = {name for name, grants in policies.GRANTS.items() if any(each.startswith(identified) for each in grants)}
    using.add("authorize_caller")  # which asks the pool for nothing but its public keys

    assert {"read_policy_tables", "step_validate", "api_handler"} <= using
    assert {name for name in using if "parameter:read:foundation" not in policies.GRANTS[name]} == set()
