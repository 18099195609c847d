"""What bookings count for, a row a booking and one for each group that it counts in, replaced in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from chalicelib import settings
from chalicelib.domain.reports.contribution import Contribution, Dimension, Entry
from chalicelib.domain.reports.measures import Measures
from chalicelib.gateways import secrets
from chalicelib.gateways.postgres import Connection, Database
from chalicelib.gateways.postgres_schema import quote_name, read
from chalicelib.gateways.reporting_copy.schema import MEASURES, name_schema

_KEYS = ("dimension", "group_key", "currency")
MOST_READ = 500  # bookings a statement, each of a dozen rows


class Copied(NamedTuple):
    """What a booking counts for in the copy, as of which of its versions."""

    version: int
    contribution: Contribution


class ReportingCopy(NamedTuple):
    """The copy of a stage, in a schema of its own."""

    database: Database
    schema: str

    def replace(
        self, booking_id: str, version: int, contribution: Contribution | None, *, although_later: bool = False
    ) -> bool:
        """Have a booking count for this as of a version, unless the copy has it of a later one; None: for nothing.
        Whether that changed anything. Raises Unavailable."""
        wanted = contribution.in_order() if contribution else None

        def work(connection: Connection) -> bool:
            connection.run("select pg_advisory_xact_lock(hashtext(:name))", name=f"{self.schema}/{booking_id}")
            known = self._find(connection, booking_id)
            if known is not None and known.version > version and not although_later:
                return False
            if wanted is None:
                self._delete(connection, booking_id)
                return known is not None
            if known == Copied(version, wanted):
                return False
            self._write(connection, booking_id, version, wanted, rewrite=known is not None)
            return known is None or known.contribution != wanted

        return self.database.transact(work)

    def list_month(self, month: str) -> dict[str, Copied]:
        """Return what each booking counts for in a month, such as `2027-03`. Raises Unavailable."""
        found: dict[str, Copied] = {}
        while True:
            page = self.database.transact(partial(self._read_page, month, max(found, default="")))
            found |= page
            if len(page) < MOST_READ:
                return found

    def _read_page(self, month: str, after: str, connection: Connection) -> dict[str, Copied]:
        """Return the bookings of a month that come after one, by their ids in the order of bytes."""
        columns = ", ".join((*_KEYS, *MEASURES))
        rows = read(
            connection,
            f"select booking_id, version, {columns} from (select booking_id, version from {self._table('bookings')}"  # noqa: S608  # nosec B608 - our tables
            ' where month = cast(:month as date) and booking_id collate "C" > :after'
            f' order by booking_id collate "C" limit {MOST_READ}) as page'
            f" left join {self._table('figures')} using (booking_id)",
            month=f"{month}-01",
            after=after,
        )
        return _gather(rows, month)

    def _table(self, name: str) -> str:
        return f"{quote_name(self.schema)}.{name}"

    def _find(self, connection: Connection, booking_id: str) -> Copied | None:
        columns = ", ".join((*_KEYS, *MEASURES))
        rows = read(
            connection,
            f"select booking_id, version, {columns}, month from {self._table('bookings')}"  # noqa: S608  # nosec B608 - our tables
            f" left join {self._table('figures')} using (booking_id) where booking_id = :booking",
            booking=booking_id,
        )
        if not rows:
            return None
        month: date = rows[0][-1]
        return _gather([row[:-1] for row in rows], f"{month:%Y-%m}")[booking_id]

    def _delete(self, connection: Connection, booking_id: str) -> None:
        connection.run(
            f"delete from {self._table('bookings')} where booking_id = :booking",  # noqa: S608  # nosec B608 - our table
            booking=booking_id,
        )

    def _write(
        self, connection: Connection, booking_id: str, version: int, contribution: Contribution, *, rewrite: bool
    ) -> None:
        if rewrite:  # its figures go with it
            self._delete(connection, booking_id)
        connection.run(
            f"insert into {self._table('bookings')} (booking_id, version, month)"  # noqa: S608  # nosec B608 - our table
            " values (:booking, :version, cast(:month as date))",
            booking=booking_id,
            version=version,
            month=f"{contribution.month}-01",
        )
        given = _to_columns(contribution.entries)
        kinds = dict.fromkeys(_KEYS, "text") | dict.fromkeys(MEASURES, "bigint")
        arrays = ", ".join(f"cast(:{name} as {kind}[])" for name, kind in kinds.items())
        connection.run(
            f"insert into {self._table('figures')} (booking_id, {', '.join(kinds)})"  # noqa: S608  # nosec B608 - our names
            f" select cast(:booking as text), {', '.join(kinds)} from unnest({arrays}) as given ({', '.join(kinds)})",
            booking=booking_id,
            **given,
        )


@cache
def current() -> ReportingCopy:
    """Return the copy of this stage."""
    return ReportingCopy(Database(secrets.reporting_secrets), name_schema(settings.current().stage))


def _to_columns(entries: Sequence[Entry]) -> Mapping[str, list[object]]:
    columns: dict[str, list[object]] = {
        "dimension": [each.dimension.value for each in entries],
        "group_key": [each.key for each in entries],
        "currency": [each.currency for each in entries],
    }
    return columns | {name: [getattr(each.measures, name) for each in entries] for name in MEASURES}


def _gather(rows: Sequence[Sequence[Any]], month: str) -> dict[str, Copied]:
    """Return what bookings count for, of rows with their id and version first; one that has no figures counts for
    nothing in its month."""
    versions: dict[str, int] = {}
    entries: dict[str, list[Entry]] = {}
    for booking_id, version, dimension, key, currency, *figures in rows:
        versions[booking_id] = int(version)
        mine = entries.setdefault(booking_id, [])
        if dimension is not None:
            measures = Measures(**dict(zip(MEASURES, map(int, figures), strict=True)))
            mine.append(Entry(dimension=Dimension(dimension), key=key, currency=currency, measures=measures))
    return {
        booking_id: Copied(version, Contribution(month=month, entries=tuple(entries[booking_id])).in_order())
        for booking_id, version in versions.items()
    }
