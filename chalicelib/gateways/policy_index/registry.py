"""The index of the stage, for the functions that carry what it needs."""

from functools import cache

from chalicelib.gateways.embeddings.local import find_embedders
from chalicelib.gateways.policy_index.protocol import PolicyIndex


@cache
def current() -> PolicyIndex | None:
    """Return the index that documents are added to and searched in; None where there are no models, as when they were
    not made for this computer: then words are ranked."""
    embedders = find_embedders()
    if not embedders:
        return None
    from chalicelib.gateways.policy_index.local import LocalIndex

    return LocalIndex(embedders)
