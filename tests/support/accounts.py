"""The user pool's accounts, made in moto: a pool under the id that this process's settings, or the foundation, name."""

import json

import pytest
from moto.backends import get_backend

from chalicelib.services import colleagues
from tests.support.files import BUCKET
from tests.support.keys import AUDIT_BUCKET
from tests.support.tables import REGION, STAGE, client


def make_pool(pool_id: str = "eu-central-1_Accounts1") -> str:
    """A pool of this id, without accounts, which the foundation's parameter names; the id."""
    cognito = client("cognito-idp")
    made = cognito.create_user_pool(PoolName=f"sojourn-{STAGE}-users", UsernameAttributes=["email"])["UserPool"]["Id"]
    for account in get_backend("cognito-idp").values():
        pools = account[REGION].user_pools
        if made in pools:
            pools[pool_id] = pools.pop(made)
            pools[pool_id].id = pool_id
    client("ssm").put_parameter(
        Name=f"/sojourn/{STAGE}/foundation",
        Type="String",
        Overwrite=True,
        Value=json.dumps(
            {
                "userPoolId": pool_id,
                "userPoolClientId": "client",
                "stateMachineArn": "arn",
                "auditBucket": AUDIT_BUCKET,
                "documentsBucket": BUCKET,
            }
        ),
    )
    return pool_id


def let_everybody_be_known(patch: pytest.MonkeyPatch) -> None:
    """Let everybody whom a test names as an arranger be somebody, of whom no record is kept and no account made."""
    patch.setattr(colleagues, "is_known", lambda _user_id: True)


def add_account(pool_id: str, email: str, name: str) -> str:
    """The `sub` of a new account."""
    made = client("cognito-idp").admin_create_user(
        UserPoolId=pool_id,
        Username=email,
        MessageAction="SUPPRESS",
        UserAttributes=[{"Name": "email", "Value": email}, {"Name": "name", "Value": name}],
    )
    return next(str(each["Value"]) for each in made["User"]["Attributes"] if each["Name"] == "sub")
