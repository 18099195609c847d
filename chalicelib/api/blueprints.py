"""Everything that the API serves, in the order in which its description lists it."""

from chalicelib.api import (
    approvals,
    bookings,
    budgets,
    calendars,
    compensations,
    consents,
    documents,
    employees,
    health,
    items,
    me,
    passengers,
    policies,
    privacy,
    progress,
    quotes,
    shares,
    suppliers,
    travel_credits,
    trips,
    webhooks,
)
from chalicelib.api.http.routing import ApiBlueprint
from chalicelib.api.openapi import docs
from chalicelib.api.openapi import document as openapi_document

BLUEPRINTS: tuple[ApiBlueprint, ...] = (
    bookings.blueprint,
    approvals.blueprint,
    quotes.blueprint,
    travel_credits.blueprint,
    suppliers.blueprint,
    progress.blueprint,
    trips.blueprint,
    shares.blueprint,
    items.blueprint,
    calendars.blueprint,
    documents.blueprint,
    passengers.blueprint,
    consents.blueprint,
    privacy.blueprint,
    policies.blueprint,
    budgets.blueprint,
    employees.blueprint,
    compensations.blueprint,
    webhooks.blueprint,
    me.blueprint,
    health.blueprint,
    openapi_document.blueprint,
    docs.blueprint,
)
