"""A bug is planted where its function says what it says, however that is written, and nowhere else."""

import pytest

from tests.simulation.teeth.bug import Bug
from tests.simulation.teeth.planting import planted

SOURCE = """
LIMITS = (("hold", 1), ("order", 2))


def pay(price, budget):
    # Never more than there is.
    if price > budget.left:
        raise TooMuch("no money")
    return charge(
        price,
        to=budget.name,
    )


class Hold:
    def release(self):
        return self.supplier.release(self.key, again=False)
"""


def bug(where: str, old: str, new: str) -> Bug:
    return Bug("a bug", f"shop.till:{where}", old, new)


def run(source: str) -> list[object]:
    """What becomes of a price of 9 where 5 are left, and of a release."""
    said: list[object] = []

    class Budget:
        left, name = 5, "SALES"

    class Supplier:
        def release(self, key: str, again: bool = True) -> tuple[str, bool]:
            return key, again

    space: dict[str, object] = {"TooMuch": ValueError, "charge": lambda price, to="nobody": (price, to)}
    exec(source, space)  # noqa: S102 - the source stands above
    try:
        said.append(space["pay"](9, Budget))  # type: ignore[operator]
    except ValueError as error:
        said.append(str(error))
    hold = space["Hold"]()  # type: ignore[operator]
    hold.supplier, hold.key = Supplier(), "h"
    return [*said, hold.release(), space["LIMITS"]]


USUAL = ["no money", ("h", False), (("hold", 1), ("order", 2))]


@pytest.mark.parametrize(
    ("where", "old", "new", "becomes"),
    [
        ("pay", "if price > budget.left:", "if price > budget.left * 2:", [(9, "SALES"), *USUAL[1:]]),
        ("pay", "if (price > (budget.left)):", "if not price:", [(9, "SALES"), *USUAL[1:]]),
        (
            "pay",
            """
            if price > budget.left:
                raise TooMuch('no money')
            """,
            "",
            [(9, "SALES"), *USUAL[1:]],
        ),
        ("pay", 'TooMuch("no money")', 'TooMuch("never")', ["never", *USUAL[1:]]),
        ("Hold.release", "self.key, again=False", "self.key", [USUAL[0], ("h", True), USUAL[2]]),
        ("Hold.release", "again=False,", "", [USUAL[0], ("h", True), USUAL[2]]),
        ("LIMITS", '("hold", 1),', "*(),", [*USUAL[:2], (("order", 2),)]),
        ("LIMITS", '("order", 2),', "", [*USUAL[:2], (("hold", 1),)]),
    ],
)
def test_a_bug_is_planted_however_its_place_is_written(where: str, old: str, new: str, becomes: list[object]) -> None:
    assert run(SOURCE) == USUAL

    assert run(planted(bug(where, old, new), SOURCE)) == becomes


def test_what_is_reformatted_is_still_found() -> None:
    charged = bug("pay", "return charge(price, to=budget.name)", "return charge(price)")
    on_one_line = SOURCE.replace("(\n        price,\n        to=budget.name,\n    )", "(price, to=budget.name)")
    assert on_one_line != SOURCE

    assert "return charge(price)\n" in planted(charged, SOURCE)
    assert "return charge(price)\n" in planted(charged, on_one_line)


def test_code_that_has_changed_is_no_place_for_its_bug() -> None:
    guard = bug("pay", "if price > budget.left:", "if not price:")

    for changed in ("if price >= budget.left:", "if price > budget.limit:", "if price > budget.left and budget:"):
        with pytest.raises(LookupError, match="its code is 0 times"):
            planted(guard, SOURCE.replace("if price > budget.left:", changed))


def test_a_place_that_is_there_twice_is_none() -> None:
    with pytest.raises(LookupError, match="its code is 2 times"):
        planted(
            bug("pay", "budget", "budget.parent"),
            SOURCE.replace("(price, budget)", "(price, to)", 1).replace(", to=", ", by="),
        )


def test_a_function_that_is_gone_or_elsewhere_is_no_place() -> None:
    for where in ("refund", "release", "Hold.pay"):
        with pytest.raises(LookupError, match="is there 0 times"):
            planted(bug(where, "price", "0"), SOURCE)


def test_a_bug_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="changes nothing"):
        planted(bug("pay", "if price > budget.left:", "if (price) > budget.left:"), SOURCE)
    with pytest.raises(SyntaxError):
        planted(bug("pay", "if price > budget.left:", "if price >:"), SOURCE)
