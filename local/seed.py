"""What a copy needs before the first booking: its people, each with a password of this copy's own, who of them answers
for whom, the travel handbook, the travel policy that cites it, and the budgets."""

import json
import secrets
from pathlib import Path

import msgspec

from local.client import Client, Refused
from local.handbook import cite_handbook, provide_handbook
from local.stack import Stack, User, save
from sojourn_client import ANY, NEW, errors
from sojourn_client.models import BudgetRequest, Money, PolicySubmission

SEED_DATA = Path(__file__).parent / "seed_data"
PEOPLE = (
    ("traveller", "anna.berger@example.com", "Anna Berger", ("traveller",)),
    ("second-traveller", "david.okafor@example.com", "David Okafor", ("traveller",)),
    ("approver", "ben.larsen@example.com", "Ben Larsen", ("traveller", "approver")),
    ("travel-desk", "tessa.brink@example.com", "Tessa Brink", ("traveller", "travel-desk")),
    ("travel-manager", "clara.rossi@example.com", "Clara Rossi", ("traveller", "travel-manager")),
    ("operator", "eva.lindqvist@example.com", "Eva Lindqvist", ("operator",)),
)

# Who is kept as an employee, those above first: whose manager is who, grade, cost centre.
LINE = (
    ("travel-manager", None, 12, "FINANCE"),
    ("approver", "travel-manager", 9, "SALES-EU"),
    ("traveller", "approver", 6, "SALES-EU"),
    ("second-traveller", "approver", 5, "SALES-EU"),
    ("travel-desk", "travel-manager", 5, "FINANCE"),
)


def seed(stack: Stack) -> Stack:
    """Create whoever and whatever is missing, keep what is there; the stack with its users, saved."""
    seeded = create_users(stack)
    manager = Client(seeded.base_url, seeded.token("travel-manager"))
    _keep_employees(seeded, manager)
    _publish_policy(manager)
    return seeded


def create_users(stack: Stack) -> Stack:
    """Create the users that are missing, each with the password that the stack knows; the stack with them, saved."""
    cognito = stack.client("cognito-idp")
    pool = stack.user_pool_id
    users = {}
    for role, email, name, groups in PEOPLE:
        password = stack.users[role].password if role in stack.users else _password()
        given_name, family_name = name.split(" ")
        attributes = {
            "email": email,
            "email_verified": "true",
            "name": name,
            "given_name": given_name,
            "family_name": family_name,
        }
        try:
            cognito.admin_create_user(
                UserPoolId=pool,
                Username=email,
                MessageAction="SUPPRESS",
                UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items()],
            )
        except cognito.exceptions.UsernameExistsException:
            # Seeded before, perhaps by an older release; the password is set again below, so that it is the known one.
            cognito.admin_update_user_attributes(
                UserPoolId=pool,
                Username=email,
                UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items()],
            )
        cognito.admin_set_user_password(UserPoolId=pool, Username=email, Password=password, Permanent=True)
        for group in groups:
            cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
        users[role] = User(role=role, email=email, name=name, groups=groups, password=password)
    seeded = msgspec.structs.replace(stack, users=users)
    save(seeded)
    return seeded


def _keep_employees(stack: Stack, manager: Client) -> None:
    """Let the travel manager keep the line; who is kept already stays as they are."""
    ids: dict[str, str] = {}
    for role, above, grade, cost_centre in LINE:
        user = stack.users[role]
        ids[role] = _sub(stack, user)
        record = {
            "name": user.name,
            "email": user.email,
            "managerId": ids[above] if above else None,
            "grade": grade,
            "costCentre": cost_centre,
        }
        reply = manager.call("PUT", f"/v1/employees/{ids[role]}", record, headers={"If-Match": '"v0"'})
        if reply.status not in (200, 412):  # 412: kept before
            raise Refused(reply)


def _publish_policy(manager: Client) -> None:
    """Let the travel manager set the budgets, upload the handbook, and then publish the policy that cites it: where one
    is in force, all of it is there."""
    try:
        manager.get_policy()
    except errors.NotFound:
        pass  # a new copy
    else:
        return
    for budget in json.loads((SEED_DATA / "budgets.json").read_text(encoding="utf-8")):
        limit = BudgetRequest(limit=Money(**budget["limit"]))
        manager.set_budget(budget["costCentre"], budget["period"], limit, if_match=ANY)
    document = msgspec.json.decode((SEED_DATA / "travel-policy.json").read_bytes(), type=PolicySubmission)
    manager.publish_policy(cite_handbook(document, provide_handbook(manager)), if_match=NEW)


def _sub(stack: Stack, user: User) -> str:
    found = stack.client("cognito-idp").admin_get_user(UserPoolId=stack.user_pool_id, Username=user.email)
    return next(str(each["Value"]) for each in found["UserAttributes"] if each["Name"] == "sub")


def _password() -> str:
    return f"{secrets.token_urlsafe(18)}aA1"
