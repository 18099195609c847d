"""What is left of somebody who was erased, anywhere in the tables: every row is searched for their name and address."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from chalicelib.domain.identity import Identity
from chalicelib.dynamodb.tables import lengthen
from tests.simulation.world import World
from tests.support.readable import readable_text


def of_erased(made: World, people: Mapping[str, Identity]) -> Iterator[str]:
    """Every row that names somebody whose erasure is done, and every erasure that is not done."""
    erasures = [json.loads(lengthen(row["document"]["S"])) for row in made.rows("privacy-erasures").values()]
    for erasure in erasures:
        if erasure["status"] != "done":
            yield f"the erasure of {erasure['userId']} is {erasure['status']} in {erasure.get('step')}"
    done = {each["userId"]: each["updatedAt"] for each in erasures if each["status"] == "done"}
    for user_id, at in sorted(done.items()):
        yield from _traces(made, people[user_id], datetime.fromisoformat(at))


def _traces(made: World, who: Identity, done_at: datetime) -> Iterator[str]:
    """What a colleague types afterwards is no trace: a name alone leads to nobody who is known any more."""
    words = {who.email.casefold(), who.name.rpartition(" ")[2].casefold()}
    if who.user_id in made.wire.accounts:
        yield f"the account of {who.user_id} is left"
    for table, key, item in made.wire.tables.snapshot():
        if "createdAt" in item and table.first_stored[key] >= done_at:
            continue
        text = readable_text(json.dumps(item, default=str)).casefold()
        for word in sorted(words):
            if word in text:
                yield f"{word} is left in {table.name} {key}"
