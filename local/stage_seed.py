"""What a stage on AWS begins with: `python -m local.stage_seed --stage dev`.

`dev` and `staging` get the example people, handbook, policy and budgets of a copy here, to be tried at once. `prod`
gets nobody who is not real: only its first travel manager, who is invited by mail and publishes the company's own
policy.
"""

import argparse
import sys
from pathlib import Path

from chalicelib.domain.identity import Role
from infra import guards, policies
from infra.commands import CommandFailed, command
from infra.invitations import Invitee, invite
from infra.smoke import Copy, find_copy
from infra.target import Say, Target
from local.seed import seed
from local.stack import ROOT, Stack, User, load, save

WITH_EXAMPLES = frozenset({"local", "dev", "staging"})
HOMES = ROOT / ".local" / "stages"
MANAGERS = (Role.TRAVELLER, Role.TRAVEL_MANAGER)


class SeedRefused(CommandFailed):
    """A stage cannot be given what was asked for; the message says what to do."""


def seed_stage(target: Target, copy: Copy, home: Path, manager: str, say: Say) -> None:
    """Give a stage what it begins with; whoever and whatever is there already stays. SeedRefused says what lacks."""
    if target.stage not in WITH_EXAMPLES and not manager:
        raise SeedRefused(
            f"{target.stage} gets no example people: say who its first travel manager is, MANAGER=clara@example.com."
        )
    if manager:
        say(f"seed: {manager} {invite_manager(target, copy.pool, manager)}")
    if target.stage in WITH_EXAMPLES:
        stack = _seed_examples(target, copy, home)
        roles = ", ".join(stack.users)
        say(f"seed: {target.stage} has {roles}, a travel policy and budgets; passwords are in {home / 'stack.json'}")


def invite_manager(target: Target, pool: str, email: str) -> str:
    """Invite the first travel manager by mail; what became of it, in words."""
    invited = invite(target, pool, Invitee(email), MANAGERS)
    became = "is invited by mail" if invited.is_new else "was invited before"
    return f"{became}, and is a travel manager"


def _seed_examples(target: Target, copy: Copy, home: Path) -> Stack:
    home.mkdir(parents=True, exist_ok=True)
    known: dict[str, User] = load(home).users if (home / "stack.json").exists() else {}
    stack = Stack(
        home=str(home),
        stage=target.stage,
        region=target.region,
        endpoint=target.endpoint,
        base_url=copy.address,
        websocket_url="",
        websocket_endpoint="",
        user_pool_id=copy.pool,
        user_pool_client_id=copy.client_id,
        state_machine_arn="",
        users=known,
    )
    save(stack)
    return seed(stack)


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.stage_seed", description=__doc__)
    parser.add_argument("--stage", required=True, choices=[stage for stage in policies.STAGES if stage != "local"])
    parser.add_argument("--manager", default="", help="address of the first travel manager, who is invited by mail")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    print(f"seed: {target.stage} in account {target.account()}, {target.region}, {target.endpoint or 'AWS'}")
    guards.ask_somebody(target)(f"Seed {target.stage}?")
    seed_stage(target, find_copy(target), HOMES / target.stage, asked.manager, print)


if __name__ == "__main__":
    sys.exit(main())
