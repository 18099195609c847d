"""The key that CloudFront sends to the API, and the API's firewall asks for: a secret of the stage's region, made when
it is needed first. Another is put in its place by Secrets Manager, and counts from the next deployment on."""

from typing import NamedTuple

from botocore.exceptions import ClientError

from infra.artifacts import ABSENT
from infra.target import Target

LENGTH = 64


class OriginKeys(NamedTuple):
    """The key that is sent from this deployment on, and the one that was sent before and still is until it is done."""

    current: str
    former: str


def read_keys(target: Target) -> OriginKeys:
    """Return the keys of a stage; the first time there is one."""
    secrets, name = target.client("secretsmanager"), f"sojourn-{target.stage}-edge"
    try:
        current = str(secrets.get_secret_value(SecretId=name)["SecretString"])
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
        current = str(secrets.get_random_password(PasswordLength=LENGTH, ExcludePunctuation=True)["RandomPassword"])
        secrets.create_secret(
            Name=name,
            Description="What CloudFront sends to the API's firewall. The one before is good until the next.",
            SecretString=current,
            Tags=[{"Key": "application", "Value": "sojourn"}, {"Key": "stage", "Value": target.stage}],
        )
    try:
        former = str(secrets.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")["SecretString"])
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
        former = current
    return OriginKeys(current, former)
