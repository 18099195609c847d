"""New worlds, one at a time in this process: made, furnished and taken away."""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from random import Random

import pytest
import ulid

from chalicelib import observability, worklist
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.money import Money
from chalicelib.domain.policies import evaluation, retrieval
from chalicelib.gateways.suppliers import registry
from chalicelib.models import budgets
from chalicelib.models.bookings import BookingRow
from chalicelib.services import employees, policies
from chalicelib.services.booking_workflow import planning
from chalicelib.services.bookings import evaluation as booking_evaluation
from tests.simulation.cloud import foundation_queues, foundation_tables
from tests.simulation.cloud.rows import Key, Table
from tests.simulation.cloud.tables import Tables
from tests.simulation.cloud.values import Item
from tests.simulation.cloud.wire import Wire, answered
from tests.simulation.supplier_model import SUPPLIER, SupplierModel
from tests.simulation.world import CLARA, MACHINE, SEED_POLICY, World
from tests.support.in_turn import InTurn
from tests.support.keys import AUDIT_BUCKET
from tests.support.process_memory import forget_all
from tests.support.tables import STAGE
from tests.support.turning_clock import turning_clock

_FURNITURE: list[tuple[Table, Key, Item]] = []
_relevant_clauses = lru_cache(maxsize=1024)(retrieval.relevant_clauses)
_judge = lru_cache(maxsize=4096)(evaluation.judge)


@contextmanager
def world(seed: int = 0, *, model: bool = False) -> Iterator[World]:
    """A new world: empty tables, the seeded policy, a budget of 20,000 EUR for SALES-EU, the clock at its start.

    The sandbox sells in it, or the `model` of a supplier.
    """
    forget_all()
    with quiet_logs(), seeded_ids(seed), turning_clock() as clock, pytest.MonkeyPatch.context() as patch:
        patch.setattr(employees, "default_cost_centre", lambda: "SALES-EU")
        wire = Wire(foundation_tables(), foundation_queues(lambda: clock.time))
        known = {
            "userPoolId": "pool",
            "userPoolClientId": "client",
            "stateMachineArn": MACHINE,
            "auditBucket": AUDIT_BUCKET,
        }
        wire.parameters[f"/sojourn/{STAGE}/foundation"] = json.dumps(known)
        wire.tables.clear()
        wire.tables.committed = lambda _written: None
        supplier = SupplierModel(wire, lambda: clock.time) if model else None
        if supplier is not None:
            # Searched as the stage's own, and found again by the name on its offers.
            for sellers in (
                registry.FLIGHT_SUPPLIERS,
                registry.RAIL_SUPPLIERS,
                registry.STAY_SUPPLIERS,
                registry.CAR_SUPPLIERS,
            ):
                for name in ("sandbox", SUPPLIER):
                    patch.setitem(sellers, name, lambda: supplier)
            # Lines that nobody reads are not put into words either.
            patch.setattr(observability, "_write", lambda *_line: None)
            patch.setattr(observability, "_finish", lambda *_work: None)
            patch.setattr(observability, "_metrics", lambda *_measured: {})
            patch.setattr(observability, "_stack", lambda _error: "")
            # Pure functions of frozen values, over which the worlds ask the same again and again.
            patch.setattr(planning, "relevant_clauses", _relevant_clauses)
            patch.setattr(booking_evaluation, "judge", _judge)
        patch.setattr(worklist, "open_pool", InTurn)
        with answered(wire):
            with wire.quiet():
                _furnish(wire.tables)
            forget_all()  # furnishing the first has looked things up
            yield World(wire, clock, seed, supplier)
    forget_all()


def _furnish(tables: Tables) -> None:
    """The same rows in every world, which are therefore made once."""
    if not _FURNITURE:
        policies.publish_policy(CLARA, SEED_POLICY)
        budgets.create_budget("SALES-EU", "2027", Money(amount=2_000_000, currency="EUR"))
        _FURNITURE.extend(tables.snapshot())
    tables.restore(_FURNITURE)


@contextmanager
def seeded_ids(seed: int) -> Iterator[None]:
    """Let new ids and tokens be the same whenever the same seed is run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", Random(f"ids {seed}").randbytes)
        patch.setattr(ulid, "default_generator", ulid.ULIDGenerator())
        yield


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Keep the functions' own log lines out of the way; a test that fails says what it needs itself."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def all_bookings() -> list[Booking]:
    return [row.document for row in BookingRow.scan(BookingRow.document.exists())]
