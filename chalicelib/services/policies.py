"""Publishing the travel policy and finding the version that counts."""

from functools import lru_cache
from hashlib import sha256

import msgspec

from chalicelib import clock
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.policies.document import Policy, PolicyDocument
from chalicelib.domain.policies.validation import check
from chalicelib.errors import PolicyMissing, VersionConflict
from chalicelib.models import policies
from chalicelib.models.policies import VersionKey


def publish_policy(identity: Identity, document: PolicyDocument, *, replaces: int | None = None) -> Policy:
    """Make `document` the next version of the travel policy; only a travel manager may.

    `replaces` is the newest version that the author has seen, 0 for none. Raises NotAllowed, InvalidInput with every
    error of the document, and VersionConflict when somebody else has published meanwhile.
    """
    identity.require(Role.TRAVEL_MANAGER)
    check(document)
    newest = policies.find_newest_version()
    last = newest.version if newest else 0
    if replaces is not None and replaces != last:
        raise VersionConflict(f"The newest version of the travel policy is {last}, not {replaces}.")
    fields = {field: getattr(document, field) for field in PolicyDocument.__struct_fields__}
    policy = Policy(**fields, version=last + 1)
    digest = sha256(msgspec.json.encode(policy)).hexdigest()
    policies.add_policy(policy, digest=digest, published_by=identity.user_id, published_at=clock.now())
    return policy


def get_policy(version: int | None = None) -> Policy:
    """Return this version of the travel policy, or the newest that is in effect today (UTC). Raises NotFound for an
    unknown version, PolicyMissing.

    Which one is in effect is asked every time, because a new policy must count for the very next verdict; its text is
    kept by the process, because a version never changes.
    """
    if version is not None:
        return policies.get_version(version)
    newest = policies.find_newest_version(effective_on=clock.now().date())
    if newest is None:
        raise PolicyMissing("No travel policy is in effect.")
    return _read(newest)


@lru_cache(maxsize=4)
def _read(key: VersionKey) -> Policy:
    return policies.get_version(key.version)
