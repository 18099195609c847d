"""Who uploaded a version of a policy document is exported to them and forgotten with them; the document stays."""

from collections.abc import Iterator

import pytest

from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.models import policy_documents
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import ANNA
from tests.support.policy_document_samples import pending, policy_file
from tests.unit.services.privacy.privacy_samples import NOW, forget, held


@pytest.fixture(autouse=True)
def _cloud() -> Iterator[None]:
    with empty_cloud():
        yield


def test_uploads_are_exported_to_who_made_them_and_forgotten_with_them() -> None:
    document = policy_documents.add_document(pending(now=NOW))
    after = parsing.add_version(document, policy_file(), uploaded_by=ANNA.user_id, now=NOW)
    policy_documents.replace_document(document, after)

    exported = [each for each in held() if each["section"] == "policyDocuments"]
    erasure = forget()

    assert [each["id"] for each in exported] == [document.document_id]
    assert exported[0]["data"]["title"] == "Travel handbook"
    assert [each["version"] for each in exported[0]["data"]["versions"]] == [2]
    assert (erasure.status, erasure.counts["policyDocuments"]) == (ErasureStatus.DONE, 1)
    stored = policy_documents.get_document(document.document_id)
    assert [each.uploaded_by for each in stored.versions] == ["manager-1", None]
    assert stored.title == "Travel handbook"


@pytest.mark.parametrize("limit", [1, 2])
def test_document_of_more_versions_than_a_page_holds_is_one_entry(limit: int) -> None:
    document = policy_documents.add_document(pending(now=NOW))
    for _ in range(3):
        after = parsing.add_version(document, policy_file(), uploaded_by=ANNA.user_id, now=NOW)
        document = policy_documents.replace_document(document, parsing.expire_upload(after, after.newest.version, NOW))

    exported = [each for each in held(limit=limit) if each["section"] == "policyDocuments"]

    assert [[each["version"] for each in entry["data"]["versions"]] for entry in exported] == [[2, 3, 4]]
