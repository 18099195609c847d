"""Make what `chalice deploy --stage dev` needs beside the repository: `python -m infra.foundation --stage dev`.

The foundation's stack; the functions' policies, which Chalice reads from files; and the address of the user pool, which
Chalice reads from the stage's environment in `.chalice/config.json` while it deploys.
"""

import argparse
import json
import re
import sys

from infra import guards, policies, policy_files, policy_parts
from infra.account_room import find_room
from infra.artifacts import Artifacts
from infra.commands import command
from infra.deploy import Deployment
from infra.gateway_answers import CHALICE
from infra.limits import list_configured
from infra.stacks import Stacks
from infra.target import Target

_POOL = "SOJOURN_USER_POOL_ARN"


def write_pool(stage: str, arn: str) -> bool:
    """Tell Chalice which user pool lets people in to a stage; whether that is new."""
    text = CHALICE.read_text(encoding="utf-8")
    if json.loads(text)["stages"][stage]["environment_variables"].get(_POOL) == arn:
        return False
    changed = re.sub(
        rf'(?<="SOJOURN_STAGE": "{stage}",)(\s+)(?:"{_POOL}": "[^"]*",\s+)?', rf'\1"{_POOL}": "{arn}",\1', text
    )
    CHALICE.write_text(changed, encoding="utf-8")
    return True


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.foundation", description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    target = Target.from_environment(parser.parse_args().stage)
    guards.check(target)
    agree = guards.ask_somebody(target)
    outputs = Deployment(target, Stacks(target, print, agree), Artifacts(target)).apply_foundation()
    room = find_room(target, list_configured(target.stage))
    if not room.is_enough:  # Chalice's own command reserves it all the same
        print(f"foundation: the functions will not deploy, for {room.describe()}", file=sys.stderr)
    write_pool(target.stage, outputs["UserPoolArn"])
    written = policy_files.write(target.stage)
    print(
        f"foundation: {target.stage} has {written.files} policies with {written.statements} statements,"
        f" the longest {written.longest} of {policy_parts.LONGEST_INLINE} characters, and lets in"
        f" {outputs['UserPoolArn']}"
    )


if __name__ == "__main__":
    sys.exit(main())
