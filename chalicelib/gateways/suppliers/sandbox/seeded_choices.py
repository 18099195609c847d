"""The sandbox's only source of variety: numbers drawn by hash, so that the same thing always comes out the same."""

from hashlib import blake2b


def seeded_choice(*parts: object) -> float:
    """Return a number in [0, 1) that depends on `parts` alone, on every machine and in every process."""
    text = "\x1f".join(str(part) for part in parts)
    digest = blake2b(text.encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def seeded_int(low: int, high: int, *parts: object) -> int:
    """Return a whole number from `low` to `high`, both included."""
    return low + int(seeded_choice(*parts) * (high - low + 1))
