"""The people of a copy: four roles and a second traveller, each with a password of this copy's own."""

import secrets

import msgspec

from local.stack import Stack, User, save

PEOPLE = (
    ("traveller", "anna.berger@example.com", "Anna Berger", ("traveller",)),
    ("second-traveller", "david.okafor@example.com", "David Okafor", ("traveller",)),
    ("approver", "ben.larsen@example.com", "Ben Larsen", ("traveller", "approver")),
    ("travel-manager", "clara.rossi@example.com", "Clara Rossi", ("traveller", "travel-manager")),
    ("operator", "eva.lindqvist@example.com", "Eva Lindqvist", ("operator",)),
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
    return seeded


def _password() -> str:
    return f"{secrets.token_urlsafe(18)}aA1"
