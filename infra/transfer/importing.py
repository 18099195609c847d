"""Putting into a stage what was taken out of one."""

import json
import time
from pathlib import Path

from infra.migrations.__main__ import MIGRATIONS
from infra.migrations.running import remember
from infra.stacks import Agree
from infra.target import Say, Target
from infra.transfer import audit, files, people, secrets_kept, tables
from infra.transfer.audit import Audited
from infra.transfer.bundle import Bundle, BundleBroken, Part, Row, open_bundle
from infra.transfer.encryption import Reencryption
from infra.transfer.rest import at_rest
from infra.transfer.tables import ChangeRow, ImportRefused

_PROGRESS = "imports.json"
_SHOWN = 5
_ALL = "*"  # stands for all tables, and all that is none, once everything is in


class Options:
    """How an import is wanted: over rows that are there (`over`), and with flaws of the audit that are known
    (`flawed`)."""

    def __init__(self, *, over: bool = False, flawed: bool = False, passphrase: str = "") -> None:
        self.over, self.flawed, self.passphrase = over, flawed, passphrase


def import_stage(target: Target, folder: Path, options: Options, say: Say, agree: Agree) -> int:
    """Put a bundle into a stage that was deployed, or go on with it; how many rows it has. Raises BundleBroken,
    ImportRefused: nothing was changed, unless it says otherwise."""
    bundle = open_bundle(folder)
    if bundle is None:
        raise BundleBroken(f"{folder} holds nothing that was exported.")
    check_bundle(bundle, flawed=options.flawed, say=say)
    _check_release(bundle)
    progress = Progress(bundle, target)
    _check_room(target, progress, options)
    agree(f"Import {bundle.manifest.stage} as of {_moment_of(bundle)} into {target.stage}?")
    with at_rest(target):
        rows = _import_tables(target, bundle, progress, options, say)
        files.import_files(target, bundle, say)
        secrets_kept.import_secrets(target, bundle, options.passphrase, say)
        remember(target, bundle.manifest.data_version)
        people.import_people(target, bundle.read(people.PART), say)
    progress.finish(_ALL)
    return rows


def check_bundle(bundle: Bundle, *, flawed: bool, say: Say) -> Audited:
    """See that a bundle is whole and its audit proven. Raises BundleBroken, ImportRefused."""
    bundle.check()
    files.check_files(bundle)
    audited = audit.verify_bundle(bundle)
    for flaw in audited.flaws[:_SHOWN]:
        say(f"import: {flaw}")
    if audited.flaws and not flawed:
        raise ImportRefused(
            f"The audit has {len(audited.flaws)} flaws, so nothing is imported. FLAWED=1 takes it as it is."
        )
    say(f"import: the audit of {audited.chains} bookings and {audited.anchors} anchors is checked")
    return audited


class Progress:
    """Which tables of a bundle are in a stage already; in the bundle's folder, for who goes on."""

    def __init__(self, bundle: Bundle, target: Target) -> None:
        self._path = bundle.folder / _PROGRESS
        self._known: dict[str, list[str]] = json.loads(self._path.read_text()) if self._path.exists() else {}
        self._done = self._known.setdefault(f"{target.account()} {target.region} {target.stage}", [])
        self.begun = bool(self._done)

    def forget(self) -> None:
        """Begin from the beginning."""
        self._done.clear()
        self.begun = False

    def begin(self) -> None:
        """Remember that from now on what the stage has may be the bundle's."""
        self._note("")

    def is_done(self, table: str) -> bool:
        return table in self._done

    def finish(self, table: str) -> None:
        self._note(table)

    def _note(self, what: str) -> None:
        self._done.append(what)
        self._path.write_text(json.dumps(self._known, indent=1), encoding="utf-8")


def _check_release(bundle: Bundle) -> None:
    newest = MIGRATIONS[-1].number
    if bundle.manifest.data_version > newest:
        raise ImportRefused(
            f"The bundle is of data version {bundle.manifest.data_version}, and this release knows {newest} at most: "
            "deploy and import with the release that it comes from."
        )


def _check_room(target: Target, progress: Progress, options: Options) -> None:
    if progress.is_done(_ALL):
        progress.forget()  # what people have done in the stage since is not to be taken for the bundle's
    occupied = tables.find_occupied(target)
    if occupied and not progress.begun and not options.over:
        raise ImportRefused(
            f"{target.stage} has data in {len(occupied)} tables ({', '.join(occupied[:_SHOWN])}), so nothing is"
            " imported. OVER=1 writes over what has the same keys, and leaves the rest."
        )


def _import_tables(target: Target, bundle: Bundle, progress: Progress, options: Options, say: Say) -> int:
    change, total = _change_for(target, bundle), 0
    progress.begin()
    for name in tables.NAMES:
        if not progress.is_done(name):
            written = tables.import_table(target, bundle, name, change)
            if not options.over:
                _compare(target, name, written)
            progress.finish(name)
        total += bundle.manifest.parts[f"tables/{name}"].rows
    say(f"import: {total} rows in {len(tables.NAMES)} tables, each as it was written")
    return total


def _change_for(target: Target, bundle: Bundle) -> ChangeRow:
    """Return what makes a row of the bundle one of the stage: encrypted for it, and to be anchored by it."""
    reencryption = Reencryption(target, bundle)
    encrypts, anchored = reencryption.is_needed(), audit.is_anchored_here(target, bundle)

    def change(table: str, row: Row) -> Row:
        changed = reencryption.change(table, row) if encrypts else row
        return audit.mark_unanchored(changed) if table == "bookings" and not anchored else changed

    return change


def _compare(target: Target, name: str, written: Part) -> None:
    there = tables.count_table(target, name)
    if (there.rows, there.total) != (written.rows, written.total):
        raise ImportRefused(
            f"{name} has {there.rows} rows, and {written.rows} were written, or they differ: somebody else writes into "
            f"{target.stage}. What was imported so far is there; run this again."
        )


def _moment_of(bundle: Bundle) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(bundle.manifest.moment))
