"""The queries of Logs Insights that the runbook names, saved beside the log groups in the folder of the stage."""

from typing import NamedTuple

from infra import policies
from infra.gateway_logs import GROUPS
from infra.templates import Value, identify, resource, sub

FOLDER = "sojourn/${Stage}"
FUNCTION_GROUPS = tuple(f"/aws/lambda/sojourn-${{Stage}}-{function}" for function in policies.GRANTS)
GATEWAY_GROUPS = tuple(GROUPS.values())


class Query(NamedTuple):
    """A saved query: what it is called, and what it asks which log groups."""

    name: str
    text: str
    groups: tuple[str, ...] = FUNCTION_GROUPS


QUERIES = (
    Query(
        "booking",
        """fields @timestamp, operation, level, message, outcome, error, reason, requestId
| filter bookingId = "bkg_..." or touchedId = "bkg_..."
| sort @timestamp asc
| limit 1000""",
    ),
    Query(
        "call",
        """fields @timestamp, operation, level, message, outcome, statusCode, duration, error, reason, stack
| filter requestId = "..."
| sort @timestamp asc""",
    ),
    Query(
        "errors",
        """filter level = "ERROR"
| stats count(*) as lines, max(@timestamp) as latest by operation, error, message
| sort lines desc""",
    ),
    Query(
        "exceptions",
        """filter level = "ERROR" and ispresent(stack)
| fields @timestamp, operation, error, reason, stack, bookingId, requestId, messageId
| sort @timestamp desc
| limit 200""",
    ),
    Query(
        "ended by Lambda",
        """filter @message like /Task timed out|Runtime exited|Runtime\\.[A-Z]|in import_module/
| fields @timestamp, @log, @message
| sort @timestamp desc
| limit 200""",
    ),
    Query(
        "slow operations",
        """filter ispresent(duration) and ispresent(outcome)
| stats count(*) as calls, pct(duration, 50) as p50, pct(duration, 95) as p95, max(duration) as longest by operation
| sort p95 desc""",
    ),
    Query(
        "cold starts",
        """filter @type = "REPORT"
| stats count(*) as calls, count(@initDuration) as starts, pct(@initDuration, 95) as p95, max(@maxMemoryUsed / 1000000)
  as megabytes by @log
| sort starts desc""",
    ),
    Query(
        "not done",
        """filter level = "ERROR" and message like
  /not done|not listed|not put off|not anchored|not followed up|rows unreadable/
| fields @timestamp, operation, message, error, reason, bookingId, documentId, subjectId, erasureId, tableName, rowKeys
| sort @timestamp desc
| limit 200""",
    ),
    Query(
        "delayed bookings",
        """filter operation = "delay_step" and ispresent(outcome)
| stats count(*) as tries, latest(outcome) as outcome, latest(code) as code by bookingId, step
| sort tries desc""",
    ),
    Query(
        "overdue approvals",
        """filter ispresent(ApprovalsOverdue)
| fields @timestamp, bookingId, operation
| sort @timestamp desc
| limit 200""",
    ),
    Query(
        "webhooks",
        """filter operation = "queue.webhooks" and ispresent(webhookId)
| stats count(*) as tries, pct(duration, 95) as p95, latest(statusCode) as statusCode by webhookId
| sort p95 desc""",
    ),
    Query(
        "model readings",
        """filter message like /read by a model/
| stats count(*) as words, sum(modelInput) as tokensIn, sum(modelOutput) as tokensOut, pct(duration, 95) as p95
  by modelId, reason
| sort words desc""",
    ),
    Query(
        "model answers",
        """filter message like /answered by a model/
| stats count(*) as questions, sum(modelInput) as tokensIn, sum(modelOutput) as tokensOut, pct(duration, 95) as p95,
  sum(turns) as allTurns, sum(callsRefused) as refused, sum(forged) as forgedHandles
  by modelId, reason
| sort questions desc""",
    ),
    Query(
        "failed requests",
        """filter status >= 500
| stats count(*) as calls, latest(requestId) as latestRequest
  by httpMethod, resourcePath, routeKey, status, error, integrationStatus
| sort calls desc""",
        GATEWAY_GROUPS,
    ),
    Query(
        "refused requests",
        """filter status >= 400 and status < 500
| stats count(*) as calls by httpMethod, resourcePath, routeKey, status, error, authorizerError
| sort calls desc""",
        GATEWAY_GROUPS,
    ),
    Query(
        "slow requests",
        """filter ispresent(responseLatency)
| stats count(*) as calls, pct(responseLatency, 50) as p50, pct(responseLatency, 95) as p95,
  pct(integrationLatency, 95) as integration by httpMethod, resourcePath
| sort p95 desc""",
        GATEWAY_GROUPS,
    ),
)


def resources() -> dict[str, Value]:
    """Return every saved query. The embedded cloud's CloudFormation knows none."""
    return {identify(query.name.replace(" ", "-"), "Query"): _save(query) for query in QUERIES}


def _save(query: Query) -> Value:
    made = resource(
        "Logs::QueryDefinition",
        {
            "Name": sub(f"{FOLDER}/{query.name}"),
            "QueryString": query.text,
            "LogGroupNames": [sub(group) for group in query.groups],
        },
    )
    return {"Condition": "OnAws", **made}
