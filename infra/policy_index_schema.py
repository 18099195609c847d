"""Makes or changes the tables of the policy index in PostgreSQL, for a stage whose setting says `pgvector`:
`python -m infra.policy_index_schema --stage dev --owner-secret name`.

The owner's secret is needed here alone; functions have `sojourn-<stage>-policy-index`, whose role may read, insert and
delete passages. Good to be run again: what is there stays.
"""

import argparse
import sys
from collections.abc import Callable
from typing import NamedTuple

from chalicelib import settings
from chalicelib.errors import Unavailable
from chalicelib.gateways.policy_index.pgvector import name_schema
from chalicelib.gateways.policy_index.pgvector_schema import Migrated, TooOld, migrate
from chalicelib.gateways.policy_index.registry import describe_model
from infra import policies
from infra.commands import command
from infra.database_owner import as_owner, read_secret
from infra.policy_index_rights import read_variables
from infra.target import DeploymentFailed, Target


class Wanted(NamedTuple):
    """What the schema is to hold: vectors of one model, of so many numbers."""

    schema: str
    model: str
    dimensions: int


def read_wanted(stage: str) -> Wanted:
    """Return what a stage's settings ask for. DeploymentFailed: its vectors lie elsewhere."""
    here = settings.load(read_variables(stage))
    if here.index_place != "pgvector":
        raise DeploymentFailed(
            f"SOJOURN_POLICY_INDEX of {stage} is {here.policy_index} in config.json: there is no schema to make."
        )
    model = describe_model(here)
    return Wanted(name_schema(stage), model.name, model.dimensions)


def bring_up_to_date(wanted: Wanted, owner: bytes, functions: bytes) -> Migrated:
    """Migrate the schema, as its owner, for the role of the functions. Raises Unavailable, TooOld."""
    return as_owner(
        owner,
        functions,
        lambda connection, readers: migrate(
            connection, wanted.schema, model=wanted.model, dimensions=wanted.dimensions, readers=readers
        ),
    )


@command
def main(read: Callable[[Target, str], bytes] = read_secret) -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.policy_index_schema", description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--owner-secret", help="who owns the database; the functions' own secret if not said")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    own = f"sojourn-{asked.stage}-policy-index"
    try:
        wanted = read_wanted(asked.stage)
        done = bring_up_to_date(wanted, read(target, asked.owner_secret or own), read(target, own))
    except (TooOld, Unavailable) as error:
        raise DeploymentFailed(str(error)) from error
    print(
        f"policy-index-schema: {wanted.schema} is at step {done.step}, {done.done} of them done now, for vectors of"
        f" {wanted.model} ({wanted.dimensions} numbers) in pgvector {done.pgvector}"
    )


if __name__ == "__main__":
    sys.exit(main())
