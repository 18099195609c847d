"""The booking workflow as Step Functions runs it: each state a line of one table, what they share said once.

`definition` is the Amazon States Language. Each task is a Lambda function of the same name; CloudFormation puts its ARN
in the place of `${step_...}`.
"""

import json
from typing import Any

State = dict[str, Any]

A_YEAR = 31_536_000
STEP_SECONDS = 70  # longer than the function of any step may run
OUTCOME = "$.outcome"  # what a step says
DECISION = "$.answer.decision"  # what a person said, or what it means that nobody did

# What trying again cannot mend: the domain's refusals, by the names of their classes.
REFUSALS = ["NotFound", "PolicyMissing", "InvalidInput", "AmbiguousRequest", "UnreadableInput", "BodyTooLarge",
            "NotAllowed", "RightEnded", "RequesterLeft", "TravellerLeft", "TravellerErased", "ArrangementEnded",
            "Conflict", "MoveNotAllowed", "BudgetExceeded", "ReservationLimit", "PersonErased", "SoldOut",
            "OfferExpired", "HoldExpired", "HoldReleased", "OrderCancelled", "QuoteExpired", "QuoteStale", "Departed",
            "KeyReused"]  # fmt: skip
# What Lambda says when it has no room for a function, fails itself, or is given a new version of it: nothing is wrong
# with the step, which has not begun.
OF_LAMBDA = ["Lambda.TooManyRequestsException", "Lambda.ServiceException", "Lambda.AWSLambdaException",
             "Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException", "Lambda.ResourceNotFoundException",
             "Lambda.ResourceConflictException", "Lambda.ResourceNotReadyException"]  # fmt: skip
# What says that a part of AWS is away for now, Lambda or one that our code has asked.
AWS_AWAY = ["Unavailable", *OF_LAMBDA]
# What passes by itself: a supplier or a part of AWS that is away, by the names of our errors and of Lambda's.
PASSING = [*AWS_AWAY, "SupplierUnavailable", "SupplierTimeout", "VersionConflict", "States.Timeout",
           "Sandbox.Timedout", "Lambda.Unknown"]  # fmt: skip
SILENCE = ["States.Timeout", "DeadlinePassed"]  # nobody answered in time
ANYTHING = ["States.ALL"]

BOOKING = {"bookingId.$": "$.bookingId"}
ROUND = {"round.$": "$.round"}
CALLBACK = {
    "taskToken.$": "$$.Task.Token",
    "enteredAt.$": "$$.State.EnteredTime",
    "attempt.$": "$$.State.RetryCount",
}


def retry(never: list[str], attempts: int = 4, minutes: list[str] = OF_LAMBDA) -> list[State]:
    """Try again a little later, but not after the errors of `never`; after those of `minutes` for about a quarter of an
    hour, so that five minutes in which there is no room for a function, or for what it asks, end no booking."""
    refused = [{"ErrorEquals": never, "MaxAttempts": 0}] if never else []
    return [*refused, _again(minutes, 30, longest=60), _again(ANYTHING, attempts, longest=20)]


def _again(errors: list[str], attempts: int, longest: int) -> State:
    return {"ErrorEquals": errors, "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": attempts,
            "MaxDelaySeconds": longest, "JitterStrategy": "FULL"}  # fmt: skip


def catch(errors: list[str], then: str) -> State:
    """Go on at `then` after these errors, which are kept beside the input."""
    return {"ErrorEquals": errors, "ResultPath": "$.error", "Next": then}


def task(function: str, comment: str, then: str, **more: Any) -> State:
    """Call a step's function with the id of the booking; `more` says otherwise, or says the rest."""
    return {
        "Type": "Task",
        "Comment": comment,
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": f"${{{function}}}", "Payload": BOOKING},
        "TimeoutSeconds": STEP_SECONDS,
        "Retry": retry(REFUSALS, minutes=PASSING),
        "Catch": [catch(ANYTHING, "FailedByError")],
        "Next": then,
        **more,
    }


def step(function: str, comment: str, then: str, **more: Any) -> State:
    """Do a step whose answer is all that the next state needs to know."""
    return task(function, comment, then, OutputPath="$.Payload", **more)


