"""The alarms: what each looks at, and from which value on. docs/runbook.md has a page for each of them."""

from collections.abc import Collection

from infra.foundation import logs, queues
from infra.templates import Value, identify, name_of, resource
from infra.workflow.alarm_kinds import (
    A_DAY,
    A_MINUTE,
    AN_HOUR,
    Alarm,
    Formula,
    describe,
    notifies,
    of_account,
    of_api,
    of_function,
    of_lines,
    of_operation,
    of_stage,
    of_workflow,
    on_backlog,
    on_backups,
    on_dead_letters,
    on_oldest_due,
    on_oldest_message,
    render,
)

COMPOSITE = "something-is-wrong"
# Of a handful of calls one is a fifth or a half: below this many a rate says nothing.
FEW_REQUESTS, FEWER_REQUESTS = 100, 20

_LINES = (
    Alarm(
        "exceptions",
        "Functions end in errors that nobody foresaw, run out of time or memory, or do not start.",
        of_lines(logs.EXCEPTIONS),
        threshold=5,
    ),
    Alarm("errors", "Functions write lines at ERROR.", of_lines(logs.ERRORS), threshold=5),
    Alarm(
        "errors-burst",
        "Functions write more than ten lines at ERROR in a minute.",
        of_lines(logs.ERRORS),
        threshold=11,
        seconds=A_MINUTE,
    ),
    Alarm(
        "error-rate",
        "One of twenty requests, steps and messages ends in an error that nobody foresaw.",
        Formula(
            f"IF(requests >= {FEWER_REQUESTS}, 100 * errors / requests, 0)",
            {"requests": of_stage("Requests"), "errors": of_stage("Errors")},
        ),
        threshold=5,
        page="errors-burst",
    ),
    Alarm(
        "compensation-required",
        "The compensation of a booking failed; it is tried again by itself.",
        of_lines(logs.COMPENSATION_REQUIRED),
        seconds=A_MINUTE,
        informs=True,
    ),
    Alarm(
        "budget-threshold-reached",
        "A cost centre has used its travel budget up to a threshold.",
        of_lines(logs.BUDGET_THRESHOLD),
        seconds=A_MINUTE,
        informs=True,
    ),
)

_API = (
    Alarm("api-errors", "Requests are answered by 5xx.", of_api("5XXError"), threshold=5),
    Alarm(
        "api-error-rate",
        "One of a hundred requests is answered by 5xx.",
        Formula(
            f"IF(requests >= {FEW_REQUESTS}, 100 * failed / requests, 0)",
            {"requests": of_api("Count"), "failed": of_api("5XXError")},
        ),
        page="api-errors",
    ),
    # Of the function, and not of the gateway: there a stream takes as long as somebody watches.
    Alarm(
        "api-slow",
        "For a quarter of an hour one request of twenty has taken longer than a second.",
        Formula(
            f"IF(requests >= {FEWER_REQUESTS}, duration, 0)",
            {"requests": of_api("Count"), "duration": of_function("Duration", "api_handler", "p95")},
        ),
        threshold=1_000,
        periods=3,
    ),
)

