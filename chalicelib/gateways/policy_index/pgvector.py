"""An index of policy documents in PostgreSQL with pgvector: a row a passage or heading, and one transaction a
document version.

Tables are made by `pgvector_schema`, which has other rights than whoever searches.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.domain.policy_documents.search import DocumentVersion, RankingMethod
from chalicelib.domain.policy_documents.section import Section
from chalicelib.gateways.policy_index.nearest import (
    Embedders,
    Found,
    Vector,
    best_of_sections,
    embed_question,
    embed_sections,
)
from chalicelib.gateways.policy_index.protocol import PassageRanking
from chalicelib.gateways.postgres import Connection, Database
from chalicelib.gateways.postgres_schema import quote_name, quote_text

Row = tuple[int, int, int, bool, str]

TABLE = "policy_passages"
MOST_WRITTEN = 200  # rows a statement
LONGEST_SEARCH = 2_000  # milliseconds a statement: somebody waits, and words answer otherwise
# How many passages are looked at, until there are as many sections as are wanted.
WIDTHS = (100, 1_000, 10_000, 100_000)
# Searches of the graph go on until there are enough rows of the versions asked for, and in the right order.
_EXACT = (
    "set local hnsw.iterative_scan = strict_order; set local hnsw.ef_search = 200;"
    " set local hnsw.max_scan_tuples = 1000000"
)


class PgvectorIndex(NamedTuple):
    """The index of a stage, in a schema of its own; `place` is what the setting calls it."""

    embedders: Embedders
    database: Database
    schema: str
    place: str = "pgvector"

    @property
    def name(self) -> str:
        """What vectors are made with, and where they lie."""
        return f"{self.place}/{self.embedders.name}"

    def add_document(self, document: DocumentVersion, sections: Sequence[Section]) -> None:
        """Have the passages of a document version found, instead of those that it had before. Raises Unavailable."""
        rows = [
            (
                each.passage.section.position,
                each.passage.start,
                each.passage.end,
                each.of_heading,
                _write_vector(each.vector),
            )
            for each in embed_sections(self.embedders, sections)
        ]
        version = _name_version(document.document_id, document.version)

        def replace(connection: Connection) -> None:
            self._delete(connection, version)
            for start in range(0, len(rows), MOST_WRITTEN):
                self._insert(connection, version, rows[start : start + MOST_WRITTEN])

        self.database.transact(replace)

    def remove_document(self, document_id: str, version: int) -> None:
        """Have the passages of a document version no longer found. Raises Unavailable."""
        self.database.transact(lambda connection: self._delete(connection, _name_version(document_id, version)))

    def search(self, question: str, documents: Sequence[DocumentVersion], limit: int) -> PassageRanking:
        """Return the best sections of these document versions. Raises Unavailable."""
        vector = embed_question(self.embedders, question) if documents and limit else None
        if vector is None:
            return PassageRanking((), RankingMethod.MEANING)
        versions = [_name_version(each.document_id, each.version) for each in documents]
        found = self.database.transact(
            lambda connection: self._find(connection, vector, versions, limit), milliseconds=LONGEST_SEARCH
        )
        return PassageRanking(best_of_sections(found, documents, limit), RankingMethod.MEANING)

    @property
    def _table(self) -> str:
        return f"{quote_name(self.schema)}.{TABLE}"

    def _delete(self, connection: Connection, version: str) -> None:
        """Delete the rows of a version; whoever writes the same version waits until we are done."""
        connection.run("select pg_advisory_xact_lock(hashtext(:name))", name=f"{self.schema}/{version}")
        connection.run(
            f"delete from {self._table} where model = :model and document_version = :version",  # noqa: S608  # nosec B608 - our table
            model=self.embedders.name,
            version=version,
        )

    def _insert(self, connection: Connection, version: str, rows: Sequence[Row]) -> None:
        positions, starts, ends, headings, vectors = zip(*rows, strict=True)
        connection.run(
            f"insert into {self._table}"  # noqa: S608  # nosec B608 - our table, values as parameters
            " (model, document_version, position, starts_at, ends_at, of_heading, embedding)"
            " select cast(:model as text), cast(:version as text), position, starts_at, ends_at, of_heading,"
            " cast(vector as vector)"
            " from unnest(cast(:positions as int[]), cast(:starts as int[]), cast(:ends as int[]),"
            " cast(:headings as boolean[]), cast(:vectors as text[]))"
            " as given (position, starts_at, ends_at, of_heading, vector)",
            model=self.embedders.name,
            version=version,
            positions=list(positions),
            starts=list(starts),
            ends=list(ends),
            headings=list(headings),
            vectors=list(vectors),
        )

    def _find(self, connection: Connection, vector: Vector, versions: Sequence[str], limit: int) -> list[Found]:
        """Return the passages nearest to a vector, of so many sections if there are."""
        connection.run(_EXACT)
        found: list[Found] = []
        for width in WIDTHS:
            found = list(self._query(connection, vector, versions, width))
            if len(found) < width or len({each.section for each in found}) >= limit:
                break
        return found

    def _query(self, connection: Connection, vector: Vector, versions: Sequence[str], most: int) -> Iterator[Found]:
        # In these very words an index of the model is made (`pgvector_schema`), and found again.
        distance = f"cast(embedding as vector({self.embedders.dimensions})) <=> cast(:question as vector)"
        rows = connection.run(
            "select document_version, position, starts_at, ends_at, of_heading,"  # noqa: S608  # nosec B608 - quoted, and numbers
            f" {distance} as distance from {self._table}"
            f" where model = {quote_text(self.embedders.name)} and document_version = any(cast(:versions as text[]))"
            f" order by {distance} limit {most}",
            question=_write_vector(vector),
            versions=list(versions),
        )
        for version, position, start, end, of_heading, away in rows or []:
            document_id, _, number = version.rpartition("#")
            yield Found(document_id, int(number), position, start, end, 1.0 - float(away), of_heading)


def name_schema(stage: str) -> str:
    """Return the schema in which a stage's tables are."""
    return f"sojourn_{stage}"


def _name_version(document_id: str, version: int) -> str:
    return f"{document_id}#{version}"


def _write_vector(vector: Vector) -> str:
    return f"[{','.join(map(repr, vector))}]"
