"""What Chalice's template lacks and merging cannot say: whatever of it depends on which functions there are."""

from typing import Any

from infra import policies, policy_parts
from infra.data_plane.functions import put_into_network
from infra.intake import MAY_REST
from infra.limits import bound_calls, let_reserve
from infra.policy_places import bind_statements
from infra.streaming import stream_routes
from infra.templates import Value
from infra.watched import WATCHED

ALIAS = "live"
SHIFTS = {"staging": "Canary10Percent5Minutes", "prod": "Canary10Percent10Minutes"}  # a tenth of the calls, then all
FUNCTION = "AWS::Serverless::Function"


def finish(template: Value) -> Value:
    """Return the template as it is deployed; one that is finished already stays as it is."""
    put_into_network(functions(template))
    stage = functions(template)["APIHandler"]["Environment"]["Variables"]["SOJOURN_STAGE"]
    made = stream_routes(_deploy_websocket(_rest_queues(template)), stage)
    return let_reserve(bound_calls(_name_aliases(_bind_roles(made))))


def functions(template: Value) -> dict[str, Value]:
    """Return the properties of each function by its logical id."""
    return {name: it["Properties"] for name, it in template["Resources"].items() if it["Type"] == FUNCTION}


def _rest_queues(template: Value) -> Value:
    """Let nobody ask a queue on a stage that puts nothing into it."""
    for name, properties in functions(template).items():
        asks = MAY_REST.get(properties.get("FunctionName", {}).get("Fn::Sub", "").removeprefix("sojourn-${Stage}-"))
        event = properties.get("Events", {}).get(f"{name}SqsEventSource")
        if asks is not None and event is not None:
            event["Properties"]["Enabled"] = asks(properties["Environment"]["Variables"])
    return template


def _deploy_websocket(template: Value) -> Value:
    """Let the WebSocket stage deploy itself: Chalice's fixed deployment keeps the routes of the first day for ever."""
    resources = template["Resources"]
    if "WebsocketAPIStage" in resources:
        resources.pop("WebsocketAPIDeployment", None)
        stage = resources["WebsocketAPIStage"]
        stage["Properties"].pop("DeploymentId", None)
        stage["Properties"]["AutoDeploy"] = True
        stage["DependsOn"] = sorted(name for name, it in resources.items() if it["Type"] == "AWS::ApiGatewayV2::Route")
    return template


def _bind_roles(template: Value) -> Value:
    """Bind each function's role to the buckets, the region and the WebSocket API that its rights are for."""
    for resource in template["Resources"].values():
        for policy in resource["Properties"].get("Policies", []) if resource["Type"] == "AWS::IAM::Role" else []:
            document = policy["PolicyDocument"]
            document["Statement"] = bind_statements(document["Statement"])
    for properties in list(functions(template).values()):
        _attach_managed(template["Resources"], properties)
    return template


def _attach_managed(resources: Value, function: Value) -> None:
    """Give a function's role beside its own policy what there was no room for in that."""
    name = function["FunctionName"]["Fn::Sub"].removeprefix("sojourn-${Stage}-")
    managed = policy_parts.split(policies.policy(name, function["Environment"]["Variables"]["SOJOURN_STAGE"])).managed
    if managed is not None:
        role = function["Role"]["Fn::GetAtt"][0]
        properties = {"PolicyDocument": policy_parts.bind_managed(managed)}
        resources[f"{role}Managed"] = {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}
        resources[role]["Properties"]["ManagedPolicyArns"] = [{"Ref": f"{role}Managed"}]


def _name_aliases(template: Value) -> Value:
    """Publish a version of each function, and have whatever calls it call its alias, which moves from version to
    version: queues and schedules do so by themselves (SAM), the two gateways and their permissions have to be told."""
    for properties in functions(template).values():
        properties["AutoPublishAlias"] = ALIAS
        properties["AutoPublishAliasAllProperties"] = True  # settings are of a version too
    names = functions(template).keys()
    for resource in template["Resources"].values():
        match resource["Type"]:
            case "AWS::Serverless::Api":
                resource["Properties"] = _replace(resource["Properties"], {f"${{{it}.Arn}}": _arn(it) for it in names})
            case "AWS::ApiGatewayV2::Integration":
                uri = resource["Properties"]["IntegrationUri"]["Fn::Sub"][1]
                if called := uri["WebsocketHandler"].get("Ref"):
                    uri["WebsocketHandler"] = {"Fn::Sub": f"${{{called}}}:{ALIAS}"}
            case "AWS::Lambda::Permission":
                called = _name_called(resource["Properties"]["FunctionName"])
                if called in names:
                    resource["Properties"]["FunctionName"] = {"Ref": f"{called}Alias{ALIAS}"}
            case _:
                pass
    return template


def _name_called(function: Value) -> str:
    """Return the logical id of the function that a permission is for: Chalice has an authorizer's by its ARN."""
    return str(function["Fn::GetAtt"][0] if "Fn::GetAtt" in function else function["Ref"])


def _arn(function: str) -> str:
    """Return what SAM calls the alias of a function, by whose reference CloudFormation gives its ARN."""
    return f"${{{function}Alias{ALIAS}}}"


def _replace(value: Any, texts: dict[str, str]) -> Any:
    """Return a value with these texts replaced in all that is substituted in it."""
    match value:
        case {"Fn::Sub": str(text)}:
            for old, new in texts.items():
                text = text.replace(old, new)
            return {"Fn::Sub": text}
        case dict():
            return {key: _replace(each, texts) for key, each in value.items()}
        case list():
            return [_replace(each, texts) for each in value]
        case _:
            return value


def shift_traffic(template: Value, stage: str) -> Value:
    """Have CodeDeploy move the aliases to a new release bit by bit, and back when an alarm rings, on stages that people
    depend on."""
    if how := SHIFTS.get(stage):
        alarms = [{"Fn::Sub": f"sojourn-${{Stage}}-{name}"} for name in WATCHED]
        for properties in functions(template).values():
            properties["DeploymentPreference"] = {"Type": how, "Alarms": alarms}
    return template