_FUNCTIONS = (
    Alarm(
        "api-handler-slow",
        "A request has kept the API's function busy for more than ten seconds, twice within a quarter of an hour.",
        of_function("Duration", "api_handler", "Maximum"),
        threshold=10_000,
        periods=3,
        datapoints=2,
    ),
    Alarm(
        "planning-slow",
        "Planning a trip has taken more than ten seconds, twice within a quarter of an hour.",
        of_function("Duration", "step_plan", "Maximum"),
        threshold=10_000,
        periods=3,
        datapoints=2,
    ),
    Alarm(
        "functions-throttled",
        "Lambda refuses calls: functions are at the limit of the account, or at their own.",
        of_account("Throttles"),
        threshold=10,
    ),
    Alarm(
        "functions-concurrency",
        "The account's functions use four fifths of what may run at once.",
        Formula("100 * running / ${AccountConcurrency}", {"running": of_account("ConcurrentExecutions", "Maximum")}),
        threshold=80,
    ),
    Alarm(
        "heartbeat-errors",
        "The heartbeat, which keeps WebSocket connections open, fails.",
        of_function("Errors", "heartbeat"),
        threshold=3,
        seconds=AN_HOUR // 2,
    ),
    Alarm(
        "sweeper-errors",
        "The sweeper, which retries pending work, fails.",
        of_function("Errors", "sweeper"),
        threshold=3,
    ),
    Alarm(
        "sweeper-silent",
        "The sweeper, which runs every minute, has not run for ten minutes.",
        of_function("Invocations", "sweeper"),
        periods=2,
        too_little=True,
    ),
    Alarm(
        "nightly-errors",
        "The nightly job, which removes expired data and finishes erasures, fails.",
        of_function("Errors", "nightly"),
        seconds=AN_HOUR,
    ),
    Alarm(
        "anchor-audit-errors",
        "The hourly job, which anchors the audit, fails: until it works again nobody notices a chain written anew.",
        of_function("Errors", "anchor_audit"),
        seconds=AN_HOUR,
    ),
    Alarm(
        "rotate-secret-errors",
        "A secret could not be rotated; the value before stays good.",
        of_function("Errors", "rotate_secret"),
        seconds=AN_HOUR,
    ),
    Alarm(
        "search-policies-errors",
        "The function that searches the policy fails: searches are answered by words alone.",
        of_function("Errors", "search_policies"),
    ),
)

# A backup that does not begin within its hour has expired; a copy goes to the second region.
_BACKUPS = (
    on_backups("backups-failed", "A backup of a table failed.", "NumberOfBackupJobsFailed"),
    on_backups("backups-expired", "A backup of a table did not begin in time.", "NumberOfBackupJobsExpired"),
    on_backups("backup-copies-failed", "A copy of a backup to the second region failed.", "NumberOfCopyJobsFailed"),
)

_TABLES = (
    Alarm(
        "tables-throttled",
        "DynamoDB refuses calls of the functions because there are too many of them.",
        of_stage("TableThrottles"),
        threshold=10,
    ),
    Alarm(
        "rows-unreadable",
        "Rows cannot be read: lists say only which, and what is to be done with them is not done.",
        of_stage("UnreadableRows"),
    ),
)

_WORKFLOW = (
    Alarm(
        "bookings-failed", "The booking workflow failed outside its own compensation.", of_workflow("ExecutionsFailed")
    ),
    Alarm(
        "bookings-timed-out",
        "A booking workflow timed out.",
        of_workflow("ExecutionsTimedOut"),
        page="bookings-aborted",
    ),
    Alarm("bookings-aborted", "Somebody stopped a booking workflow.", of_workflow("ExecutionsAborted")),
    Alarm(
        "bookings-throttled",
        "Step Functions slows the booking workflow down.",
        of_workflow("ExecutionThrottled"),
        threshold=10,
    ),
)

