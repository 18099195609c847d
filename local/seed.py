"""The people of a copy: four roles and a second traveller, each with a password of this copy's own, and who of them
answers for whom."""

import secrets

import msgspec

from local.client import Client, Refused
from local.stack import Stack, User, save

PEOPLE = (
    ("traveller", "anna.berger@example.com", "Anna Berger", ("traveller",)),
    ("second-traveller", "david.okafor@example.com", "David Okafor", ("traveller",)),
    ("approver", "ben.larsen@example.com", "Ben Larsen", ("traveller", "approver")),
    ("travel-manager", "clara.rossi@example.com", "Clara Rossi", ("traveller", "travel-manager")),
    ("operator", "eva.lindqvist@example.com", "Eva Lindqvist", ("operator",)),
)

# Who is kept as an employee, those above first: whose manager is who, grade, cost centre.
LINE = (
    ("travel-manager", None, 12, "FINANCE"),
    ("approver", "travel-manager", 9, "SALES-EU"),
    ("traveller", "approver", 6, "SALES-EU"),
    ("second-traveller", "approver", 5, "SALES-EU"),
)


def seed(stack: Stack) -> Stack:
    """Create whoever is missing, keep whoever is there; the stack with its users, saved."""
    cognito = stack.client("cognito-idp")
    pool = stack.user_pool_id
    users = {}
    for role, email, name, groups in PEOPLE:
        password = stack.users[role].password if role in stack.users else _password()
        attributes = {"email": email, "email_verified": "true", "name": name}
        try:
            cognito.admin_create_user(
                UserPoolId=pool,
                Username=email,
                MessageAction="SUPPRESS",
                UserAttributes=[{"Name": key, "Value": value} for key, value in attributes.items()],
            )
        except cognito.exceptions.UsernameExistsException:
            pass  # seeded before; the password is set again below, so that it is the one we know
        cognito.admin_set_user_password(UserPoolId=pool, Username=email, Password=password, Permanent=True)
        for group in groups:
            cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
        users[role] = User(role=role, email=email, name=name, groups=groups, password=password)
    seeded = msgspec.structs.replace(stack, users=users)
    save(seeded)
    _keep_employees(seeded)
    return seeded


def _keep_employees(stack: Stack) -> None:
    """The travel manager keeps the line; who is kept already stays as they are."""
    manager = Client(stack.base_url, stack.token("travel-manager"))
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


def _sub(stack: Stack, user: User) -> str:
    found = stack.client("cognito-idp").admin_get_user(UserPoolId=stack.user_pool_id, Username=user.email)
    return next(str(each["Value"]) for each in found["UserAttributes"] if each["Name"] == "sub")


def _password() -> str:
    return f"{secrets.token_urlsafe(18)}aA1"
