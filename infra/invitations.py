"""Invites people to a stage, each with the roles that they have, and signs them in on a command line.

`make invite STAGE=prod EMAIL=clara@example.com NAME="Clara Rossi" ROLES="traveller travel-manager"`. Who comes by the
company's identity provider is invited with `PROVIDER=`, before they first sign in: their account, with its roles, is
there already then, and what the provider says of them is linked to it. May be run again, for other roles too.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from getpass import getpass
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from chalicelib.domain.identity import Role
from infra import guards, policies
from infra.account_links import find_pool
from infra.commands import CommandFailed, command
from infra.sign_in import Account, Prompts, sign_in
from infra.target import DeploymentFailed, Say, Target

ROLES = tuple(role for role in Role if role != "system")  # whose people are; a program is in no group
_ADDRESS = re.compile(r"[^@\s,\"\\]+@[^@\s,\"\\]+")
_FEDERATED = "EXTERNAL_PROVIDER"  # Cognito's status of an account that somebody got by coming by a provider
_SUBJECT = "Cognito_Subject"  # Cognito's word for the id that a provider itself has for somebody


class InvitationRefused(DeploymentFailed):
    """Somebody cannot be invited as it was asked; the message says why, and what to do."""


class Invitee(NamedTuple):
    """Who is invited. `provider` is the pool's name of the identity provider that they come by, `subject` the id that
    it has for them; without one, it is known by the address."""

    email: str
    name: str = ""
    provider: str = ""
    subject: str = ""


class Invited(NamedTuple):
    """An account: its `sub`, the roles that it has now, and whether it was made just now."""

    user_id: str
    roles: tuple[Role, ...]
    is_new: bool


def invite(target: Target, pool_id: str, invitee: Invitee, roles: Iterable[Role], *, exactly: bool = False) -> Invited:
    """Have an account of somebody, with these roles beside those that it has, or `exactly` these. Raises
    InvitationRefused."""
    if not _ADDRESS.fullmatch(invitee.email):
        raise InvitationRefused(f"{invitee.email!r} is no address: say EMAIL=clara@example.com.")
    cognito, wanted = target.client("cognito-idp"), set(roles)
    account, is_new = _have_account(cognito, pool_id, invitee)
    who = {"UserPoolId": pool_id, "Username": account.username}
    pages = cognito.get_paginator("admin_list_groups_for_user").paginate(**who)
    held = {each["GroupName"] for page in pages for each in page["Groups"]}
    for role in sorted(wanted - held):
        cognito.admin_add_user_to_group(**who, GroupName=str(role))
    for role in sorted(set(ROLES) & held - wanted) if exactly else ():
        cognito.admin_remove_user_from_group(**who, GroupName=str(role))
    has = wanted if exactly else wanted | (held & set(ROLES))
    return Invited(account.attributes["sub"], tuple(role for role in ROLES if role in has), is_new)


class _Known(NamedTuple):
    """An account that the pool has, by the name that it has for it."""

    username: str
    attributes: dict[str, str]

    @property
    def providers(self) -> set[str]:
        """The identity providers that its person may come by."""
        return {str(each["providerName"]) for each in json.loads(self.attributes.get("identities", "[]"))}


def _have_account(cognito: Any, pool_id: str, invitee: Invitee) -> tuple[_Known, bool]:
    """Return the account of somebody, and whether it was made: the one that they came by a provider with before, or one
    of their address, to which the provider's word is linked."""
    theirs = _find_federated(cognito, pool_id, invitee.email)
    if theirs is not None and invitee.provider not in theirs.providers:
        raise InvitationRefused(
            f"{invitee.email} has come by {', '.join(sorted(theirs.providers))} already: say it, PROVIDER=."
        )
    is_new = theirs is None and _create(cognito, pool_id, invitee)
    own = theirs or _read(cognito, pool_id, invitee.email)
    if invitee.provider and invitee.provider not in own.providers:
        _link_provider(cognito, pool_id, invitee, own.username)
    return own, is_new


def _find_federated(cognito: Any, pool_id: str, email: str) -> _Known | None:
    """Return the account that somebody got by coming by a provider; None where they have one of the pool's own too."""
    found = cognito.list_users(UserPoolId=pool_id, Filter=f'email = "{email}"')["Users"]
    federated = [each for each in found if each["UserStatus"] == _FEDERATED]
    if len(federated) != 1 or len(found) != 1:
        return None
    return _Known(federated[0]["Username"], _attributes(federated[0]["Attributes"]))


def _read(cognito: Any, pool_id: str, email: str) -> _Known:
    user = cognito.admin_get_user(UserPoolId=pool_id, Username=email)
    return _Known(user["Username"], _attributes(user["UserAttributes"]))


