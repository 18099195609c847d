"""What runs by the clock: it fails, runs too long or not at all, or cannot do what is due. And the account's bill."""

import msgspec

import app
from chalicelib import clock, settings
from chalicelib.domain.employee_imports.imports import ApplicationRequest
from chalicelib.domain.employee_imports.plans import ImportOptions
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.reports.contribution import COMPANY, Dimension, Group
from chalicelib.domain.reports.measures import Measures
from chalicelib.models.reports import set_figures
from chalicelib.services.documents.documents import create_document
from chalicelib.services.employee_imports import apply_import, preview_import
from chalicelib.services.privacy import consents
from tests.alarms.faults import rings
from tests.alarms.stage import Stage
from tests.alarms.troubles import always_slow, broken, calls_of, slow, unreachable
from tests.simulation.approvals import keep
from tests.simulation.stages import planned
from tests.simulation.world import ANNA, CLARA
from tests.support.files import announcement


@rings("sweeper-errors")
def sweep_too_long(stage: Stage) -> None:
    """DynamoDB takes half a minute for a call: the sweeper's time is over before it is done."""
    stage.trouble = always_slow(stage, calls_of(stage, ("sweeper",), "dynamodb."), 30)
    stage.run(minutes=8)


@rings("sweeper-silent")
def turn_the_sweeper_off(stage: Stage) -> None:
    """The sweeper's schedule is turned off after a while."""
    stage.run(minutes=21)
    stage.disabled.add("sweeper")
    stage.run(minutes=25)


@rings("heartbeat-errors")
def lose_the_connections_table(stage: Stage) -> None:
    """The heartbeat cannot list the connections."""
    stage.trouble = unreachable(calls_of(stage, ("heartbeat",)))
    stage.run(minutes=20)


@rings("nightly-errors")
def purge_too_long(stage: Stage) -> None:
    """A call of the nightly job takes so long that its time is over."""
    stage.trouble = slow(stage, calls_of(stage, ("nightly",)), 421)
    stage.skip(hours=18)
    stage.run(hours=2)


@rings("report-differences")
def miscount_the_company(stage: Stage) -> None:
    """Somebody has changed a figure of the reports by hand."""
    group = Group(Dimension.COMPANY, COMPANY, "EUR")
    with stage.world.wire.quiet():
        set_figures(None, group, f"{clock.now():%Y-%m}", counted=1, measures=Measures(bookings=1, gross=100))
    stage.skip(hours=18)
    stage.run(hours=2)


@rings("anchor-audit-errors")
def lose_the_anchors(stage: Stage) -> None:
    """The bucket of the audit's anchors is not reached."""
    stage.trouble = unreachable(calls_of(stage, ("anchor_audit",), "s3."))
    stage.world.ask()
    stage.run(minutes=65)


@rings("audit-unanchored")
def keep_no_receipt(stage: Stage) -> None:
    """The receipt of a booking's anchor cannot be stored, however often it is tried."""
    planned(stage.world)
    stage.trouble = unreachable(calls_of(stage, ("anchor_audit",), "s3.PutObject", "receipt"))
    stage.run(hours=5)


@rings("rotate-secret-errors")
def refuse_a_secret(stage: Stage) -> None:
    """Secrets Manager is not reached while a secret is rotated."""
    stage.trouble = unreachable(calls_of(stage, ("rotate_secret",)))
    event = {
        "Step": "createSecret",
        "SecretId": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:sojourn-local-signing-AbCdEf",
        "ClientRequestToken": "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d",
    }
    stage.world.guarded("rotate_secret", lambda: app.rotate_secret(event, None))
    stage.run(minutes=5)


@rings("search-policies-errors")
def lose_the_policies(stage: Stage) -> None:
    """Tables are not reached while the policy is searched."""
    stage.trouble = unreachable(calls_of(stage, ("search_policies",)))
    stage.world.guarded("search_policies", lambda: app.search_policies({"question": "hotel", "limit": 3}, None))
    stage.run(minutes=5)


@rings("backups-failed")
def fail_to_back_up(stage: Stage) -> None:
    """The role of AWS Backup may not read a table."""
    stage.backups.end("NumberOfBackupJobsFailed")
    stage.run(minutes=65)


@rings("backups-expired")
def back_up_too_late(stage: Stage) -> None:
    """So much is backed up at once that a table's turn does not come within the hour."""
    stage.backups.end("NumberOfBackupJobsExpired")
    stage.run(minutes=65)


@rings("backup-copies-failed")
def fail_to_copy_a_backup(stage: Stage) -> None:
    """The vault of the second region is gone."""
    stage.backups.end("NumberOfCopyJobsFailed")
    stage.run(minutes=65)


@rings("estimated-charges", ChargesLimit="200")
def forget_what_costs(stage: Stage) -> None:
    """Something runs in the account that nobody thought of, and comes to 200 dollars."""
    stage.charges.others = 200.0
    stage.run(hours=7)


@rings("documents-overdue")
def lose_the_bucket(stage: Stage) -> None:
    """A document that never came cannot be removed, for its bucket is not reached."""
    with stage.world.wire.quiet():
        create_document(ANNA, announcement(), "doc_01JQZXB2M4C6N8P0R2T4000001")
    stage.trouble = unreachable(calls_of(stage, ("sweeper",), "s3."))
    stage.skip(hours=25)
    stage.run(hours=2)


@rings("imports-overdue")
def lose_an_import(stage: Stage) -> None:
    """An import of people cannot be read, each time that the sweeper comes to it."""
    with stage.world.wire.quiet():
        keep("ben", name="Ben Larsen")
        file = b"userId,name,grade\r\nben,Ben Larsen,9\r\n"
        made = preview_import(CLARA, file, ImportOptions(), import_id="imp_01JQZXB2M4C6N8P0R2T4000001")
        apply_import(CLARA, made.import_id, ApplicationRequest())
    stage.trouble = broken(calls_of(stage, ("sweeper",), "dynamodb.GetItem", "employee-imports"))
    stage.run(hours=2)


@rings("nightly-overdue")
def fail_to_end_a_consent(stage: Stage) -> None:
    """A consent of a day cannot be ended, for its row cannot be read, night after night."""
    short = msgspec.structs.replace(settings.current(), consent_days=1)
    stage.patch.setattr(settings, "current", lambda: short)
    with stage.world.wire.quiet():
        consents.decide(ANNA, Purpose.TRIP_SHARING, granted=True, text_version="1", expected=None)
    stage.trouble = broken(calls_of(stage, ("nightly",), "dynamodb.GetItem", "consents"))
    for _ in range(5):
        stage.skip(hours=23)
        stage.run(hours=1)
