"""The practices of security that templates are held to, by checkov: what it finds is mended, or argued here by what it
is found on. What is argued and found no longer is a finding too.
"""

import fnmatch
import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from infra.lint import translate
from infra.package import ROOT
from infra.rendering import render_all

CHECKOV = ROOT / ".venv-checkov" / "bin" / "checkov"
LOCAL = "service-local"  # what never reaches AWS is held to nothing of it


class Finding(NamedTuple):
    """What a template does not do: the practice, and the resource by its type and its name in the template."""

    check: str
    resource: str


class Argument(NamedTuple):
    """Why a practice is not followed by the resources that fit the pattern. docs/decisions/template-findings.md has the
    same table."""

    check: str
    resources: str
    why: str


ARGUED = (
    Argument(
        "CKV_AWS_18",
        "AWS::S3::Bucket.AccessLogsBucket",
        "a bucket that logged into itself would log its logs",
    ),
    Argument(
        "CKV_AWS_18",
        "AWS::S3::Bucket.SiteBucket",
        "what lies in it is public, and is read by CloudFront alone",
    ),
    Argument(
        "CKV_AWS_26",
        "AWS::SNS::Topic.*",
        "alarms cannot publish under the account's own key, and carry nobody's data",
    ),
    Argument(
        "CKV_AWS_27",
        "AWS::SQS::Queue.*",
        "encrypted by SQS's own keys, which checkov does not know of; messages carry ids and live four days",
    ),
    Argument(
        "CKV_AWS_76",
        "AWS::ApiGateway::Stage.*",
        "each call is written where the account has the role for it, by a condition, which checkov does not follow",
    ),
    Argument(
        "CKV_AWS_86",
        "AWS::CloudFront::Distribution.*",
        "its log would hold addresses of people and paths with tokens; calls are in the gateway's, what was stopped in"
        " the firewall's",
    ),
    Argument(
        "CKV_AWS_95",
        "AWS::ApiGatewayV2::Stage.*",
        "as above; the line leaves out the address that `$connect` was called by, which may hold a token",
    ),
    *(
        Argument(
            check,
            "AWS::IAM::Role.InfrastructureRole",
            "pools, keys and APIs have ids that are made with them; it trusts one branch in an approved environment",
        )
        for check in ("CKV_AWS_107", "CKV_AWS_109", "CKV_AWS_111")
    ),
    Argument(
        "CKV_AWS_115",
        "AWS::Lambda::Function.*",
        "those that bookings depend on have room to themselves, where the account has it; the others share the rest",
    ),
    Argument(
        "CKV_AWS_116",
        "AWS::Lambda::Function.*",
        "a failure is known: to the API's caller, the workflow's retries, the queue's dead letters, the next run",
    ),
    Argument(
        "CKV_AWS_117",
        "AWS::Lambda::Function.*",
        "nothing that is called lies in a network of one's own, and a way out of one costs more than all else",
    ),
    Argument(
        "CKV_AWS_118",
        "AWS::RDS::DBInstance.*",
        "its processor, memory and capacity are metrics that alarms look at; nobody has a process on a serverless one",
    ),
    Argument(
        "CKV_AWS_119",
        "AWS::DynamoDB::Table.*",
        "encrypted under the account's key; what must stay closed to a table's reader is encrypted by row besides",
    ),
    Argument(
        "CKV_AWS_120",
        "AWS::ApiGateway::Stage.*",
        "answers are one person's own, and `no-store` unless a route says otherwise",
    ),
    Argument(
        "CKV_AWS_149",
        "AWS::SecretsManager::Secret.*",
        "encrypted under the account's key; a role names the one secret that it may read",
    ),
    Argument(
        "CKV_AWS_158",
        "AWS::Logs::LogGroup.*",
        "encrypted by CloudWatch's keys; no line holds a person or a token, which tests see to, but the firewall's an"
        " address that it stopped",
    ),
    Argument(
        "CKV_AWS_166",
        "AWS::Backup::BackupVault.*",
        "encrypted under the account's key; what must stay closed to a backup's reader is encrypted by row besides",
    ),
    Argument(
        "CKV_AWS_173",
        "AWS::Lambda::Function.*",
        "the environment holds names and addresses; secrets are read from Secrets Manager",
    ),
    Argument(
        "CKV_AWS_192",
        "AWS::WAFv2::WebACL.*",
        "behind CloudFront, whose firewall has these rules, the API's own asks for the key alone",
    ),
)


class Judgement(NamedTuple):
    """What is to be mended, how much is argued, and arguments for what is not found any more."""

    open: tuple[Finding, ...]
    argued: int
    idle: tuple[Argument, ...]
    passed: int

    def __str__(self) -> str:
        return (
            f"checkov {len(self.open)} failed, {self.passed} passed ({self.argued} argued by {len(ARGUED)} arguments,"
            f" {len(self.idle)} of them idle)"
        )


def judge_templates() -> Judgement:
    """Hold every template that goes to AWS to the practices, as SAM makes it."""
    texts = {name: text for name, text in render_all().items() if name != LOCAL}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            made = translate(text) if '"Transform"' in text else text
            Path(folder, f"{name}.json").write_text(made, encoding="utf-8")
        return weigh(*_run(folder))


def weigh(found: Iterable[Finding], passed: int) -> Judgement:
    """Return what of the findings is argued, and what is not."""
    findings = list(found)
    by_argument: Mapping[Argument, int] = {
        argument: sum(answers(argument, finding) for finding in findings) for argument in ARGUED
    }
    still_open = tuple(each for each in findings if not any(answers(argument, each) for argument in ARGUED))
    idle = tuple(argument for argument, count in by_argument.items() if not count)
    return Judgement(still_open, len(findings) - len(still_open), idle, passed)


def answers(argument: Argument, finding: Finding) -> bool:
    """Return whether the argument is about the finding."""
    return argument.check == finding.check and fnmatch.fnmatchcase(finding.resource, argument.resources)


def _run(folder: str) -> tuple[list[Finding], int]:
    command = [str(CHECKOV), "-d", folder, "--framework", "cloudformation", "--compact", "--quiet", "--skip-download"]
    done = subprocess.run([*command, "-o", "json"], capture_output=True, text=True, check=False)
    return read_report(json.loads(done.stdout))


def read_report(report: dict[str, Any]) -> tuple[list[Finding], int]:
    """Return what a report found, and how many checks passed. ValueError if it could not read everything."""
    if report["summary"]["parsing_errors"]:
        raise ValueError(f"checkov cannot read {report['results']['parsing_errors']}")
    failed = [Finding(each["check_id"], each["resource"]) for each in report["results"]["failed_checks"]]
    return failed, int(report["summary"]["passed"])
