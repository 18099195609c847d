"""Links the accounts of a new user pool to the people whose they are, so that everybody keeps their id and what is
theirs. Only whoever holds the stage's credentials can: no route of the API writes a link.

`make link-accounts STAGE=prod FROM=people.json`: a JSON list, or a JSON object a line, of people, each with `userId`,
and with the `sub` of their account where that is known, or with the `email` that the pool has verified.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from chalicelib.domain.account_links import (
    INVITATION_KEPT,
    account_key,
    fold_address,
    invitation_key,
    person_key,
    pool_key,
)
from chalicelib.domain.ids import is_user_id
from infra import guards, policies
from infra.commands import command
from infra.target import DeploymentFailed, Say, Target

_ERASED = "!erased"  # the mark of `chalicelib.models.mentions`
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class LinkRefused(DeploymentFailed):
    """A link would give an account to two people, or a person two accounts, or bring back somebody erased."""


class AccountLink(NamedTuple):
    """Whose an account of the pool is, by its `sub`."""

    user_id: str
    sub: str


class Invitation(NamedTuple):
    """Whose the first account is for which the pool has verified this address."""

    user_id: str
    email: str


class PoolAccount(NamedTuple):
    """An account as the pool has it; `email` is empty unless the pool has verified it."""

    sub: str
    email: str
    is_enabled: bool


def find_links(target: Target, pool_id: str) -> dict[str, str]:
    """Return whose each linked account of a pool is: user ids by `sub`. Who is not among them is their own `sub`."""
    prefix = account_key(pool_id, "")
    pages = (
        target.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=_table(target),
            FilterExpression="begins_with(#key, :prefix)",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues={":prefix": {"S": prefix}},
        )
    )
    rows = [row for page in pages for row in page["Items"]]
    return {row["key"]["S"].removeprefix(prefix): row["userId"]["S"] for row in rows}


def link_accounts(target: Target, pool_id: str, links: Iterable[AccountLink]) -> int:
    """Link accounts to people, and return how many were not linked so before. Raises LinkRefused: those before the one
    that is refused are linked, and the same call goes on where it stood."""
    wanted = list(links)
    _require_sound([(each.user_id, each.sub) for each in wanted])
    accounts = {each.sub: each for each in list_accounts(target, pool_id)}
    dynamodb = target.client("dynamodb")
    dynamodb.put_item(TableName=_table(target), Item=_row(pool_key(pool_id)))
    linked = 0
    for link in wanted:
        if link.sub not in accounts:
            raise LinkRefused(f"The pool {pool_id} has no account {link.sub}, to be linked to {link.user_id}.")
        _require_no_other(accounts, link.user_id, but=link.sub)
        _require_not_erased(target, link.user_id)
        linked += link.sub != link.user_id and _link(target, pool_id, link)
    return linked


def invite_people(target: Target, pool_id: str, invitations: Iterable[Invitation]) -> int:
    """Let accounts that do not exist yet be people's, by the address that the pool verifies; how many were invited.
    Raises LinkRefused, before anybody is invited."""
    wanted = list(invitations)
    _require_sound([(each.user_id, fold_address(each.email)) for each in wanted])
    accounts = {each.sub: each for each in list_accounts(target, pool_id)}
    for each in wanted:
        _require_no_other(accounts, each.user_id)
        if not _ADDRESS.fullmatch(each.email):
            raise LinkRefused(f"{each.user_id} cannot be invited: {each.email!r} is no address.")
        _require_not_erased(target, each.user_id)
        _require_not_invited(target, pool_id, each)
    dynamodb = target.client("dynamodb")
    dynamodb.put_item(TableName=_table(target), Item=_row(pool_key(pool_id)))
    until = int(time.time() + INVITATION_KEPT.total_seconds())
    for each in wanted:
        row = _row(invitation_key(pool_id, each.email), userId=each.user_id)
        dynamodb.put_item(TableName=_table(target), Item={**row, "expiresAt": {"N": str(until)}})
    return len(wanted)


def list_accounts(target: Target, pool_id: str) -> Iterator[PoolAccount]:
    """Yield every account of a pool."""
    for page in target.client("cognito-idp").get_paginator("list_users").paginate(UserPoolId=pool_id):
        for user in page["Users"]:
            said = {each["Name"]: each["Value"] for each in user["Attributes"]}
            verified = said.get("email", "") if said.get("email_verified") == "true" else ""
            yield PoolAccount(said.get("sub", user["Username"]), verified, user.get("Enabled", True))


def match_accounts(
    accounts: Iterable[PoolAccount], people: Iterable[Invitation]
) -> tuple[list[AccountLink], list[Invitation]]:
    """Return the accounts that are people's by the address that the pool has verified, and who has none yet. Raises
    LinkRefused where two accounts have one address."""
    by_address: dict[str, list[PoolAccount]] = {}
    for account in accounts:
        if account.email and account.is_enabled:
            by_address.setdefault(fold_address(account.email), []).append(account)
    links, others = list[AccountLink](), list[Invitation]()
    for person in people:
        found = by_address.get(fold_address(person.email), [])
        if len(found) > 1:
            subs = ", ".join(each.sub for each in found)
            raise LinkRefused(f"{person.user_id} may be any of the accounts {subs}: say which by its `sub`.")
        links += [AccountLink(person.user_id, each.sub) for each in found]
        others += [] if found else [person]
    return links, others


def read_people(text: str) -> tuple[list[AccountLink], list[Invitation]]:
    """Return who is named by the `sub` of their account, and who by an address, from a JSON list or a JSON object a
    line. Raises LinkRefused with the place of what cannot be read."""
    stripped = text.strip()
    try:
        rows = (
            json.loads(stripped) if stripped.startswith("[") else [json.loads(line) for line in stripped.splitlines()]
        )
    except json.JSONDecodeError as error:
        raise LinkRefused(f"The people cannot be read: {error}.") from error
    links, addresses = list[AccountLink](), list[Invitation]()
    for number, row in enumerate(rows, 1):
        match row:
            case {"userId": str(user_id), "sub": str(sub)}:
                links.append(AccountLink(user_id, sub))
            case {"userId": str(user_id), "email": str(email)}:
                addresses.append(Invitation(user_id, email))
            case _:
                raise LinkRefused(f"Person {number} needs a `userId`, and a `sub` or an `email`.")
    return links, addresses


def link_people(target: Target, pool_id: str, text: str, say: Say) -> None:
    """Link everybody of a list, and invite those who have no account yet. Raises LinkRefused."""
    named, addresses = read_people(text)
    matched, others = match_accounts(list_accounts(target, pool_id), addresses)
    linked = link_accounts(target, pool_id, [*named, *matched])
    invited = invite_people(target, pool_id, others)
    known = len(named) + len(matched) - linked
    say(f"link-accounts: {linked} linked, {known} were already, {invited} invited for {INVITATION_KEPT.days} days")


def _require_sound(pairs: list[tuple[str, str]]) -> None:
    """Raise LinkRefused where somebody is there twice, or what is no id."""
    for user_id, _ in pairs:
        if not is_user_id(user_id):
            raise LinkRefused(f"{user_id!r} is no user id.")
    for place in (0, 1):
        counted = Counter(pair[place] for pair in pairs)
        if twice := [value for value, times in counted.items() if times > 1]:
            raise LinkRefused(f"{', '.join(sorted(twice))}: named more than once.")


def _require_no_other(accounts: Mapping[str, PoolAccount], user_id: str, but: str = "") -> None:
    """Raise LinkRefused for who still signs in with an account of the pool that is theirs by its `sub`, or would be
    linked `but` to this very one."""
    own = accounts.get(user_id)
    if own is not None and own.sub != but and own.is_enabled:
        raise LinkRefused(f"{user_id} has an account of this pool already: disable it before another is linked.")


def _require_not_erased(target: Target, user_id: str) -> None:
    key = {"subject": {"S": user_id}, "thing": {"S": _ERASED}}
    found = target.client("dynamodb").get_item(
        TableName=f"sojourn-{target.stage}-mentions", Key=key, ConsistentRead=True
    )
    if "Item" in found:
        raise LinkRefused(f"{user_id} has been erased: their account stays a person of its own.")


def _require_not_invited(target: Target, pool_id: str, wanted: Invitation) -> None:
    """Raise LinkRefused for an address by which somebody else is invited: whoever has it would be the later one."""
    key = _row(invitation_key(pool_id, wanted.email))
    row = target.client("dynamodb").get_item(TableName=_table(target), Key=key, ConsistentRead=True).get("Item")
    if row is None or row["userId"]["S"] == wanted.user_id or int(row["expiresAt"]["N"]) <= time.time():
        return
    raise LinkRefused(
        f"{wanted.email} is invited as {row['userId']['S']} already. If {wanted.user_id} is meant, delete that first: "
        f"aws dynamodb delete-item --table-name {_table(target)} --key '{json.dumps(key)}'"
    )


def _link(target: Target, pool_id: str, link: AccountLink) -> bool:
    """Write a link; whether it was not there before. Raises LinkRefused where there is another."""
    rows = {
        "userId": _row(account_key(pool_id, link.sub), userId=link.user_id),
        "sub": _row(person_key(pool_id, link.user_id), userId=link.user_id, sub=link.sub),
    }
    if link.sub == _find_linked(target, pool_id, link.user_id):
        return False
    puts = [{"Put": _put(target, row, same=name)} for name, row in rows.items()]
    try:
        target.client("dynamodb").transact_write_items(TransactItems=puts)
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        raise LinkRefused(f"{link.user_id} or the account {link.sub} is linked to another already.") from error
    return True


def _find_linked(target: Target, pool_id: str, user_id: str) -> str:
    """Return the `sub` of the account that a person is linked to; nothing where there is none."""
    key = {"key": {"S": person_key(pool_id, user_id)}}
    found = target.client("dynamodb").get_item(TableName=_table(target), Key=key, ConsistentRead=True)
    return str(found["Item"]["sub"]["S"]) if "Item" in found else ""


def _put(target: Target, row: dict[str, Any], same: str) -> dict[str, Any]:
    """Return how a row is written: if it is not there, or says the same."""
    return {
        "TableName": _table(target),
        "Item": row,
        "ConditionExpression": "attribute_not_exists(#key) OR #same = :same",
        "ExpressionAttributeNames": {"#key": "key", "#same": same},
        "ExpressionAttributeValues": {":same": row[same]},
    }


def _row(key: str, **texts: str) -> dict[str, Any]:
    return {name: {"S": value} for name, value in {"key": key, **texts}.items()}


def _table(target: Target) -> str:
    return f"sojourn-{target.stage}-account-links"


def find_pool(target: Target) -> str:
    """Return the id of the stage's user pool. DeploymentFailed: there is none."""
    try:
        found = target.client("ssm").get_parameter(Name=f"/sojourn/{target.stage}/foundation")
    except ClientError as error:
        raise DeploymentFailed(f"{target.stage} has no foundation: `make deploy` it first.") from error
    return str(json.loads(found["Parameter"]["Value"])["userPoolId"])


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--people", required=True, type=Path, help="a file of people, as JSON")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    guards.check_region(target)
    pool_id = find_pool(target)
    agree = guards.ask_somebody(target)
    agree(f"Link accounts of {pool_id} of {target.stage} to people?")
    link_people(target, pool_id, asked.people.read_text(encoding="utf-8"), print)


if __name__ == "__main__":
    sys.exit(main())
