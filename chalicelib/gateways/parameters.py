"""Ids that only the foundation stack knows: given in the environment, or else looked up once in Parameter Store."""

from functools import cache

import msgspec

from chalicelib import settings
from chalicelib.gateways import aws


class Foundation(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Of what the foundation wrote to `/sojourn/<stage>/foundation`, what is asked for here."""

    user_pool_id: str
    user_pool_client_id: str
    state_machine_arn: str = ""
    documents_bucket: str = ""
    audit_bucket: str = ""
    recovery_region: str = ""


@cache
def current() -> Foundation:
    """Return this stage's ids; from settings where those name the pool and the state machine, else by one call to
    SSM."""
    here = settings.current()
    if here.user_pool_id and here.user_pool_client_id and here.state_machine_arn:
        return Foundation(
            user_pool_id=here.user_pool_id,
            user_pool_client_id=here.user_pool_client_id,
            state_machine_arn=here.state_machine_arn,
        )
    return _look_up(here)


def user_pool() -> tuple[str, str]:
    """Return the ids of the user pool and of its app client."""
    here = settings.current()
    if here.user_pool_id and here.user_pool_client_id:
        return here.user_pool_id, here.user_pool_client_id
    found = current()
    return found.user_pool_id, found.user_pool_client_id


@cache
def documents_bucket() -> str:
    """Return the name of the bucket that documents lie in."""
    here = settings.current()
    return here.documents_bucket or _look_up(here).documents_bucket


@cache
def audit_bucket() -> str:
    """Return the name of the bucket that the audit's anchors lie in."""
    here = settings.current()
    return here.audit_bucket or _look_up(here).audit_bucket


def recovery_region() -> str:
    """Return the second region, to which files are replicated; nothing where there is none. It is looked up each time:
    a stage gets one, or loses it, without its functions being deployed again."""
    return _look_up(settings.current()).recovery_region


def _look_up(here: settings.Settings) -> Foundation:
    answer = aws.client("ssm").get_parameter(Name=f"/sojourn/{here.stage}/foundation")
    found = msgspec.json.decode(answer["Parameter"]["Value"], type=Foundation)
    return msgspec.structs.replace(
        found,
        user_pool_id=here.user_pool_id or found.user_pool_id,
        user_pool_client_id=here.user_pool_client_id or found.user_pool_client_id,
        state_machine_arn=here.state_machine_arn or found.state_machine_arn,
    )
