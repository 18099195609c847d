"""Alarms, as they are deployed: each can ring, says so to somebody, and has a page that says what to do about it."""

import json
import re
from typing import Any

import pytest

from infra import account, policies
from infra.edge import alarms as edge_alarms
from infra.edge import front
from infra.intake import stage_asks_queue
from infra.package import ROOT
from infra.templates import Value
from infra.workflow import template as workflow
from infra.workflow.alarm_kinds import Alarm, Formula
from infra.workflow.alarms import ALARMS, COMPOSITE, OF_INTAKE
from tests.support.resolving import resolve

RESOURCES: Value = workflow.template()["Resources"]
DOCS = ROOT / "docs"
RUNBOOKS = ("runbook.md", "edge.md")  # of a stage, and of what stands in front of it
PAGES = {
    page: text
    for file in RUNBOOKS
    for page, text in re.findall(
        r"^### ([a-z-]+)\n(.*?)(?=^##|\Z)", (DOCS / file).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
}
RUNS_EVERY = {"sweeper": 60, "heartbeat": 300}  # seconds, as app.py has them
TOPIC = "arn:aws:sns:eu-central-1:123456789012:pager"


def made(stage: str = "prod", **given: str) -> list[dict[str, Any]]:
    """Every alarm of a stage, the composite one included."""
    resources = resolve(workflow.template(), stage, **given).values()
    return [it["Properties"] for it in resources if it["Type"].endswith(("::Alarm", "::CompositeAlarm"))]


def charged() -> dict[str, Any]:
    """The alarm of the account, which is in another region and another stack."""
    return dict(account.charges_template()["Resources"]["ChargesAlarm"]["Properties"])


def at_the_edge() -> list[dict[str, Any]]:
    """The alarms on what stands in front of a stage, which are in another region too."""
    made = resolve(front.template(["/v1/health"]), "prod").values()
    return [it["Properties"] for it in made if it["Type"] == "AWS::CloudWatch::Alarm"]


def named(alarm: dict[str, Any]) -> str:
    return str(alarm["AlarmName"]).removeprefix("sojourn-prod-")


def test_every_alarm_names_its_page_in_the_runbook() -> None:
    for alarm in [*made(), charged(), *at_the_edge()]:
        page = re.search(r" docs/(runbook|edge)\.md#([a-z-]+)$", alarm["AlarmDescription"])
        assert page, alarm["AlarmName"]
        listed = re.search(r"^Alarms: (.*)\.$", PAGES[page[2]], re.MULTILINE)
        names = re.findall(r"`([a-z-]+)`", listed[1]) if listed else [page[2]]
        assert named(alarm).removeprefix("sojourn-") in names


def test_every_page_of_the_runbook_is_of_alarms_that_there_are() -> None:
    names = {alarm.name for alarm in (*ALARMS.values(), *edge_alarms.ALARMS)}
    names |= {COMPOSITE, named(charged()).removeprefix("sojourn-")}
    for page, text in PAGES.items():
        listed = re.search(r"^Alarms: (.*)\.$", text, re.MULTILINE)
        assert set(re.findall(r"`([a-z-]+)`", listed[1]) if listed else [page]) <= names, page


def test_every_page_says_what_it_means_how_to_see_it_and_what_to_do() -> None:
    for page, text in PAGES.items():
        assert re.findall(r"^\*\*(\w+)\*\*: \S", text, re.MULTILINE) == ["Means", "See", "Do"], page


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", [*RUNBOOKS, "observability.md"])
def test_links_of_the_pages_lead_to_headings_that_there_are(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([\w/.-]+\.md)?(?:#([\w-]+))?\)", text)
    assert len(links) >= 8
    for file, anchor in links:
        there = (DOCS / (file or page)).read_text(encoding="utf-8")
        headings = {slug(each) for each in re.findall(r"^#+ (.*)$", there, re.MULTILINE)}
        assert not anchor or anchor in headings, f"{file}#{anchor}"


def test_every_alarm_notifies_that_it_rings_and_that_it_has_stopped() -> None:
    for alarm in made():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Fn::ImportValue": "sojourn-prod-alarm-topic-arn"}]


def test_alarms_at_the_edge_notify_a_topic_of_their_own_region() -> None:
    for alarm in at_the_edge():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "EdgeAlarmTopic"}]


def test_alarms_go_to_a_topic_of_ones_own_if_it_is_given() -> None:
    for alarm in made(AlarmSnsTopicArn=TOPIC):
        assert alarm["AlarmActions"] == alarm["OKActions"] == [TOPIC]


@pytest.mark.parametrize("arn", ["", TOPIC, f"{TOPIC}.fifo", "arn:aws-cn:sns:cn-north-1:123456789012:a_b"])
def test_topic_is_nothing_or_an_arn(arn: str) -> None:
    declared = workflow.template()["Parameters"]["AlarmSnsTopicArn"]

    assert re.fullmatch(declared["AllowedPattern"], arn)
    assert not re.fullmatch(declared["AllowedPattern"], f"{arn}#")


def test_composite_alarm_rings_with_every_alarm_that_needs_somebody_and_with_no_other() -> None:
    _, always, without_intake = RESOURCES["SomethingIsWrongAlarm"]["Properties"]["AlarmRule"]["Fn::If"]
    rule = always["Fn::Sub"]
    needing = {name for name, alarm in ALARMS.items() if not alarm.informs}

    assert rule.split(" OR ") == [f'ALARM("${{{name}}}")' for name in ALARMS if name in needing]
    assert set(rule.split(" OR ")) - set(without_intake["Fn::Sub"].split(" OR ")) == {
        f'ALARM("${{{name}}}")' for name in OF_INTAKE
    }
    assert needing.isdisjoint({"BudgetThresholdAlarm", "WebhooksDisabledAlarm"})
    assert len(needing) <= 100, "a composite alarm looks at no more"
    assert len(rule) < 10_240


@pytest.mark.parametrize("stage", policies.STAGES)
def test_a_queue_that_is_not_asked_has_no_alarm_but_that_of_its_dead_letters(stage: str) -> None:
    names = {alarm["AlarmName"].removeprefix(f"sojourn-{stage}-bookings-") for alarm in made(stage)}

    assert ({"late", "backlog"} <= names) is stage_asks_queue(stage)
    assert "dead-letters" in names


def test_embedded_cloud_is_spared_what_it_does_not_know() -> None:
    names = {alarm["AlarmName"] for alarm in made("local", EmulatorEndpoint="http://localhost:4566")}

    assert f"sojourn-local-{COMPOSITE}" not in names
    assert names == {
        f"sojourn-local-{alarm.name}" for alarm in ALARMS.values() if not isinstance(alarm.watched, Formula)
    }


def test_alarm_on_a_schedule_looks_long_enough_to_see_as_many_failures_as_it_counts() -> None:
    for alarm in ALARMS.values():
        function = str(dict(alarm.measurements[0].dimensions).get("FunctionName", "")).rpartition("-")[2].rstrip("'}")
        if function in RUNS_EVERY and not alarm.too_little:
            assert alarm.seconds / RUNS_EVERY[function] >= alarm.threshold, alarm.name


@pytest.mark.parametrize("alarm", ALARMS.values(), ids=ALARMS)
def test_alarm_is_one_that_cloudwatch_takes(alarm: Alarm) -> None:
    properties = RESOURCES[next(name for name, each in ALARMS.items() if each is alarm)]["Properties"]

    assert alarm.seconds % 60 == 0
    assert alarm.seconds * alarm.periods <= 86_400
    assert 0 <= alarm.datapoints <= alarm.periods
    assert len(properties["AlarmDescription"]) <= 1_024
    if isinstance(alarm.watched, Formula):
        used = set(re.findall(r"\b[a-z]\w*\b", re.sub(r"\$\{\w+\}", "", alarm.watched.expression)))
        assert used == alarm.watched.of.keys()
        assert [each["ReturnData"] for each in properties["Metrics"]] == [False] * len(used) + [True]
        assert len(used) <= 10


def test_concurrency_is_judged_by_what_the_account_may() -> None:
    (alarm,) = [each for each in made(AccountConcurrency="10") if named(each) == "functions-concurrency"]

    assert alarm["Metrics"][-1]["Expression"] == "100 * running / 10"


def test_what_is_asked_for_is_what_rings() -> None:
    """The thresholds that were agreed; a change of one is a decision."""
    thresholds = {each.name: (each.threshold, each.seconds) for each in ALARMS.values()}

    agreed = {
        "errors": (5, 300),
        "exceptions": (5, 300),
        "errors-burst": (11, 60),
        "error-rate": (5, 300),
        "api-error-rate": (1, 300),
        "api-slow": (1_000, 300),
        "api-handler-slow": (10_000, 300),
    }
    assert thresholds.items() >= agreed.items()


def test_alarm_that_nobody_described_would_be_seen() -> None:
    assert json.dumps(made()).count("docs/runbook.md#") == len(made())
