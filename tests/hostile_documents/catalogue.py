"""All hostile documents, of every format."""

from tests.hostile_documents import docxs, pdfs, texts
from tests.hostile_documents.hostile import Hostile


def all_documents() -> list[Hostile]:
    """Return every document, none made yet."""
    return [*pdfs.documents(), *docxs.documents(), *texts.documents()]
