"""Makes or changes the data plane of a stage: `python -m infra.data_plane --stage dev`, with what is to be said of it
in the environment (`PLANE_NAT=one`); what is not said stays as it was.

With `--authorities`, the file of the authorities by which databases of the region are certified, it also writes down
for the functions where the database is, in the secrets of the policy index and of the reporting copy. Neither has a
password: functions ask by tokens of their roles. docs/data-plane.md says what comes before and after."""

import argparse
import json
import os
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path

from infra import guards, policies
from infra.artifacts import Artifacts
from infra.commands import command
from infra.data_plane.database import NAME
from infra.data_plane.rights import INDEX, REPORTING, name_user
from infra.data_plane.template import BASE, STACK, template
from infra.deploy import Deployment
from infra.stacks import Stacks
from infra.target import DeploymentFailed, Target
from infra.templates import load

_ALARM_TOPIC = "AlarmSnsTopicArn"


def read_parameters(stage: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment says of a stage's plane: `PLANE_CACHE_NODES=2` of `CacheNodes`."""
    known = {name_variable(each): each for each in load(BASE)["Parameters"] if each != "Stage"}
    if unknown := sorted(name for name in environment if name.startswith("PLANE_") and name not in known):
        wanted = ", ".join(sorted(known))
        raise DeploymentFailed(f"Nothing is called {', '.join(unknown)}; of a data plane are said {wanted}.")
    return {"Stage": stage, **{known[name]: environment[name] for name in known if name in environment}}


def name_variable(parameter: str) -> str:
    """Return by which variable a parameter is said."""
    if parameter == _ALARM_TOPIC:  # as everywhere else
        return "ALARM_SNS_TOPIC_ARN"
    return "PLANE_" + "".join(f"_{each}" if each.isupper() else each.upper() for each in parameter).lstrip("_").upper()


def read_authorities(file: Path) -> str:
    """Return the certificates of a file, in PEM. DeploymentFailed: there are none in it."""
    try:
        text = file.read_text(encoding="ascii")
        ssl.create_default_context(cadata=text)
    except (OSError, UnicodeDecodeError, ssl.SSLError) as error:
        raise DeploymentFailed(f"{file} has no certificates in PEM: {error}.") from error
    return text


def write_places(target: Target, outputs: Mapping[str, str], authorities: str) -> list[str]:
    """Write down for functions where the database is, and as whom they ask it; the names of the secrets.
    DeploymentFailed: there is no database."""
    if "DatabaseHost" not in outputs:
        raise DeploymentFailed("This data plane has no database (PLANE_DATABASE=on).")
    secrets = target.client("secretsmanager")
    names = []
    for thing in (INDEX, REPORTING):
        said = {
            "host": outputs["DatabaseHost"],
            "port": int(outputs["DatabasePort"]),
            "dbname": NAME,
            "username": name_user(target.stage, thing),
            "caCertificate": authorities,
        }
        names.append(f"sojourn-{target.stage}-{thing}")
        try:
            secrets.put_secret_value(SecretId=names[-1], SecretString=json.dumps(said))
        except secrets.exceptions.ResourceNotFoundException:
            tags = [{"Key": "application", "Value": "sojourn"}, {"Key": "stage", "Value": target.stage}]
            secrets.create_secret(Name=names[-1], SecretString=json.dumps(said), Tags=tags)
    return names


def apply(target: Target, deployment: Deployment, environment: Mapping[str, str]) -> dict[str, str]:
    """Bring the plane up to date; what it says of itself."""
    given = read_parameters(target.stage, environment)
    outputs = deployment.stacks.apply(deployment.plan_template(STACK, template(), given))
    if target.stage in guards.CAREFUL:
        deployment.stacks.protect(target.stack(STACK))
    return outputs


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.data_plane", description=__doc__)
    parser.add_argument("--stage", required=True, choices=[stage for stage in policies.STAGES if stage != "local"])
    parser.add_argument("--authorities", type=Path, help="a file of certificates, in PEM")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    authorities = read_authorities(asked.authorities) if asked.authorities else ""
    guards.check(target)
    agree = guards.ask_somebody(target)
    outputs = apply(target, Deployment(target, Stacks(target, print, agree), Artifacts(target)), os.environ)
    written = write_places(target, outputs, authorities) if authorities else []
    for name, value in sorted(outputs.items()):
        print(f"  {name} {value}")
    said = f"; {' and '.join(written)} say where the database is" if written else ""
    print(f"data-plane: {target.stage} has its data plane in {target.region}{said}")


if __name__ == "__main__":
    sys.exit(main())
