"""Taking all out of a stage that it keeps, as it was at one moment, while it is used."""

import time
import uuid
from pathlib import Path

from infra.migrations.running import version
from infra.target import Say, Target
from infra.transfer import audit, encryption, files, people, secrets_kept, tables
from infra.transfer.bundle import Bundle, BundleBroken, Manifest, begin_bundle, open_bundle


def export_stage(target: Target, folder: Path, passphrase: str, say: Say) -> Bundle:
    """Write a stage into a folder, or go on with what was begun there; the bundle, whole. Raises BundleBroken."""
    bundle = open_bundle(folder) or begin_bundle(folder, _describe(target))
    _check_source(target, bundle)
    tables.export_tables(target, bundle, say)
    files.export_files(target, bundle, say)
    people.export_people(target, bundle, say)
    audit.export_locked(target, bundle, say)
    secrets_kept.export_secrets(target, bundle, passphrase, say)
    bundle.manifest.complete = True
    bundle.save()
    return bundle


def _describe(target: Target) -> Manifest:
    return Manifest(
        id=uuid.uuid4().hex[:20],
        stage=target.stage,
        account=target.account(),
        region=target.region,
        moment=float(int(time.time())),  # DynamoDB's own moments are seconds
        data_version=version(target),
        keys=encryption.find_keys(target),
    )


def _check_source(target: Target, bundle: Bundle) -> None:
    known = bundle.manifest
    if (known.stage, known.account, known.region) != (target.stage, target.account(), target.region):
        raise BundleBroken(
            f"{bundle.folder} is of {known.stage} in account {known.account}, {known.region}: say another folder."
        )
    if known.complete:
        raise BundleBroken(f"{bundle.folder} is whole already, as of {known.moment:.0f}: say another folder.")
