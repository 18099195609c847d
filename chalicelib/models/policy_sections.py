"""The table of what policy documents were parsed into: one row a section, by version of the document and place in it.

A row counts only once its version is said to be parsed, and only below the number of sections that it then has: what a
worker wrote that died is written over, or is never read.
"""

from collections.abc import Iterable, Iterator

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.errors import NotFound

# Of the texts of a page together: with their tables as well, far from the 6 MB that a function may answer.
MOST_LETTERS = 400_000


class PolicySectionRow(Model):
    """One section of one version of a document."""

    Meta = table_meta("policy-sections")

    document_version = UnicodeAttribute(hash_key=True, attr_name="documentVersion")
    position = NumberAttribute(range_key=True)
    section = StructAttribute[Section](Section)


def write_sections(document_id: str, version: int, sections: Iterable[Section]) -> None:
    """Write the sections of a version, over what is there; doing it again changes nothing."""
    with PolicySectionRow.batch_write() as batch:
        for each in sections:
            batch.save(PolicySectionRow(_key(document_id, version), each.position, section=each))


def get_section(document_id: str, version: int, position: int) -> Section:
    """Return a section. Raises NotFound."""
    try:
        return PolicySectionRow.get(_key(document_id, version), position, consistent_read=True).section
    except DoesNotExist:
        raise NotFound(f"There is no section {position} in version {version} of the document.") from None


def list_sections(
    document_id: str, version: int, *, count: int, limit: int, start: Cursor | None
) -> ResultPage[Section]:
    """Return one page of the first `count` sections of a version in their order, and the key after which the next one
    starts. A page of long sections ends early, so that it can be answered."""
    rows = PolicySectionRow.query(
        _key(document_id, version),
        PolicySectionRow.position < count,
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    found: list[Section] = []
    letters = 0
    for row in rows:
        found.append(row.section)
        letters += len(row.section.text)
        if letters >= MOST_LETTERS:
            return ResultPage(found, _after(row))
    return ResultPage(found, rows.last_evaluated_key)


def read_sections(document_id: str, version: int, *, count: int) -> Iterator[Section]:
    """Yield the first `count` sections of a version in their order, read consistently: they are indexed, and kept by
    the process that read them, right after they were written."""
    for row in PolicySectionRow.query(
        _key(document_id, version), PolicySectionRow.position < count, consistent_read=True
    ):
        yield row.section


def remove_sections(document_id: str, version: int) -> int:
    """Take all sections of a version away; how many there were. Harmless where there are none."""
    keys = ["documentVersion", "position"]
    rows = PolicySectionRow.query(_key(document_id, version), consistent_read=True, attributes_to_get=keys)
    removed = 0
    with PolicySectionRow.batch_write() as batch:
        for row in rows:
            batch.delete(row)
            removed += 1
    return removed


def _after(row: PolicySectionRow) -> Cursor:
    return {"documentVersion": {"S": row.document_version}, "position": {"N": str(int(row.position))}}


def _key(document_id: str, version: int) -> str:
    return f"{document_id}#{version}"
