"""Every template that is deployed, as it is deployed, made in seconds: what linters judge and tests compare.

A packaged stage's template is Chalice's own, with an empty zip in place of the code and of the layers, which take the
time of packaging.
`python -m infra.rendering dev` prints it: in a process of its own, for `app.py` reads a stage's settings once.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

from chalice.deploy.packager import LambdaDeploymentPackager

from infra import account, layers, pipeline, policies, vectors
from infra.data_plane import template as data_plane
from infra.edge import front, gateway
from infra.foundation import template as foundation
from infra.foundation.pilot_light import list_keys
from infra.foundation.pilot_light import make_template as make_pilot_light
from infra.limits import list_public
from infra.package import ROOT, make_template
from infra.packaged_template import shift_traffic
from infra.workflow import template as workflow

UNKNOWN = {layer.name: "0" * 64 for layer in layers.LAYERS}  # in place of what tells a layer's content


def render_all() -> dict[str, str]:
    """Return the text of each template by its name; those of the service are named after their stage."""
    with ThreadPoolExecutor(2) as pool:
        services = list(pool.map(render_service, policies.STAGES))
        accounts = {name: json.dumps(made, indent=1) for name, made in account.list_templates().items()}
        whole = {"foundation": foundation.text(), "workflow": workflow.text(), "pipeline": pipeline.text()}
        whole |= {data_plane.STACK: data_plane.text()}
        return (
            accounts
            | whole
            | render_edge(services[-1])
            | {"pilot-light": render_pilot_light(), vectors.STACK: json.dumps(vectors.template(), indent=1)}
            | {f"service-{stage}": text for stage, text in zip(policies.STAGES, services, strict=True)}
        )


def render_edge(service: str) -> dict[str, str]:
    """Return the templates of what may stand in front of a stage with this template of its service."""
    paths = json.loads(service)["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    public = [path for path, _ in list_public(paths)]
    behind, alone = (gateway.text(kind, public) for kind in gateway.KINDS)
    return {"edge": front.text(public), "gateway-behind-edge": behind, "gateway-alone": alone}


def render_pilot_light() -> str:
    """Return the template of a second region, with made-up keys of the first."""
    keys = {
        name: f"arn:aws:kms:eu-central-1:123456789012:key/mrk-{place:032x}" for place, name in enumerate(list_keys())
    }
    return json.dumps(make_pilot_light(keys), indent=1)


def render_service(stage: str) -> str:
    """Return the service's template as a stage on AWS gets it. CalledProcessError when Chalice cannot make it."""
    command = [sys.executable, "-m", "infra.rendering", stage]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _render_here(stage: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.zip")
        zipfile.ZipFile(empty, "w").close()
        with patch.object(LambdaDeploymentPackager, "create_deployment_package", return_value=str(empty)):
            template = layers.attach(make_template(stage, Path(folder)), UNKNOWN)
            return json.dumps(shift_traffic(template, stage), indent=1)


if __name__ == "__main__":
    sys.stdout.write(_render_here(sys.argv[1]))
