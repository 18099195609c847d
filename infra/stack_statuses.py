"""What each status of a CloudFormation stack means for whoever wants to deploy, and what is to be done about it."""

from enum import Enum
from typing import NamedTuple


class Treatment(Enum):
    """What can be done with a stack as it is."""

    CREATE = "create"
    CREATE_AGAIN = "delete what is left of the first try, then create"
    UPDATE = "update"
    MEND = "update, and keep what works when something fails: there is nothing to go back to"
    WAIT = "wait until somebody else's deployment is over"
    STOP = "stop: a person has to decide"


class Advice(NamedTuple):
    treatment: Treatment
    sentence: str = ""


DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"})
RESTING = DONE | {"UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"}  # good, if there was nothing to change
BUSY = Advice(
    Treatment.WAIT, "Somebody deploys it now, or CloudFormation is still at work: run this again when it is done."
)
DELETE_BY_HAND = (
    "Delete it: `aws cloudformation delete-stack --stack-name {stack}`. What is named above may be protected: turn that"
    " off (DynamoDB, Cognito: deletion protection), or, once the status is DELETE_FAILED, keep it by"
    " `--retain-resources` and its logical id. Then run this again."
)

ADVICE: dict[str, Advice] = {
    "REVIEW_IN_PROGRESS": Advice(
        Treatment.CREATE
    ),  # a change set was shown and never carried out: there is nothing yet
    "CREATE_COMPLETE": Advice(Treatment.UPDATE),
    "UPDATE_COMPLETE": Advice(Treatment.UPDATE),
    "UPDATE_ROLLBACK_COMPLETE": Advice(
        Treatment.UPDATE, "It is as it was before. Mend what is named above, then run this again."
    ),
    "IMPORT_COMPLETE": Advice(Treatment.UPDATE),
    "IMPORT_ROLLBACK_COMPLETE": Advice(
        Treatment.UPDATE, "It is as it was before. Mend what is named above, then run this again."
    ),
    "CREATE_FAILED": Advice(
        Treatment.MEND, "What was made stays. Mend what is named above, then run this again: it goes on from there."
    ),
    "UPDATE_FAILED": Advice(
        Treatment.MEND, "What was made stays. Mend what is named above, then run this again: it goes on from there."
    ),
    "ROLLBACK_COMPLETE": Advice(
        Treatment.CREATE_AGAIN,
        "Nothing of it is left. Mend what is named above, then run this again: it starts afresh.",
    ),
    "ROLLBACK_FAILED": Advice(Treatment.STOP, f"A failed first try could not be taken away. {DELETE_BY_HAND}"),
    "DELETE_FAILED": Advice(
        Treatment.STOP, f"Somebody wanted to delete it, and not all of it could go. {DELETE_BY_HAND}"
    ),
    "UPDATE_ROLLBACK_FAILED": Advice(
        Treatment.STOP,
        "An update failed and could not be taken back. Mend what is named above, then `aws cloudformation"
        " continue-update-rollback --stack-name {stack}` (`--resources-to-skip` leaves out what cannot be mended), and"
        " run this again when its status is UPDATE_ROLLBACK_COMPLETE.",
    ),
    "IMPORT_ROLLBACK_FAILED": Advice(
        Treatment.STOP,
        "Resources could not be taken in, and not be let go either. Mend what is named above, then `aws cloudformation"
        " continue-update-rollback --stack-name {stack}`, and run this again once it is IMPORT_ROLLBACK_COMPLETE.",
    ),
    "CREATE_IN_PROGRESS": BUSY,
    "DELETE_IN_PROGRESS": BUSY,
    "IMPORT_IN_PROGRESS": BUSY,
    "IMPORT_ROLLBACK_IN_PROGRESS": BUSY,
    "ROLLBACK_IN_PROGRESS": BUSY,
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS": BUSY,
    "UPDATE_IN_PROGRESS": BUSY,
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS": BUSY,
    "UPDATE_ROLLBACK_IN_PROGRESS": BUSY,
    "DELETE_COMPLETE": Advice(Treatment.CREATE),
}


def advise(stack: str, status: str) -> Advice:
    """Return what to do with a stack in this status; one that CloudFormation has learnt since is left alone."""
    advice = ADVICE.get(
        status, Advice(Treatment.STOP, "This status is not known here: look at the stack before anything else.")
    )
    return advice._replace(sentence=advice.sentence.format(stack=stack))
