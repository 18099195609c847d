"""A table: notes that a person keeps."""

from tests.recipes.recipe import Added, Edited, Recipe, Written

_TABLES = "tests/unit/models/test_tables_wiring.py"
_PEOPLE = "tests/unit/services/privacy/test_tables_wiring.py"
_CODE = '''"""The table of notes that people keep."""

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

from chalicelib.dynamodb.tables import table_meta


class NoteRow(Model):
    """One note."""

    Meta = table_meta("notes")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    note_id = UnicodeAttribute(range_key=True, attr_name="noteId")
    text = UnicodeAttribute()


def list_notes(user_id: str) -> list[tuple[str, str]]:
    """Return ids and texts of a person's notes."""
    return [(row.note_id, row.text) for row in NoteRow.query(user_id)]


def delete_notes(user_id: str) -> int:
    """Delete a person's notes; how many there were."""
    rows = list(NoteRow.query(user_id))
    for row in rows:
        row.delete()
    return len(rows)
'''
_EXPORTED = """def _notes(walk: Walk) -> ResultPage[ExportEntry]:
    found = list_notes(walk.user_id)
    return ResultPage([ExportEntry(section="notes", id=note_id, data={"text": text}) for note_id, text in found], None)


"""
_ERASED = """def _erase_notes(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    return delete_notes(user_id), None


"""

RECIPE = Recipe(
    "A table",
    (
        Added(
            "chalicelib/models/notes.py",
            _CODE,
            f"{_TABLES}::test_every_table_is_keyed_and_indexed_as_it_is_deployed",
        ),
        Edited(
            "infra/foundation/tables.py",
            '    Table("policies"',
            '    Table("notes", "userId", "noteId"),\n',
            f"{_TABLES}::test_every_table_is_keyed_and_indexed_as_it_is_deployed",
        ),
        Edited(
            "infra/policies.py",
            "PRIVACY = (",
            'ERASING = (*ERASING, "table:query:notes", "table:delete:notes")\n',
            f"{_TABLES}::test_every_table_is_granted_to_a_function_and_no_other_is",
        ),
        Written(
            "tests/golden/policies-prod.json",
            "infra.policy_files",
            "tests/test_wiring.py::test_the_rights_that_reviewers_read_are_those_of_the_table_and_of_app",
        ),
        Edited(
            "chalicelib/services/privacy/erasure.py",
            "from chalicelib.models.passengers",
            "from chalicelib.models.notes import delete_notes\n",
            f"{_PEOPLE}::test_every_table_is_erased_or_says_why_not",
        ),
        Edited(
            "chalicelib/services/privacy/erasure.py",
            "STEPS = (",
            _ERASED,
            f"{_PEOPLE}::test_every_table_is_erased_or_says_why_not",
        ),
        Edited(
            "chalicelib/services/privacy/erasure.py",
            '    ErasureStep("quotes"',
            '    ErasureStep("notes", _erase_notes),\n',
            f"{_PEOPLE}::test_every_table_is_erased_or_says_why_not",
        ),
        Edited(
            "chalicelib/services/privacy/export.py",
            "from chalicelib.models.passengers",
            "from chalicelib.models.notes import list_notes\n",
            f"{_PEOPLE}::test_every_table_is_exported_or_says_why_not",
        ),
        Edited(
            "chalicelib/services/privacy/export.py",
            "_SECTIONS: ",
            _EXPORTED,
            f"{_PEOPLE}::test_every_table_is_exported_or_says_why_not",
        ),
        Edited(
            "chalicelib/services/privacy/export.py",
            '    "quotes"',
            '    "notes": _notes,\n',
            f"{_PEOPLE}::test_every_table_is_exported_or_says_why_not",
        ),
        Edited(
            "docs/data.md",
            "| `policies` | a version",
            "| `notes` | a note | `userId`, `noteId` | 0.2 kB, 2 kB | a note | stays when the stack goes | removed |\n",
            "tests/unit/test_data_docs.py::test_every_table_is_there_in_the_order_of_the_foundation",
        ),
    ),
)
