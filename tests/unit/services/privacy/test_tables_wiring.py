"""That nothing about a person is forgotten: every table is exported and erased, or says why it is not."""

from pathlib import Path
from pkgutil import iter_modules

from chalicelib import models
from chalicelib.services.privacy import erasure, export, positions
from tests.support.forgetting import NOT_ERASED, NOT_EXPORTED, models_used, services_used


def all_models() -> set[str]:
    return {each.name for each in iter_modules(models.__path__)}


def test_every_table_is_exported_or_says_why_not() -> None:
    exported = models_used(Path(export.__file__)) | models_used(Path(positions.__file__))

    assert exported | NOT_EXPORTED.keys() == all_models()
    assert not exported & NOT_EXPORTED.keys()


def test_every_table_is_erased_or_says_why_not() -> None:
    itself = Path(erasure.__file__)
    erased = models_used(itself).union(*(models_used(file) for file in services_used(itself)))

    assert all_models() - erased - NOT_ERASED.keys() == set()
    assert not models_used(itself) & NOT_ERASED.keys()
    assert NOT_ERASED.keys() <= all_models()
