"""Deleting policy documents, or single versions of them: gone for everybody at once; the sweeper removes what is left.
What the travel policy cites stays."""

from collections.abc import Collection

from chalicelib import clock
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import PolicyDocument
from chalicelib.errors import Conflict, NotFound
from chalicelib.models import policies
from chalicelib.services.policy_documents.changes import change_document


def delete_document(identity: Identity, document_id: str, *, expected: int | None) -> None:
    """Delete a document with all its versions; `expected` is the revision that the caller has seen, None for any.

    Raises NotAllowed, NotFound, VersionConflict, Conflict while a travel policy that counts cites it.
    """
    identity.require(Role.TRAVEL_MANAGER)

    def change(before: PolicyDocument) -> PolicyDocument:
        if before.deleted:
            raise NotFound(f"There is no policy document {document_id}.")
        parsing.require_revision(before, expected)
        _require_uncited(before, [each.version for each in before.versions])
        return parsing.delete_document(before, clock.now())

    change_document(document_id, change)


def delete_version(identity: Identity, document_id: str, version: int, *, expected: int | None) -> None:
    """Delete one version of a document; the last one that there is, and the document is deleted. Raises as
    `delete_document`."""
    identity.require(Role.TRAVEL_MANAGER)

    def change(before: PolicyDocument) -> PolicyDocument:
        if before.find(version) is None:
            raise NotFound(f"There is no version {version} of the policy document {document_id}.")
        parsing.require_revision(before, expected)
        _require_uncited(before, [version])
        return parsing.delete_version(before, version, clock.now())

    change_document(document_id, change)


def _require_uncited(document: PolicyDocument, versions: Collection[int]) -> None:
    """Raise Conflict when the travel policy in effect, or one that will be, cites one of these versions."""
    citing = [
        (policy.version, each)
        for policy in map(policies.get_version, policies.list_versions_that_count(clock.now().date()))
        for each in policy.citations
        if each.citation.document_id == document.document_id and each.citation.version in versions
    ]
    if citing:
        policy_version, first = citing[0]
        raise Conflict(
            f"Clause {first.clause} of the travel policy, version {policy_version}, cites version "
            f"{first.citation.version} of this document. Publish a travel policy that does not cite it first."
        )
