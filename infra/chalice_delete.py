"""Makes what `chalice deploy` has deployed ready for `chalice delete`: `python -m infra.chalice_delete --stage dev`.

`infra.chalice_finish` has attached policies that Chalice knows nothing of, and IAM deletes no role that has one.
"""

import argparse
import sys

from infra import guards, policies
from infra.chalice_finish import Deployed, read_deployed
from infra.commands import command
from infra.managed_policies import detach_managed, find_role
from infra.target import Target


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


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    target = Target.from_environment(parser.parse_args().stage)
    deployed = read_deployed(target.stage)
    guards.ask_somebody(target)(f"Delete {target.stage}?")
    released = release_roles(target, deployed)
    print(f"delete: {released} roles of {target.stage} are Chalice's alone again; `chalice delete` may follow")


if __name__ == "__main__":
    sys.exit(main())
