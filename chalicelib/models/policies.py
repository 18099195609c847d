"""The policies table: every version of the travel policy that was ever published. Rows are added and never changed."""

from datetime import date, datetime
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.models import Model

from chalicelib.domain.policies.document import Policy
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import NotFound, VersionConflict

# One company, one travel policy; the key leaves room for others.
_TRAVEL = "travel"


class PolicyRow(Model):
    """One version; `document` is the whole policy, the other attributes are what is asked of it without reading it."""

    Meta = table_meta("policies")

    policy_id = UnicodeAttribute(hash_key=True, attr_name="policyId")
    version = NumberAttribute(range_key=True)
    effective_from = UnicodeAttribute(attr_name="effectiveFrom")
    digest = UnicodeAttribute()
    published_by = UnicodeAttribute(attr_name="publishedBy")
    published_at = TimeAttribute(attr_name="publishedAt")
    document = StructAttribute[Policy](Policy)


class VersionKey(NamedTuple):
    """A version and the digest of what it says: together they name a policy that never changes."""

    version: int
    digest: str


def add_policy(policy: Policy, *, digest: str, published_by: str, published_at: datetime) -> None:
    """Store a new version. Raises VersionConflict when there is one of its number already."""
    row = PolicyRow(
        _TRAVEL,
        policy.version,
        effective_from=policy.effective_from.isoformat(),
        digest=digest,
        published_by=published_by,
        published_at=published_at,
        document=policy,
    )
    try:
        row.save(condition=PolicyRow.policy_id.does_not_exist())
    except PutError as error:
        if not is_condition_failed(error):
            raise
        raise VersionConflict(f"Version {policy.version} of the travel policy has just been published.") from None


def find_newest_version(effective_on: date | None = None) -> VersionKey | None:
    """Return the newest version, of those that count on `effective_on` if it is given; read consistently, without the
    text."""
    rows = PolicyRow.query(
        _TRAVEL,
        scan_index_forward=False,
        consistent_read=True,
        page_size=1 if effective_on is None else 5,
        attributes_to_get=["version", "effectiveFrom", "digest"],
    )
    for row in rows:
        if effective_on is None or date.fromisoformat(row.effective_from) <= effective_on:
            return VersionKey(int(row.version), row.digest)
    return None


def list_versions_that_count(today: date) -> list[int]:
    """Return the version in effect on `today`, if there is one, and those that will be on some later day; read
    consistently."""
    rows = PolicyRow.query(
        _TRAVEL,
        scan_index_forward=False,
        consistent_read=True,
        attributes_to_get=["version", "effectiveFrom"],
    )
    found: list[int] = []
    earliest = date.max
    for row in rows:
        effective_from = date.fromisoformat(row.effective_from)
        if effective_from < earliest:
            found.append(int(row.version))
            earliest = effective_from
        if earliest <= today:
            break
    return found


def get_version(version: int) -> Policy:
    """Return one version of the travel policy. Raises NotFound."""
    try:
        return PolicyRow.get(_TRAVEL, version).document
    except DoesNotExist:
        raise NotFound(f"There is no version {version} of the travel policy.") from None