_WORK = (
    on_oldest_due("work-overdue", "A booking, an event or a webhook's delivery has been due for 15 minutes", "sweep"),
    on_oldest_due("documents-overdue", "A document has been due for a quarter of an hour", "cleanUpDocuments"),
    on_oldest_due(
        "imports-overdue", "An import of people has been due for a quarter of an hour", "importPeople"
    )._replace(page="documents-overdue"),
    on_oldest_due(
        "nightly-overdue", "What the nightly job has to do has been due for two days", "purgeExpired"
    )._replace(threshold=2 * A_DAY),
    Alarm(
        "audit-unanchored",
        "A change of a booking has not been anchored for three hours.",
        of_operation("AuditUnanchoredSeconds", "anchorAudit", "Maximum"),
        threshold=3 * AN_HOUR,
        seconds=AN_HOUR,
    ),
    Alarm(
        "report-differences",
        "Reports of spend and compliance were not what the bookings come to; they were put right.",
        of_operation("ReportDifferences", "recountReports"),
        seconds=AN_HOUR,
    ),
    Alarm(
        "approvals-blocked",
        "Nobody can answer an approval request: a pool has nobody who may decide.",
        of_operation("ApprovalsBlocked", "sweep"),
    ),
    Alarm(
        "bookings-delayed",
        "Three bookings within an hour began to wait for a supplier, or another system, that is away.",
        of_operation("BookingsDelayed", "delay_step"),
        threshold=3,
        seconds=AN_HOUR,
    ),
    Alarm(
        "approvals-overdue",
        "Five approval requests within an hour were not decided in time: they were escalated, or expired.",
        of_stage("ApprovalsOverdue"),
        threshold=5,
        seconds=AN_HOUR,
        informs=True,
    ),
    Alarm(
        "compensation-waits",
        "A booking has waited for its compensation for an hour; somebody has to ask the supplier.",
        of_operation("CompensationOldestSeconds", "sweep", "Maximum"),
        threshold=AN_HOUR,
    ),
    Alarm(
        "assistant-models-failed",
        "Five questions to the assistant within an hour were not answered by a model; rules answered instead.",
        of_stage("AssistantModelsFailed"),
        threshold=5,
        seconds=AN_HOUR,
        informs=True,
    ),
    Alarm(
        "looks-refused",
        "Twenty looks at positions of travellers within an hour were refused: somebody may be trying whose they see.",
        of_stage("LooksRefused"),
        threshold=20,
        seconds=AN_HOUR,
        informs=True,
    ),
    Alarm(
        "webhooks-disabled",
        "A webhook was disabled because its receiver is gone or failed for three days.",
        of_operation("WebhooksDisabled", "queue.webhooks"),
        informs=True,
    ),
    Alarm(
        "supplier-notice-put-aside",
        "A supplier's notice was put aside: a travel manager has to accept or dismiss it.",
        of_operation("SupplierNoticesPutAside", "receive_notice"),
        informs=True,
    ),
)

_QUEUES = tuple(make(queue) for make in (on_dead_letters, on_oldest_message, on_backlog) for queue in queues.QUEUES)

# Which of them are made only where that queue is asked. Its dead letters are watched by every deployment.
OF_INTAKE = frozenset({"BookingsLateAlarm", "BookingsBacklogAlarm"})

# An alarm that changed its id would be made a second time under the name that the first has.
_OLD_IDS = {"supplier-notice-put-aside": "SupplierNoticeAlarm", "budget-threshold-reached": "BudgetThresholdAlarm"}

ALARMS = {
    _OLD_IDS.get(alarm.name, identify(alarm.name, "Alarm")): alarm
    for alarm in (*_QUEUES, *_LINES, *_API, *_FUNCTIONS, *_TABLES, *_BACKUPS, *_WORKFLOW, *_WORK)
}


def resources() -> dict[str, Value]:
    """Return every alarm, and the one that says that any of them rings."""
    made = {name: render(alarm) for name, alarm in ALARMS.items()}
    asked = {name: {"Condition": "AsksIntake", **made[name]} for name in OF_INTAKE}
    return made | asked | {"SomethingIsWrongAlarm": _compose()}


def _any_of(names: Collection[str]) -> Value:
    return {"Fn::Sub": " OR ".join(f'ALARM("${{{name}}}")' for name in ALARMS if name in names)}


def _compose() -> Value:
    """Return the alarm that rings while any of the others does that somebody has to do something about.

    The embedded cloud's CloudFormation knows no composite alarm.
    """
    wrong = [name for name, alarm in ALARMS.items() if not alarm.informs]
    made = resource(
        "CloudWatch::CompositeAlarm",
        {
            "AlarmName": name_of(COMPOSITE),
            "AlarmDescription": describe("One or more alarms ring that need somebody.", COMPOSITE),
            "AlarmRule": {"Fn::If": ["AsksIntake", _any_of(wrong), _any_of(set(wrong) - OF_INTAKE)]},
            **notifies(),
        },
    )
    return {"Condition": "OnAws", **made}
