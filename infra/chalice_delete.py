"""Makes what `chalice deploy` has deployed ready for `chalice delete`: `python -m infra.chalice_delete --stage dev`.

`infra.chalice_finish` has attached policies that Chalice knows nothing of, and IAM deletes no role that has one.
"""

import argparse
import os
import sys

from infra import guards, policies
from infra.chalice_finish import Deployed, read_deployed
from infra.managed_policies import detach_managed, find_role
from infra.target import DeploymentFailed, Target


def release_roles(target: Target, deployed: Deployed) -> int:
    """Delete what was attached to the roles that Chalice made; to how many there was any."""
    functions = target.client("lambda")
    released = 0
    for name, arn in deployed.functions.items():
        try:
            role = find_role(functions, arn)
        except functions.exceptions.ResourceNotFoundException:
            continue  # an earlier `chalice delete` came so far
        released += detach_managed(target, name, role)
    return released


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    target = Target(parser.parse_args().stage, endpoint=os.environ.get("AWS_ENDPOINT_URL", ""))
    try:
        deployed = read_deployed(target.stage)
        guards.ask_somebody(target, print, agreed=os.environ.get("YES") == "1")(f"Delete {target.stage}?")
        released = release_roles(target, deployed)
    except DeploymentFailed as error:
        print(error, file=sys.stderr)
        return 1
    print(f"delete: {released} roles of {target.stage} are Chalice's alone again; `chalice delete` may follow")
    return 0


if __name__ == "__main__":
    sys.exit(main())