def patient_step(name: str, key: str, comment: str, then: str, **more: Any) -> dict[str, State]:
    """Do a step as long as it is worth trying: after a few attempts within seconds `step_delay` says whether, and when,
    to do it again, with the same input."""
    function, asks, asked, pauses = f"step_{key}", f"Delay{name}", f"Delayed{name}", f"WaitFor{name}"
    given_error = {"step": key, "error.$": "$.error", **ROUND}
    catches = [catch(PASSING, asks), catch(ANYTHING, "FailedByError")]
    selected = {"outcome.$": "$.Payload.outcome", "waitSeconds.$": "$.Payload.waitSeconds"}
    return {
        name: step(function, comment, then, **({"Retry": retry(REFUSALS), "Catch": catches} | more)),
        asks: task(
            "step_delay",
            "Decide whether there is time to try again, and when.",
            asked,
            Parameters=given("step_delay", **given_error),
            ResultSelector=selected,
            ResultPath="$.delay",
        ),
        asked: choose("$.delay.outcome", "FailedByError", again=pauses),
        pauses: {
            "Type": "Wait",
            "Comment": "Until the next attempt.",
            "SecondsPath": "$.delay.waitSeconds",
            "Next": name,
        },
    }


def wait(function: str, comment: str, then: str, silence: str) -> State:
    """Wait for a person's answer for as long as the input says; then go on at `silence`."""
    waiting = task(function, comment, then, ResultPath="$.answer", TimeoutSecondsPath="$.waitSeconds")
    return without("TimeoutSeconds", waiting) | {
        "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Parameters": given(function, **CALLBACK),
        "Retry": retry([*SILENCE, *REFUSALS], minutes=PASSING),
        "Catch": [catch(SILENCE, silence), catch(ANYTHING, "FailedByError")],
    }


def expire(on: str, comment: str, then: str) -> State:
    """Say what silence means, as an answer that somebody might have given."""
    answer = {"ResultSelector": {"decision.$": "$.Payload.outcome"}, "ResultPath": "$.answer"}
    return task("step_expire", comment, then, Parameters=given("step_expire", on=on), **answer)


def without(field: str, state: State) -> State:
    """Leave a field out, for whose absence the language has its own meaning."""
    return {key: value for key, value in state.items() if key != field}


def given(function: str, **payload: str) -> State:
    """Call the function with this beside the booking's id."""
    return {"FunctionName": f"${{{function}}}", "Payload": BOOKING | payload}


def choose(variable: str, otherwise: str = "Failed", /, **states: str) -> State:
    """Go on by what `variable` is."""
    choices = [{"Variable": variable, "StringEquals": value, "Next": state} for value, state in states.items()]
    return {"Type": "Choice", "Choices": choices, "Default": otherwise}


def end(ending: str, comment: str, **why: str) -> State:
    """Say how the booking is to end, and why, before everything that was done for it is compensated."""
    return {
        "Type": "Pass",
        "Comment": comment,
        "Parameters": {**BOOKING, "ending": ending, **why},
        "Next": "Compensate",
    }


