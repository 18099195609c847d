"""Tasks that are delivered once more."""

from tests.simulation.world import World

# How many tasks after a cut are delivered once more, and how much later.
_AGAIN, _LATER = 8, (0.0, 3.0, 70.0)


class Redelivery:
    """Delivers the tasks that follow the first cut once more: at once, a little or a good deal later."""

    def __init__(self, made: World) -> None:
        self.made, self.count = made, 0

    def __call__(self, function: str) -> tuple[float, ...]:
        if not self.made.wire.cut or self.count >= _AGAIN:
            return ()
        self.count += 1
        return (_LATER[self.count % len(_LATER)],)
