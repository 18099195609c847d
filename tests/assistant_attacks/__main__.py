"""`make assistant-attacks`: every injection at every place where somebody can write, read by a model that obeys all of
them; what any of them gets is listed, and fails the run."""

# ruff: noqa: T201 - this is a command, and its lines are its answer
import os
import sys

from tests.assistant_attacks.injections import INJECTIONS
from tests.assistant_attacks.places import find_places
from tests.assistant_attacks.running import attack_range, choose_all


def main() -> int:
    """Try all attacks; 1 when one of them gets anything."""
    turns, got = 0, 0
    with attack_range() as tried:
        places = find_places(tried.stage)
        attacks = choose_all(places)
        verdicts = tried.count_verdicts()
        for each in attacks:
            found = tried.try_attack(each)
            turns += len(tried.bedrock.asked)
            got += bool(found)
            for what in found:
                print(f"  {each}: {what}")
    print(
        f"assistant-attacks: {len(attacks)} attacks ({len(places)} places x {len(INJECTIONS)} injections), {turns} "
        f"turns of a model that obeys, {verdicts} verdicts compared after each: {got} got something"
    )
    return int(got > 0)


if __name__ == "__main__":
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    sys.exit(main())
