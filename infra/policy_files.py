"""The IAM policy files that Chalice attaches, written from the table in `policies.py` whenever a stage is packaged;
what does not fit into a role is no file (`policy_parts`).

Nobody commits them. What they say of prod is kept in one file that reviewers read: `python -m infra.policy_files`
writes it, `--check` says whether table, file and `app.py` agree.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

from infra import policies, policy_parts
from infra.handlers import handlers

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".chalice" / "policies"
REVIEWED = ROOT / "tests" / "golden" / "policies-prod.json"
REVIEWED_STAGE = "prod"
WRITE_AGAIN = "write it again with `make policies`"


class Written(NamedTuple):
    """What was written for a stage: files, their statements, and how long the longest policy is, as IAM counts."""

    files: int
    statements: int
    longest: int


def write(stage: str) -> Written:
    """Write the policy files of a stage and take away those of functions that are gone.

    What is right already is left alone, so that packagings side by side do not read half a file.
    """
    folder = FOLDER / stage
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        if file.stem not in policies.GRANTS:
            file.unlink()
    parts = {function: policy_parts.split(policies.policy(function, stage)) for function in policies.GRANTS}
    for function, part in parts.items():
        _write_changed(folder / f"{function}.json", json.dumps(part.inline, indent=1) + "\n")
    written = [part.inline for part in parts.values()]
    return Written(len(written), sum(map(_statements, written)), max(map(policy_parts.measure, written)))


def _write_changed(file: Path, text: str) -> None:
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def _statements(document: policies.Policy) -> int:
    return len(document["Statement"])


def write_review() -> str:
    """Return what the functions may do on prod as one JSON object, a statement a line."""
    blocks = []
    for function in sorted(policies.GRANTS):
        lines = [f"  {json.dumps(statement)}" for statement in policies.policy(function, REVIEWED_STAGE)["Statement"]]
        blocks.append(f' "{function}": [\n' + ",\n".join(lines) + "\n ]")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def problems(source: str, golden: str) -> list[str]:
    """Say what is wrong between the table, `source` (of app.py) and `golden`; nothing if all is well."""
    functions = handlers(source)
    found = [f"{name} of app.py has no grants" for name in sorted(functions - policies.GRANTS.keys())]
    found += [
        f"{name} has grants but app.py has no such function" for name in sorted(policies.GRANTS.keys() - functions)
    ]
    found += [problem for name in policies.GRANTS if (problem := _find_too_long(name))]
    if golden != write_review():
        found.append(f"{REVIEWED.relative_to(ROOT)} is not what the table says: {WRITE_AGAIN}")
    return found


def _find_too_long(function: str) -> str:
    """Say by how much what stands beside a role is too long; nothing if it is not."""
    beside = [policy_parts.split(policies.policy(function, stage)).managed for stage in policies.STAGES]
    length = max((policy_parts.measure(each) for each in beside if each is not None), default=0)
    if length <= policy_parts.LONGEST_MANAGED:
        return ""
    return (
        f"the managed policy of {function} has {length} characters: more than {policy_parts.LONGEST_MANAGED}, and IAM"
        f" takes {policy_parts.MANAGED_LIMIT}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if app.py or the file disagrees")
    if not parser.parse_args().check:
        REVIEWED.write_text(write_review(), encoding="utf-8")
        print(f"policies: {REVIEWED.relative_to(ROOT)} written, {len(policies.GRANTS)} functions")
        return 0
    golden = REVIEWED.read_text(encoding="utf-8") if REVIEWED.exists() else ""
    found = problems((ROOT / "app.py").read_text(encoding="utf-8"), golden)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"policies: {len(policies.GRANTS)} functions, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
