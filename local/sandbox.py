"""`python -m local.sandbox`: tell the sandbox supplier of a stage to go wrong, to run short, or to change its prices.

Works on the copy that `make up` started; with SOJOURN_STAGE set, on that stage with the caller's own AWS credentials.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import urllib3

from chalicelib.domain.servicing.supplier_changes import SupplierNotice
from chalicelib.errors import SojournError
from local.stack import load


def fault(arguments: argparse.Namespace) -> str:
    """Make the next calls of an operation fail: error, timeout, timeout_after_effect, price_change or sold_out."""
    from chalicelib.gateways.suppliers.sandbox.faults import arm_fault

    armed = arm_fault(
        arguments.operation,
        arguments.kind,
        times=arguments.times,
        match=arguments.match,
        percent=arguments.percent,
    )
    target = f"that match {armed.match!r}" if armed.match else "of any kind"
    return f"armed {armed.fault_id}: {armed.kind} for the next {armed.left} {armed.operation} calls {target}"


def faults(arguments: argparse.Namespace) -> str:
    """List the faults that are not used up."""
    from chalicelib.gateways.suppliers.sandbox.faults import list_armed_faults

    armed = list_armed_faults()
    lines = [f"{f.operation}: {f.kind} {f.left} times, {f.percent} percent, match {f.match!r}" for f in armed]
    return "\n".join([*lines, f"{len(armed)} faults armed"])


def clear(arguments: argparse.Namespace) -> str:
    """Take all faults away."""
    from chalicelib.gateways.suppliers.sandbox.faults import disarm_faults

    disarm_faults()
    return "no faults armed"


def seats(arguments: argparse.Namespace) -> str:
    """Leave this many seats (or rooms) of everything that an offer takes."""
    from chalicelib.gateways.suppliers.sandbox.supplier import set_seats_left

    set_seats_left(arguments.offer_id, arguments.number)
    return f"{arguments.number} left of {_units(arguments.offer_id)}"


def price(arguments: argparse.Namespace) -> str:
    """Ask this percentage of its price for everything that an offer takes."""
    from chalicelib.gateways.suppliers.sandbox.supplier import set_price_percent

    set_price_percent(arguments.offer_id, arguments.number)
    return f"{arguments.number} percent asked for {_units(arguments.offer_id)}"


def move(arguments: argparse.Namespace) -> str:
    """Have the supplier move one slice of a booking by so many minutes, and send its signed notice."""
    from chalicelib import clock
    from chalicelib.gateways.suppliers.sandbox.notices import move_part

    key, part_index = _order(arguments)
    return _send_notice(*move_part(key, part_index, timedelta(minutes=arguments.minutes), clock.now()))


def cancel(arguments: argparse.Namespace) -> str:
    """Have the supplier cancel one part of a booking, and send its signed notice."""
    from chalicelib import clock
    from chalicelib.gateways.suppliers.sandbox.notices import cancel_part

    return _send_notice(*cancel_part(*_order(arguments), clock.now()))


def _order(arguments: argparse.Namespace) -> tuple[str, int]:
    """Return the key under which a part was bought, and its part of the order."""
    from chalicelib.models.bookings import get_booking

    component_index, _, part_index = arguments.part_id.partition(".")
    return get_booking(arguments.booking_id).component_key(int(component_index)), int(part_index)


def _send_notice(notice_id: str, notice: SupplierNotice) -> str:
    """Send a notice as the supplier would, and again while it is asked to."""
    from chalicelib import clock
    from chalicelib.domain.webhooks.signatures import make_headers
    from chalicelib.gateways import secrets
    from chalicelib.gateways.suppliers.sandbox.notices import write_notice

    body, url = write_notice(notice), f"{load().base_url}/v1/suppliers/sandbox/notices"
    for _ in range(_TRIES):
        headers = {
            **make_headers(notice_id, body, next(secrets.supplier_signing_keys("sandbox")), clock.now()),
            "Content-Type": "application/json",
        }
        answer = urllib3.request("POST", url, body=body, headers=headers, retries=False)
        if answer.status != 503:
            break
        time.sleep(2)
    return f"{answer.status} {answer.data.decode()}"


def _units(offer_id: str) -> str:
    from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item

    return ", ".join(find_inventory_item(offer_id).units)


_TRIES = 10  # of what is asked for again, two seconds apart

COMMANDS: dict[str, Callable[[argparse.Namespace], str]] = {
    command.__name__: command for command in (fault, faults, clear, seats, price, move, cancel)
}


def main(words: list[str] | None = None) -> int:
    arguments = _parser().parse_args(words)
    if "SOJOURN_STAGE" not in os.environ:
        # Before anything reads the settings: they are read once, and the tables are named by them.
        os.environ.update(load().environment())
    try:
        print(COMMANDS[arguments.command](arguments))
    except SojournError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local.sandbox", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    added = {name: commands.add_parser(name, help=command.__doc__) for name, command in COMMANDS.items()}
    operations = ["search", "hold", "price", "order", "release", "cancel", "quote_cancel", "confirm_cancel"]
    added["fault"].add_argument("operation", choices=operations)
    kinds = ["error", "timeout", "timeout_after_effect", "price_change", "sold_out"]
    added["fault"].add_argument("kind", choices=kinds)
    added["fault"].add_argument("--times", type=int, default=1)
    added["fault"].add_argument("--match", default="", help="only calls whose key, offer id or flight contains this")
    added["fault"].add_argument(
        "--percent", type=int, default=110, help="the changed price in percent of the original (price_change)"
    )
    for name in ("move", "cancel"):
        added[name].add_argument("booking_id")
        added[name].add_argument("part_id", help="such as 0.1: index of the component, and of the part in it")
    added["move"].add_argument("minutes", type=int)
    for name in ("seats", "price"):
        added[name].add_argument("offer_id")
        added[name].add_argument("number", type=int)
    return parser


if __name__ == "__main__":
    sys.exit(main())
