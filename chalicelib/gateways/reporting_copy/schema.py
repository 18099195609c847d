"""The tables and views of the copy, made and changed step by step by who owns them (`postgres_schema`).

Whoever reads reads views: tables may change from release to release, and views gain columns at their end.
"""

from collections.abc import Sequence

from chalicelib.domain.reports.contribution import Dimension
from chalicelib.domain.reports.measures import Measures
from chalicelib.gateways.postgres import Connection
from chalicelib.gateways.postgres_schema import Stepped, do_steps, quote_name, quote_text, read

MEASURES: tuple[str, ...] = Measures.__struct_fields__
# The figures that the first step knew; one that is added later stands in a step of its own.
_FIRST_MEASURES = ("bookings", "cancelled", "travellers", "journeys", "gross", "refunded", "by_credit", "fees",
                   "credited", "flights", "rail", "stays", "cars", "co2_grams", "compliant", "exceptions", "declined",
                   "lead_days", "compared", "missed_savings")  # fmt: skip
# By which view a dimension is read, and what its groups are called there.
VIEWS = {
    Dimension.COMPANY: ("figures_by_month", ""),
    Dimension.COST_CENTRE: ("figures_by_cost_centre", "cost_centre"),
    Dimension.TRAVELLER: ("figures_by_traveller", "traveller"),
    Dimension.ROUTE: ("figures_by_route", "route"),
    Dimension.CARRIER: ("figures_by_carrier", "carrier"),
}


def name_schema(stage: str) -> str:
    """Return the schema in which the copy of a stage is."""
    return f"sojourn_{stage}_reports"


def name_readers(schema: str) -> str:
    """Return the role that may read the views, to be granted to whoever shall."""
    return f"{schema}_readers"


def _make_view(dimension: Dimension) -> str:
    name, group = VIEWS[dimension]
    sums = ", ".join(f"sum(figures.{each})::bigint as {each}" for each in _FIRST_MEASURES)
    grouped = f"figures.group_key as {group}, " if group else ""
    return (
        f"create view {{schema}}.{name} as select bookings.month, {grouped}figures.currency::text as currency, {sums},"  # noqa: S608  # nosec B608 - our own names
        " sum(figures.gross - figures.refunded - figures.by_credit)::bigint as net"
        " from {schema}.figures join {schema}.bookings using (booking_id)"
        f" where figures.dimension = {quote_text(dimension.value)}"
        f" group by bookings.month, {'figures.group_key, ' if group else ''}figures.currency"
    )


STEPS: tuple[str, ...] = (
    """
    create table {schema}.bookings (
        booking_id text primary key,
        version bigint not null check (version > 0),
        month date not null check (extract(day from month) = 1),
        copied_at timestamptz not null default now()
    )
    """,
    "create index bookings_month on {schema}.bookings (month)",
    f"""
    create table {{schema}}.figures (
        booking_id text not null references {{schema}}.bookings on delete cascade,
        dimension text not null,
        group_key text not null,
        currency char(3) not null,
        {", ".join(f"{each} bigint not null" for each in _FIRST_MEASURES)},
        primary key (booking_id, dimension, group_key, currency)
    )
    """,
    *(_make_view(dimension) for dimension in VIEWS),
)


def migrate(connection: Connection, schema: str, *, writers: Sequence[str]) -> Stepped:
    """Bring the copy's schema to the last step, let `writers`, roles, keep it, and let those read its views who are
    granted the role of its readers. Within the transaction of `connection`, and good to do again."""
    done = do_steps(connection, schema, STEPS)
    quoted, readers = quote_name(schema), name_readers(schema)
    if not read(connection, "select 1 from pg_roles where rolname = :name", name=readers):
        connection.run(f"create role {quote_name(readers)} nologin")
    connection.run(f"grant usage on schema {quoted} to {quote_name(readers)}")
    for view, _ in VIEWS.values():
        connection.run(f"grant select on {quoted}.{view} to {quote_name(readers)}")
    for role in writers:
        connection.run(f"grant usage on schema {quoted} to {quote_name(role)}")
        for table in ("bookings", "figures"):
            connection.run(f"grant select, insert, update, delete on {quoted}.{table} to {quote_name(role)}")
    return done
