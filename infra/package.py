"""Packages one stage with Chalice: the zip and the template that CloudFormation deploys, into `build/<stage>/`, with
the zips of the layers.

`python -m infra.package --stage dev`. What Chalice's own `package --merge-template` cannot say is finished here.
"""

import argparse
import json
import os
import shutil
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from chalice.cli.factory import CLIFactory

from infra import layers, policies, policy_files
from infra.gateway_answers import RESPONSES, answer_origin, find_origin
from infra.gateway_logs import add_logs
from infra.packaged_template import finish
from infra.slim import slim
from infra.templates import load

ROOT = Path(__file__).parent.parent
MERGED = ROOT / "infra" / "service.yaml"
REGION: str = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "eu-central-1"


class Package(NamedTuple):
    """What a deployment needs: the code and the SAM template, whose functions point at the code by relative path, and
    whose layers name zips that lie beside it."""

    code: Path
    template: Path


def package(stage: str, out: Path | None = None) -> Package:
    """Package for a stage into `out` (`build/<stage>`): for arm64, or for `local` whatever this computer is."""
    out = out or ROOT / "build" / stage
    template = make_template(stage, out)
    made = Package(out / "deployment.zip", out / "sam.json")
    add_route_table(made.code)
    slim(made.code, ROOT / "build" / "bytecode")
    layers.attach(template, _add_layers(stage, template, out))
    made.template.write_text(json.dumps(template, indent=1), encoding="utf-8")
    return made


def add_route_table(code: Path) -> None:
    """Put into the zip whose which path of the API is, so that its function loads what it is asked for."""
    from chalicelib.api.blueprints import BLUEPRINTS  # which Chalice has loaded with the settings of the stage
    from chalicelib.api.http.late_routes import TABLE_NAME, make_table

    with zipfile.ZipFile(code, "a") as archive:
        archive.writestr(TABLE_NAME, json.dumps(make_table(BLUEPRINTS)))


def _add_layers(stage: str, template: dict[str, Any], out: Path) -> dict[str, str]:
    """Put the zips of a stage's layers beside its package; the mark of each by the layer's name."""
    function = template["Resources"]["APIHandler"]["Properties"]
    wanted = layers.Platform(function["Architectures"][0], function["Runtime"].removeprefix("python"))
    marks = {}
    for layer in layers.list_packaged(stage, wanted):
        shutil.copyfile(layers.build(layer, wanted), out / layer.zip_name)
        marks[layer.name] = layers.mark_of(out / layer.zip_name)
    return marks


def make_template(stage: str, out: Path) -> dict[str, Any]:
    """Have Chalice write code and template of a stage into `out`; the template, finished."""
    policy_files.write(stage)
    for name in [name for name in os.environ if name.startswith("SOJOURN_")]:
        del os.environ[name]
    os.environ["AWS_DEFAULT_REGION"] = REGION
    os.chdir(ROOT)
    factory = CLIFactory(str(ROOT), environ=os.environ)
    own = {"lambda_architecture": layers.Platform.here().architecture} if stage == "local" else {}
    config = factory.create_config_obj(stage, user_provided_params=own)
    options = factory.create_package_options()
    packager = factory.create_app_packager(config, options, "cloudformation", "json", str(_merge(out)))
    packager.package_app(config, str(out), stage)
    template = add_logs(finish(json.loads((out / "sam.json").read_text(encoding="utf-8"))))
    api = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    api[RESPONSES] = answer_origin(api[RESPONSES], find_origin(stage))
    return template


def _merge(out: Path) -> Path:
    """Write as JSON what Chalice merges: of YAML it makes YAML with aliases, which CloudFormation does not take."""
    out.mkdir(parents=True, exist_ok=True)
    merged = out / "service.json"
    merged.write_text(json.dumps(load(MERGED)), encoding="utf-8")
    return merged


def sizes(code: Path) -> Counter[str]:
    """Return bytes in the zip by top-level folder or file."""
    total: Counter[str] = Counter()
    with zipfile.ZipFile(code) as archive:
        for entry in archive.infolist():
            total[entry.filename.split("/")[0]] += entry.compress_size
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--out", type=Path, help="where to; build/<stage> if not said")
    arguments = parser.parse_args()
    made = package(arguments.stage, arguments.out)
    for name, size in sizes(made.code).most_common(5):
        print(f"  {size / 1e6:6.2f} MB  {name}")
    architecture = json.loads(made.template.read_text(encoding="utf-8"))["Resources"]["APIHandler"]["Properties"]
    print(
        f"package: {os.path.relpath(made.code, ROOT)}, {made.code.stat().st_size / 1e6:.1f} MB,"
        f" {architecture['Runtime']} on {architecture['Architectures'][0]}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
