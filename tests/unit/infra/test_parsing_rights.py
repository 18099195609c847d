"""Who parses may ask Data Automation where a stage names a project, and nobody anywhere else."""

import json
from pathlib import Path

import msgspec
import pytest

from chalicelib import settings
from infra.parsing_rights import parsing_statements
from tests.support.data_automation import PROJECT


def _config(folder: Path, **variables: str) -> Path:
    config = folder / "config.json"
    config.write_text(json.dumps({"stages": {"dev": {"environment_variables": variables}}}))
    return config


def test_stage_without_a_project_has_no_right(tmp_path: Path) -> None:
    assert parsing_statements("dev", _config(tmp_path)) == []


def test_stage_with_a_project_may_ask_it_alone_and_write_beside_the_file(tmp_path: Path) -> None:
    invoke, status, put = parsing_statements("dev", _config(tmp_path, SOJOURN_PARSING_PROJECT=PROJECT))

    assert invoke["Resource"] == [PROJECT, "arn:aws:bedrock:*:*:data-automation-profile/eu.data-automation-v1"]
    assert status["Action"] == ["bedrock:GetDataAutomationStatus"]
    assert put["Resource"] == ["arn:aws:s3:::sojourn-dev-documents-*/policies/*/automation/*"]


def test_project_that_takes_documents_out_of_the_allowed_regions_is_refused() -> None:
    named = {"SOJOURN_PARSING_PROJECT": PROJECT, "AWS_REGION": "eu-central-1"}

    with pytest.raises(msgspec.ValidationError, match="documents are parsed anywhere in eu-"):
        settings.load({**named, "SOJOURN_ALLOWED_REGIONS": "eu-central-1"})
    assert settings.load({**named, "SOJOURN_ALLOWED_REGIONS": "eu-*"}).parsing_project == PROJECT