def _create(cognito: Any, pool_id: str, invitee: Invitee) -> bool:
    """Make an account, unless there is one of that address; whether it was made. Who comes by a provider gets no mail,
    for they need no password of ours."""
    name = invitee.name or invitee.email.partition("@")[0]
    attributes = {"email": invitee.email, "email_verified": "true", "name": name}
    mail = {"MessageAction": "SUPPRESS"} if invitee.provider else {"DesiredDeliveryMediums": ["EMAIL"]}
    try:
        cognito.admin_create_user(
            UserPoolId=pool_id,
            Username=invitee.email,
            UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
            **mail,
        )
    except cognito.exceptions.UsernameExistsException:
        return False
    return True


def _link_provider(cognito: Any, pool_id: str, invitee: Invitee, username: str) -> None:
    """Let whom a provider knows by this address, or this id, sign in to the account."""
    source = (_SUBJECT, invitee.subject) if invitee.subject else ("email", invitee.email)
    try:
        cognito.admin_link_provider_for_user(
            UserPoolId=pool_id,
            DestinationUser={"ProviderName": "Cognito", "ProviderAttributeValue": username},
            SourceUser={
                "ProviderName": invitee.provider,
                "ProviderAttributeName": source[0],
                "ProviderAttributeValue": source[1],
            },
        )
    except ClientError as error:
        raise InvitationRefused(
            f"{invitee.email} is not linked to {invitee.provider}: {error.response['Error']['Message']} Who has"
            " signed in by it already has an account there, to be deleted first (`aws cognito-idp admin-delete-user`),"
            " or linked to who they are by `make link-accounts`."
        ) from error


def _attributes(listed: Iterable[dict[str, str]]) -> dict[str, str]:
    return {each["Name"]: each["Value"] for each in listed}


def read_roles(text: str) -> tuple[Role, ...]:
    """Return the roles that a command names, between spaces or commas. Raises InvitationRefused for one that is none,
    and for none at all."""
    words = text.replace(",", " ").split()
    if unknown := [word for word in words if word not in ROLES]:
        raise InvitationRefused(f"{', '.join(unknown)} is no role of people: there are {', '.join(ROLES)}.")
    if not words:
        raise InvitationRefused(f"Say ROLES=, of {', '.join(ROLES)}: who has none may do nothing.")
    return tuple(Role(word) for word in words)


def find_client(target: Target) -> str:
    """Return the id of the app client that people sign in by."""
    found = target.client("cloudformation").describe_stacks(StackName=target.stack("foundation"))["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in found[0]["Outputs"]}
    return str(outputs["UserPoolClientId"])


class _Terminal(Prompts):
    """Asks whoever sits here; only the token goes to the output, so that it can be taken into a variable."""

    def new_password(self) -> str:
        return _ask_secretly("New password: ")

    def code(self) -> str:
        return _ask_secretly("Code of your authenticator: ")

    def set_up(self, secret: str, email: str) -> str:
        print(f"Put this into your authenticator: otpauth://totp/Sojourn:{email}?secret={secret}", file=sys.stderr)
        return self.code()


def _ask_secretly(question: str) -> str:
    return getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.invitations", description=__doc__)
    parser.add_argument("action", choices=("invite", "roles", "sign-in"))
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--email", required=True)
    parser.add_argument("--name", default="", help="of the person; of their address, if not said")
    parser.add_argument("--roles", default="", help="of theirs, between spaces")
    parser.add_argument("--provider", default="", help="the identity provider that they come by")
    parser.add_argument("--subject", default="", help="the id that it has for them, instead of the address")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    try:
        pool_id = find_pool(target)
        if asked.action == "sign-in":
            account = Account(pool_id, find_client(target), asked.email, _ask_secretly("Password: "))
            print(sign_in(target.client("cognito-idp"), account, _Terminal()))
        else:
            _invite(target, pool_id, asked)
    except ClientError as error:
        raise CommandFailed(f"{asked.action}: {error.response['Error']['Message']}") from error


def _invite(target: Target, pool_id: str, asked: argparse.Namespace) -> None:
    roles = read_roles(asked.roles)
    guards.ask_somebody(target)(f"{asked.action} on {target.stage}?")
    invitee = Invitee(asked.email, asked.name, asked.provider, asked.subject)
    invited = invite(target, pool_id, invitee, roles, exactly=asked.action == "roles")
    describe(target, invitee, invited, print)


def describe(target: Target, invitee: Invitee, invited: Invited, say: Say) -> None:
    """Say what became of an invitation, and how its person gets a token."""
    mailed = "" if invitee.provider else " by mail"
    say(f"invite: {invitee.email} {f'is invited{mailed}' if invited.is_new else 'was invited before'}")
    say(f"invite: userId {invited.user_id}, {_listed(invited.roles)}")
    if invitee.provider:
        say(f"invite: they sign in by {invitee.provider}, on the sign-in page")
    else:
        say(f"invite: they get a token by `make sign-in STAGE={target.stage} EMAIL={invitee.email}`")


def _listed(roles: Sequence[Role]) -> str:
    return ", ".join(roles) or "no role"


if __name__ == "__main__":
    sys.exit(main())
