"""The people of a stage: their accounts with name, address and groups, and the id by which the rows know each.

A new pool gives everybody a new account and a new `sub`; whose it is, is linked. Nobody's password goes along, for a
pool gives none away: people choose another by the code that is mailed to them, and set up their second factor anew.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from infra.account_links import AccountLink, find_links, find_pool, link_accounts
from infra.target import Say, Target
from infra.transfer.bundle import Bundle, Row

PART = "people"
_ATTRIBUTES = ("email", "email_verified", "name", "given_name", "family_name")
_ERASED = "!erased"  # the first row of somebody in `mentions` who is erased


def export_people(target: Target, bundle: Bundle, say: Say) -> None:
    """Write everybody who has an account."""
    if not bundle.has(PART):
        part = bundle.write(PART, list_people(target))
        say(f"export: {part.rows} people")


def list_people(target: Target) -> Iterator[Row]:
    """Yield everybody who has an account."""
    cognito, pool = target.client("cognito-idp"), find_pool(target)
    known = find_links(target, pool)
    for page in cognito.get_paginator("list_users").paginate(UserPoolId=pool):
        for user in page["Users"]:
            attributes = {each["Name"]: each["Value"] for each in user["Attributes"]}
            yield {
                "userId": known.get(attributes["sub"], attributes["sub"]),
                "attributes": {name: attributes[name] for name in _ATTRIBUTES if name in attributes},
                "groups": sorted(_list_groups(cognito, pool, user["Username"])),
                "enabled": user["Enabled"],
            }


def _list_groups(cognito: Any, pool: str, username: str) -> Iterator[str]:
    """Yield the groups that somebody was put into: not that of an identity provider, which Cognito names after the pool
    and fills itself."""
    pages = cognito.get_paginator("admin_list_groups_for_user").paginate(UserPoolId=pool, Username=username)
    names = (group["GroupName"] for page in pages for group in page["Groups"])
    yield from (name for name in names if not name.startswith(f"{pool}_"))


def import_people(target: Target, people: Iterable[Row], say: Say) -> None:
    """Give everybody an account who is not erased, with their groups, and link it to who they are. An account of the
    same address that is there already is theirs, with the groups that it is in, if it is in any."""
    cognito, pool = target.client("cognito-idp"), find_pool(target)
    links, erased = [], 0
    for person in people:
        if _is_erased(target, person["userId"]):
            erased += 1
            continue
        links.append(AccountLink(person["userId"], _make_account(cognito, pool, person)))
    linked = link_accounts(target, pool, links)
    left = f"; {erased} are erased and stay so" if erased else ""
    say(f"import: {len(links)} people have accounts, {linked} of them are linked to their rows{left}")


def _is_erased(target: Target, user_id: str) -> bool:
    key = {"subject": {"S": user_id}, "thing": {"S": _ERASED}}
    table = f"sojourn-{target.stage}-mentions"
    return "Item" in target.client("dynamodb").get_item(TableName=table, Key=key, ConsistentRead=True)


def _make_account(cognito: Any, pool: str, person: Row) -> str:
    """Have an account of somebody, as they had it; its `sub`."""
    attributes, email = person["attributes"], person["attributes"]["email"]
    who = {"UserPoolId": pool, "Username": email}
    try:
        user = cognito.admin_create_user(
            **who,
            MessageAction="SUPPRESS",
            UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
        )["User"]["Attributes"]
        # A password that nobody knows: only an account that has one can be sent a code for another.
        cognito.admin_set_user_password(**who, Password=f"{secrets.token_urlsafe(24)}aA1!", Permanent=True)
    except cognito.exceptions.UsernameExistsException:
        user = cognito.admin_get_user(**who)["UserAttributes"]
    # What somebody may has perhaps changed since; who is in no group was left halfway.
    for group in [] if [*_list_groups(cognito, pool, email)] else person["groups"]:
        cognito.admin_add_user_to_group(**who, GroupName=group)
    if not person["enabled"]:
        cognito.admin_disable_user(**who)
    return next(str(each["Value"]) for each in user if each["Name"] == "sub")
