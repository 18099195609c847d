"""Every command of the operations guide is typed here against a deployed copy, or is another test's, or says why it can
run on AWS alone. A command that the guide gains or loses has to be said here as well."""

from pathlib import Path

import pytest

from infra.package import ROOT
from local.stack import Stack
from tests.support.guides import Evidence, OnAws, Shown, Typed, list_commands, type_command

GUIDE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

_DEPLOYED = Shown("tests/e2e/test_deploy.py", "infra.deploy")
_BY_CHALICE = "tests/conformance/chalice_path.py"
_ASKED = '-H "Authorization: Bearer $(make -s token USER=travel-manager)"'
_NO_CLI = "AWS's own command is no part of the environment; "
_RECEIPT = Shown("tests/unit/services/operations/test_anchoring.py", "openssl")

COMMANDS: dict[str, Evidence] = {
    "make foundation": Shown(_BY_CHALICE, '"infra.foundation"'),
    "make foundation STAGE=dev": Shown(_BY_CHALICE, '"infra.foundation"'),
    "chalice deploy": Shown(_BY_CHALICE, '"chalice", "deploy"'),
    "chalice deploy --stage dev": Shown(_BY_CHALICE, '"chalice", "deploy"'),
    "make finish STAGE=dev": Shown(_BY_CHALICE, '"infra.chalice_finish"'),
    "make chalice-deploy STAGE=dev": Shown(_BY_CHALICE, '"infra.chalice_finish"'),
    "chalice delete": Shown(_BY_CHALICE, '"chalice", "delete"'),
    "make chalice-delete STAGE=dev": Shown(_BY_CHALICE, '"infra.chalice_delete"'),
    "chalice local": Shown("tests/unit/api/test_local_server.py", "chalice local"),
    "make local": Shown("tests/unit/api/test_local_server.py", "chalice local"),
    "make deploy": _DEPLOYED,
    "make deploy STAGE=dev": _DEPLOYED,
    "make deploy STAGE=dev ALARM_EMAIL=you@example.com": _DEPLOYED,
    "make package": Shown("tests/e2e/test_package.py", "package"),
    "make models": Shown("infra/layers.py", "`make models`"),
    "make policy-index-schema STAGE=dev OWNER_SECRET=name": Shown("tests/postgres/suite.py", "migrate"),
    "make package STAGE=dev": Shown("tests/e2e/test_package.py", "package"),
    "make clean env PYTHON=python3.13": Shown(".github/workflows/nightly.yml", 'python-version: "3.13"'),
    "python -m local.sandbox": Typed("cd $CLONE && .venv/bin/python -m local.sandbox --help", "usage"),
    "make conformance": Shown("tests/conformance/__main__.py", "make conformance"),
    "make test": Shown("local/quality.py", "pytest"),
    "make bench": Shown("bench/__main__.py", "make bench"),
    "make upgrade BASE=<commit>": Shown("tests/upgrade/__main__.py", "make upgrade"),
    "make drill": Shown("tests/drill/__main__.py", "make drill"),
    "curl -N": OnAws("the gateway of a copy streams nothing; tests/unit/api/test_streams.py reads what streams"),
    "aws cloudformation delete-stack": Shown("tests/e2e/test_redeploy.py", "delete_stack"),
    "aws sts get-caller-identity": OnAws(_NO_CLI + "whose credentials they are says every command that deploys"),
    "make account LIMIT=200 ALARM_EMAIL=you@example.com": Shown("tests/unit/infra/test_account.py", "account"),
    "make seed STAGE=dev": Shown("tests/e2e/test_stage_seed.py", "seed_stage"),
    "make smoke STAGE=dev": Typed("make -s smoke STAGE=local ADDRESS=$(make -s base)", "smoke: "),
    "make queues STAGE=dev": Typed("make -s queues STAGE=local", "reconciliations"),
    "make redrive QUEUE=reconciliations STAGE=dev": Typed(
        "make -s redrive QUEUE=reconciliations STAGE=local", "messages are back on reconciliations"
    ),
    "aws secretsmanager rotate-secret --secret-id sojourn-dev-signing": Shown(
        "tests/e2e/test_secret_rotation.py", "rotate"
    ),
    "make export-stage": Typed("make -s export-stage STAGE=local TO=$PWD/out", "export"),
    "make import-stage": Shown("tests/e2e/test_transfer.py", "import_stage"),
    "make restore-stage": Shown("tests/drill/__main__.py", "infra.recovery"),
    "make back-up-people": Typed("make -s back-up-people STAGE=local", "people"),
    "make migrate STAGE=dev DRY=1": Typed("make -s migrate STAGE=local DRY=1", "migrate: "),
    "make migrate STAGE=dev": Typed("make -s migrate STAGE=local", "migrate: "),
    'curl -s $BASE/v1/compensations -H "Authorization: Bearer $TOKEN"': Typed(
        f"curl -s $(make -s base)/v1/compensations {_ASKED.replace('travel-manager', 'operator')}", '"items"'
    ),
    'curl -s -X POST $BASE/v1/compensations/$BOOKING_ID/retry -H "Authorization: Bearer $TOKEN"': Shown(
        "tests/unit/api/test_compensations.py", "/retry"
    ),
    'curl -s "$BASE/v1/audit/verification?limit=100" -H "Authorization: Bearer $TOKEN"'
    " | jq '.items[] | select(.intact | not)'": Typed(
        f"curl -s \"$(make -s base)/v1/audit/verification?limit=100\" {_ASKED} | jq '.items | length'", ""
    ),
    "aws kms get-public-key --key-id alias/sojourn-prod-audit --query PublicKey --output text"
    " | base64 -d > audit.der": OnAws(_NO_CLI + "the key is asked for by the same call in test_anchoring"),
    "aws s3 cp s3://sojourn-prod-audit-anchors-$ACCOUNT-$AWS_REGION/receipts/$BOOKING_ID/$NAME.json"
    " receipt.json": OnAws(_NO_CLI + "the receipt is read from the bucket in test_anchoring"),
    "jq -j .signed.text receipt.json > text && jq -r .signed.signature receipt.json | base64 -d > signature": _RECEIPT,
    "openssl dgst -sha256 -keyform DER -verify audit.der -signature signature text": _RECEIPT,
}


def test_every_command_of_the_guide_is_known_and_no_other() -> None:
    assert list_commands(GUIDE) == COMMANDS.keys()


@pytest.mark.parametrize("command", [name for name, it in COMMANDS.items() if isinstance(it, Shown)])
def test_what_another_test_runs_is_there(command: str) -> None:
    shown = COMMANDS[command]

    assert isinstance(shown, Shown)
    assert shown.words in (ROOT / shown.by).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [name for name, it in COMMANDS.items() if isinstance(it, Typed)])
def test_what_can_be_typed_here_does_what_the_guide_says(command: str, stack: Stack, tmp_path: Path) -> None:
    typed = COMMANDS[command]
    assert isinstance(typed, Typed)

    done = type_command(typed, stack, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert typed.printed in done.stdout
