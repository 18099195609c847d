"""The figures as tables: printed by the command, and kept in `docs/cost.md`."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.cost.flags import FLAGS
from bench.cost.months import PROMISED, VOLUMES, Stage
from bench.cost.usage import Usage

PAGE = Path(__file__).parents[2] / "docs" / "cost.md"
BEGIN, END = "<!-- figures: written by `make cost WRITE=1` -->", "<!-- end of figures -->"
DEAREST = 10


def render(stages: Mapping[str, Stage], counted_on: str) -> str:
    """Return every table. `stages` are the promised ones, by name."""
    prod = stages["prod"]
    volume = VOLUMES["prod"]
    table = prod.prices
    opening = (
        f"Counted on {counted_on}; prices of {table.region} as of {table.as_of}, in US dollars. What is free each month"
        " is\nnot taken off, unless a column says so."
    )
    parts = [
        opening,
        "### What is done once",
        _table(("", "USD", "functions called", "transitions", "units written", "units read", "requests", "dearest"),
               _operations(prod)),
        "### A month",
        _table(("stage", "bookings", "promised", "USD", "less what is free", "of it idle", "idle, less what is free"),
               _months(stages)),
        f"### The {DEAREST} dearest of {volume:,} bookings on prod",
        _table(("", "amount", "USD a month"), _lines(prod, prod.month(volume))),
        f"### The {DEAREST} dearest of an idle month on prod",
        _table(("", "amount", "USD a month"), _lines(prod, prod.idle())),
        f"### What else may be switched on, at {volume:,} bookings a month",
        _table(("", "USD a month"), ((flag.name, _dollars(table.price(flag.uses(prod, volume)))) for flag in FLAGS)),
    ]  # fmt: skip
    return "\n\n".join(parts)


def write(figures: str, page: Path = PAGE) -> None:
    """Put the figures between the page's marks."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", encoding="utf-8")


def summarise(stages: Mapping[str, Stage]) -> str:
    """Return the command's last line: what is billed where prod has an account of its own, and in brackets where other
    stages of the account use up what is free each month."""
    prod, volume = stages["prod"], VOLUMES["prod"]
    price, month, idle = prod.prices.price, prod.month(volume), prod.idle()
    return (
        f"cost: booking {price(prod.one(prod.operations.booking)):.4f} USD, {volume:,} bookings a month"
        f" {price(month, free=True):.2f} USD, idle {price(idle, free=True):.2f} USD a month"
        f" (with nothing free {price(month):.2f} and {price(idle):.2f})"
        f"; an hour watched {price(prod.streamed_hour()):.4f} USD by a stream,"
        f" {price(prod.viewer_hour()):.6f} over WebSocket"
    )


def _operations(stage: Stage) -> Iterable[tuple[str, ...]]:
    known = stage.operations
    once = {
        "a booking": stage.one(known.booking),
        "an approval": stage.one(known.approval),
        "a change of dates, with the booking that replaces the old one": stage.one(known.change),
        "four pages read": stage.one(known.pages),
        "an hour watched over WebSocket": stage.viewer_hour(),
        "an hour watched by streams": stage.streamed_hour(),
        "an hour watched by long polls": stage.polled_hour(),
        "an hour of positions, one each ten seconds, reported every ten minutes": stage.one(known.tracked_hour),
        "a day on which nobody does anything": stage.one(known.day),
    }
    for name, usage in once.items():
        yield name, *_row(stage, usage)


def _row(stage: Stage, usage: Usage) -> tuple[str, ...]:
    counted = ("lambda.requests", "states.transitions", "dynamodb.writes", "dynamodb.reads", "api.requests")
    first = next(iter(stage.prices.lines(usage)), None)
    dearest = f"{first.what}, {_dollars(first.usd)}" if first else "-"
    return (_dollars(stage.prices.price(usage)), *(_amount(usage.of(name)) for name in counted), dearest)


def _months(stages: Mapping[str, Stage]) -> Iterable[tuple[str, ...]]:
    for name, stage in stages.items():
        low, high = PROMISED[name]
        month, idle, price = stage.month(VOLUMES[name]), stage.idle(), stage.prices.price
        prices = (price(month), price(month, free=True), price(idle), price(idle, free=True))
        yield name, f"{VOLUMES[name]:,}", f"{low} to {high}", *(f"{each:.2f}" for each in prices)


def _lines(stage: Stage, usage: Usage) -> Iterable[tuple[str, ...]]:
    for line in stage.prices.lines(usage)[:DEAREST]:
        yield f"{line.name}: {line.what}", _amount(line.amount), f"{line.usd:.2f}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(cells)} |" for cells in (heads, ("---",) * len(heads), *rows))
    return "\n".join(lines)


def _dollars(usd: float) -> str:
    return f"{usd:.2f}" if usd >= 1 else f"{usd:.3g}" if usd >= 0.001 else f"{usd:.6f}"


def _amount(amount: float) -> str:
    return f"{amount:,.0f}" if amount >= 100 else f"{amount:.3g}"
