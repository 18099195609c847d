"""Makes or changes the tables and views of the reporting copy, for a stage whose settings keep one:
`python -m infra.reporting_schema --stage dev --owner-secret name`.

Functions have `sojourn-<stage>-reporting`, whose role may read and write the tables of the copy. Good to be run again:
what is there stays. `--reader` lets another role of the database read the views."""

import argparse
import sys
from collections.abc import Callable

from chalicelib.errors import Unavailable
from chalicelib.gateways.postgres import Connection
from chalicelib.gateways.postgres_schema import Stepped, quote_name
from chalicelib.gateways.reporting_copy.schema import migrate, name_readers, name_schema
from infra import policies
from infra.commands import command
from infra.data_plane.functions import read_settings
from infra.database_owner import as_owner, read_secret
from infra.target import DeploymentFailed, Target


def require_copy(stage: str) -> None:
    """Refuse a stage whose settings keep no copy."""
    if not read_settings(stage).reporting_copy:
        raise DeploymentFailed(
            f"SOJOURN_REPORTING_COPY of {stage} is not true in config.json: there is no schema to make."
        )


def bring_up_to_date(stage: str, owner: bytes, functions: bytes, readers: list[str]) -> Stepped:
    """Migrate the copy's schema, as its owner, for the role of the functions and for who reads. Raises Unavailable."""
    schema = name_schema(stage)

    def work(connection: Connection, writers: list[str]) -> Stepped:
        done = migrate(connection, schema, writers=writers)
        for reader in readers:
            connection.run(f"grant {quote_name(name_readers(schema))} to {quote_name(reader)}")
        return done

    return as_owner(owner, functions, work)


@command
def main(read: Callable[[Target, str], bytes] = read_secret) -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.reporting_schema", description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--owner-secret", help="who owns the database; the functions' own secret if not said")
    parser.add_argument("--reader", action="append", default=[], help="a role that may read the views")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    own = f"sojourn-{asked.stage}-reporting"
    try:
        require_copy(asked.stage)
        owner, functions = read(target, asked.owner_secret or own), read(target, own)
        done = bring_up_to_date(asked.stage, owner, functions, asked.reader)
    except Unavailable as error:
        raise DeploymentFailed(str(error)) from error
    print(f"reporting-schema: {name_schema(asked.stage)} is at step {done.step}, {done.done} of them done now")


if __name__ == "__main__":
    sys.exit(main())
