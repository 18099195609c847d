"""Publishing the travel policy and finding the version that counts."""

from functools import partial
from hashlib import sha256

import msgspec

from chalicelib import clock
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.policies.document import CitedClause, Policy, PolicyDraft
from chalicelib.domain.policies.validation import check, check_size
from chalicelib.domain.policies.versions import VersionStatus, status_of
from chalicelib.domain.value import Cursor
from chalicelib.domain.verdict import NO_CLAUSE
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import FieldError, InvalidInput, NotFound, PolicyMissing, VersionConflict
from chalicelib.gateways.cache import registry as cache
from chalicelib.models import budgets, policies
from chalicelib.models.policies import CitedDocumentChanged, PublishedVersion, VersionKey

# The years that trips can depart in, as far ahead as suppliers sell, and one more.
_YEARS_AHEAD = 3
_MOST_NAMED = 20


def publish_policy(identity: Identity, document: PolicyDraft, *, replaces: int | None = None) -> Policy:
    """Make `document` the next version of the travel policy; only a travel manager may.

    `replaces` is the newest version that the author has seen, 0 for none. The words of policy documents that clauses
    name as their sources are fixed as citations.

    Raises NotAllowed, InvalidInput with every error of the document, with every source whose words do not stand there
    or with every budget that it leaves without a rate, and VersionConflict when somebody else has published meanwhile.
    """
    identity.require(Role.TRAVEL_MANAGER)
    check(document)
    _check_budgets(document)
    # A document that it cites may change meanwhile, be it that another version of it has come.
    return until_kept(lambda: _publish(identity, document, replaces), CitedDocumentChanged)


def _publish(identity: Identity, document: PolicyDraft, replaces: int | None) -> Policy:
    # Those who only read the policy start without what publishing takes.
    from chalicelib.models.policy_documents import touch_document
    from chalicelib.services.policy_sources import cite_sources

    sources = cite_sources(document)
    newest = policies.find_newest_version()
    last = newest.version if newest else 0
    if replaces is not None and replaces != last:
        raise VersionConflict(f"The newest version of the travel policy is {last}, not {replaces}.")
    fields = {field: getattr(document, field) for field in PolicyDraft.__struct_fields__}
    policy = Policy(**fields, version=last + 1, citations=sources.citations)
    check_size(policy)
    digest = sha256(msgspec.json.encode(policy)).hexdigest()
    policies.add_policy(
        policy,
        digest=digest,
        published_by=identity.user_id,
        published_at=clock.now(),
        beside=[partial(touch_document, document=each) for each in sources.documents],
    )
    return policy


def get_policy(version: int | None = None) -> Policy:
    """Return this version of the travel policy, or the newest that is in effect today (UTC). Raises NotFound for an
    unknown version, PolicyMissing.

    Which one is in effect is asked every time, because a new policy must count for the very next verdict; its text is
    kept near, with its exchange rates, because a version never changes.
    """
    if version is not None:
        known = policies.find_known(version)
        return _read(known) if known else policies.read_version(version)
    newest = policies.find_newest_version(effective_on=clock.now().date())
    if newest is None:
        raise PolicyMissing("No travel policy is in effect.")
    return _read(newest)


def get_version(version: int) -> Policy:
    """Return one version of the travel policy, as everybody may read it who is signed in: bookings cite it. Raises
    NotFound, Unavailable."""
    return policies.read_version(version)


def list_versions(
    identity: Identity, *, limit: int, start: Cursor | None
) -> ResultPage[tuple[PublishedVersion, VersionStatus]]:
    """Return one page of the versions of the travel policy, newest first, and what each counts for today (UTC). Who
    published one is for travel managers; for others that is empty."""
    counting = policies.list_versions_that_count(clock.now().date())
    in_effect = policies.find_newest_version(effective_on=clock.now().date())
    found = policies.list_published(limit=limit, start=start)
    may_see_publisher = identity.has(Role.TRAVEL_MANAGER)
    return ResultPage(
        [
            (
                each if may_see_publisher else each._replace(published_by=""),
                status_of(each.version, in_effect.version if in_effect else None, counting),
            )
            for each in found.rows
        ],
        found.next,
    )


def check_rate(currency: str) -> None:
    """Raise InvalidInput for a currency that the policy in effect, or one that will be, has no rate for: what is to be
    spent in it could be compared with nothing."""
    for version in policies.list_versions_that_count(clock.now().date()):
        policy = get_policy(version)  # which is known: it was listed
        if policy.rate(currency) is None:
            known = ", ".join(sorted({policy.currency, *(rate.currency for rate in policy.rates)}))
            raise InvalidInput(
                "There is no exchange rate for this currency.",
                [
                    FieldError(
                        "/limit/currency", f"the travel policy, version {version}, has no rate for it; it has {known}"
                    )
                ],
            )


def _check_budgets(document: PolicyDraft) -> None:
    """Raise InvalidInput when `document` has no rate for a currency that budgets are in which trips can still need."""
    known = {document.currency, *(rate.currency for rate in document.rates)}
    without: dict[str, list[str]] = {}
    this_year = clock.now().year
    for period in range(this_year, this_year + _YEARS_AHEAD):
        for budget in budgets.list_every_budget(str(period)):
            if budget.limit.currency not in known:
                without.setdefault(budget.limit.currency, []).append(f"{budget.cost_centre} for {budget.period}")
    if without:
        raise InvalidInput(
            "The travel policy leaves budgets without an exchange rate.",
            [FieldError("/rates", _name_budgets(currency, names)) for currency, names in sorted(without.items())],
        )


def _name_budgets(currency: str, names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"must have a rate for {currency}: the budgets of {', '.join(names[:_MOST_NAMED])}{more} are in it"


def find_cited_clause(version: int, number: str) -> CitedClause | None:
    """Return a clause of a version of the travel policy in its own words; None where there is none, as of a budget that
    holds whatever the policy says."""
    if number == NO_CLAUSE:
        return None
    try:
        policy = get_policy(version)
    except NotFound:
        return None
    return policy.cited_clause(number)


def _read(key: VersionKey) -> Policy:
    """Return a version's text, which may be kept near: under this key it never changes."""
    return cache.current().read(f"policy/{key.version}/{key.digest}", Policy, lambda: policies.get_version(key.version))
