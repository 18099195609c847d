"""What a seeded bug is."""

from typing import NamedTuple


class Bug(NamedTuple):
    """A guard that is taken away: in the function `where` (`module:function`, or `module:Class.method`, or the name of
    a module's value), the code `old`, which stands there exactly once, becomes `new`."""

    name: str
    where: str
    old: str
    new: str
    among: tuple[int, ...] = ()
    """The kinds of schedules, by the remainder of their seeds to fifty, in which alone it shows and is hunted for."""

    @property
    def file(self) -> str:
        """The path of the module, seen from the root."""
        return self.where.partition(":")[0].replace(".", "/") + ".py"

    @property
    def function(self) -> str:
        return self.where.partition(":")[2]
