"""What the API's description says of each operation, as far as a client's method needs it, whatever its language."""

from typing import Any, Literal

Json = dict[str, Any]

SENT = "Input"  # behind the name of a type as it is sent, where it is answered, too


def list_operations(document: Json) -> "list[DescribedOperation]":
    """List every operation, in the order of the description's tags."""
    found = [
        DescribedOperation(path, method, operation, document)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if "operationId" in operation
    ]
    order = [tag["name"] for tag in document["tags"]]
    return sorted(found, key=lambda each: order.index(each.tag))


def is_page(schema: Json) -> bool:
    """Return whether a schema is a page of a list: clients have one type for all of these."""
    return set(schema.get("properties", ())) - {"unreadable"} == {"items", "nextCursor"}


def name_of(schema: Json) -> str:
    """Return the name of the schema that this one refers to; nothing if it refers to none."""
    return str(schema.get("$ref", "")).rpartition("/")[2]


class DescribedOperation:
    """One operation on its way to a method."""

    def __init__(self, path: str, method: str, operation: Json, document: Json) -> None:
        self.path, self.method, self.operation = path, method, operation
        self.name: str = operation["operationId"]
        self.tag: str = operation["tags"][0]
        parameters = [_resolve(each, document) for each in operation["parameters"]]
        self.in_path = [each for each in parameters if each["in"] == "path"]
        self.in_query = [each for each in parameters if each["in"] == "query" and not self._is_choice(each)]
        self.headers: dict[str, bool] = {e["name"]: e["required"] for e in parameters if e["in"] == "header"}
        self.output = self._output()
        self.item = self._item(document["components"]["schemas"])

    @property
    def said(self) -> str:
        """What the method's documentation says: the summary as a sentence, then the description."""
        said = [self.operation["summary"].rstrip(".") + ".", self.operation.get("description", "")]
        return "\n\n".join(each for each in said if each)

    @property
    def body(self) -> Json | None:
        """The schema of the JSON that it takes, if any."""
        content = self.operation.get("requestBody", {}).get("content", {})
        return dict(content["application/json"]["schema"]) if "application/json" in content else None

    @property
    def is_paged(self) -> bool:
        return self.item is not None and any(each["name"] == "cursor" for each in self.in_query)

    @property
    def takes_version(self) -> bool:
        return "If-Match" in self.headers

    @property
    def needs_version(self) -> bool:
        return self.headers.get("If-Match", False)

    @property
    def is_keyed(self) -> bool:
        return "Idempotency-Key" in self.headers

    @property
    def may_know(self) -> bool:
        return "If-None-Match" in self.headers

    def _is_choice(self, parameter: Json) -> bool:
        """Whether a parameter chooses between media types, of which clients read JSON."""
        contents = (answer.get("content", {}) for answer in self.operation["responses"].values())
        return parameter["name"] == "format" and any({"application/json"} < content.keys() for content in contents)

    def _output(self) -> Json | Literal["text"] | None:
        """Return the schema of the JSON that it answers, `text` for what is no JSON, None for no body."""
        status = min(status for status in self.operation["responses"] if status.startswith("2"))
        content = self.operation["responses"][status].get("content")
        if content is None:
            return None
        return dict(content["application/json"]["schema"]) if "application/json" in content else "text"

    def _item(self, schemas: Json) -> Json | None:
        """Return the schema of what it lists, if it answers a page."""
        page = schemas.get(name_of(self.output), {}) if isinstance(self.output, dict) else {}
        return dict(page["properties"]["items"]["items"]) if is_page(page) else None


def _resolve(parameter: Json, document: Json) -> Json:
    return dict(document["components"]["parameters"][name_of(parameter)]) if "$ref" in parameter else parameter