STATES: dict[str, State] = {
    "Begin": {
        "Type": "Choice",
        "Comment": "An execution that takes the place of a lost one goes on from what is committed.",
        "Choices": [{"Variable": "$.resume", "IsPresent": True, "Next": "Resume"}],
        "Default": "RetrievePolicy",
    },
    "Resume": step("step_resume", "Say from the booking's status where to go on.", "Resumed"),
    "Resumed": choose(
        OUTCOME,
        ready="RetrievePolicy",
        selected="HoldOption",
        approval_required="AwaitApproval",
        revise="Reopen",
        confirmed="Book",
    ),
    "RetrievePolicy": step(
        "step_retrieve", "Bind the booking to the policy in effect and find the clauses that apply.", "Retrieved"
    ),
    "Retrieved": choose(OUTCOME, ready="PlanTrip"),
    **patient_step("PlanTrip", "plan", "Search, combine and rank; again after a sell-out or a price rise.", "Planned"),
    "Planned": choose(OUTCOME, ready="ValidateOptions"),
    "ValidateOptions": step("step_validate", "Evaluate every option against the policy.", "Validated"),
    "Validated": choose(OUTCOME, options="AwaitSelection", denied="Denied"),
    "AwaitSelection": wait(
        "step_await_selection",
        "Wait for the traveller's selection until the options expire.",
        "Selected",
        silence="ExpireSelection",
    ),
    "ExpireSelection": expire(
        "selection",
        "Decide what no selection before the options expire means: expiry; a last-moment selection counts.",
        "Selected",
    ),
    "Selected": choose(DECISION, selected="HoldOption", cancelled="Cancelled", expired="Expired"),
    **patient_step(
        *("HoldOption", "hold", "Hold every component of the selected option.", "Held"),
        Parameters=given("step_hold", **ROUND),
    ),
    "Held": choose(OUTCOME, held="Reprice", approval_required="AwaitApproval", plan_again="PlanTrip", denied="Denied"),
    "AwaitApproval": wait(
        "step_await_approval",
        "Wait for approval until the hold or the company's deadline expires.",
        "Decided",
        silence="ExpireApproval",
    ),
    "ExpireApproval": expire(
        "approval",
        "Decide what no decision in time means: passive approval, or expiry; a last-moment decision counts.",
        "Decided",
    ),
    "Decided": choose(
        DECISION,
        approved="Reprice",
        declined="Declined",
        cancelled="Cancelled",
        sent_back="Reopen",
        recalled="Reopen",
        expired="Expired",
        approval_required="AwaitApproval",
    ),
    **patient_step(
        *("Reopen", "reopen", "Release the holds, and open the request for revision.", "Reopened"),
        Parameters=given("step_reopen", **ROUND),
    ),
    "Reopened": choose(OUTCOME, revise="AwaitRevision"),
    "AwaitRevision": wait(
        "step_await_revision",
        "Wait for the requester to revise the request until the revision deadline.",
        "Revised",
        silence="ExpireRevision",
    ),
    "ExpireRevision": expire(
        "revision",
        "Decide what no revision before the deadline means: expiry; a last-moment revision counts.",
        "Revised",
    ),
    "Revised": {
        **choose(DECISION, revised="RetrievePolicy", cancelled="Cancelled", expired="Expired"),
        "Comment": "Plan the revised request under the policy in effect.",
    },
    **patient_step(
        *("Reprice", "reprice", "Price and evaluate again; an approval of something else does not count.", "Repriced"),
        Parameters=given("step_reprice", **ROUND, **{"approvalRequests.$": "$.approvalRequests"}),
    ),
    "Repriced": choose(
        OUTCOME, confirmed="Book", approval_required="AwaitApproval", plan_again="PlanTrip", denied="Denied"
    ),
    **patient_step(
        *("Book", "book", "Buy every component under its own key.", "Ordered"), Retry=retry(["ChargedMore", *REFUSALS])
    ),
    "Ordered": choose(OUTCOME, done="RecordTrip"),
    **patient_step("RecordTrip", "record", "Create the trip and commit the budget in one transaction.", "Recorded"),
    "Recorded": {
        **choose(OUTCOME, done="Booked"),
        "Comment": "A repeated recording finds the booking finished: its own status says how.",
    },
    "Booked": {"Type": "Succeed", "Comment": "Booked, and recorded as a trip."},
    "Expired": end("expired", "Nobody decided in time."),
    "Declined": end("declined", "The approver declined."),
    "Denied": end("declined", "The policy or the budget refused.", **{"reason.$": "$.reason"}),
    "Cancelled": end("cancelled", "The traveller cancelled the booking."),
    "Failed": end(
        "failed", "The booking failed; if an outcome is fixed already, that one counts.", **{"reason.$": "$.reason"}
    ),
    "FailedByError": end("failed", "A task failed for good.", **{"error.$": "$.error"}),
    "Compensate": task(
        "step_compensate",
        "Compensate what was done and close the booking; a finished booking stays as it is.",
        "Compensated",
        Parameters={"FunctionName": "${step_compensate}", "Payload.$": "$"},
        ResultSelector={"status.$": "$.Payload.status"},
        ResultPath="$.ended",
        Retry=retry([], attempts=5, minutes=AWS_AWAY),
        Catch=[catch(ANYTHING, "Escalate")],
    ),
    "Compensated": choose("$.ended.status", "Closed", booked="Booked"),
    "Closed": {"Type": "Succeed", "Comment": "Finished without a purchase; the booking says how and why."},
    "Escalate": without(
        "Catch",
        step(
            "step_escalate",
            "Attempt the compensation once more; if it fails, raise the alarm and let the sweeper retry it, which also"
            " finds the booking if this step fails.",
            "Escalated",
            Retry=retry([], attempts=10, minutes=AWS_AWAY),
        ),
    ),
    "Escalated": choose(
        "$.status",
        "CompensationRequired",
        booked="Booked",
        declined="Closed",
        expired="Closed",
        cancelled="Closed",
        failed="Closed",
    ),
    "CompensationRequired": {
        "Type": "Fail",
        "Error": "CompensationRequired",
        "Cause": "A compensation failed; the sweeper retries it until it succeeds.",
    },
}


def definition() -> dict[str, Any]:
    """Return the whole state machine."""
    return {
        "Comment": "A booking, from the request to the trip. The first execution's name is the booking id.",
        "StartAt": "Begin",
        "TimeoutSeconds": A_YEAR,
        "States": STATES,
    }


def text() -> str:
    """Return the definition as it is deployed."""
    return json.dumps(definition(), indent=1)
