"""The tools of one message: everything that an answerer can look up, as the person who asks and as nobody else.

Who asks is fixed when the box is opened; no tool takes a person as an argument. What the box hands out (words of the
policy, links, actions) is remembered, so that an answer can only show what was handed out for it.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.assistant.answer import ActionLink, Link
from chalicelib.domain.identity import Identity
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.policy_documents.search import Ranking
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.value import JsonObject, Value
from chalicelib.errors import NotFound

if TYPE_CHECKING:
    from chalicelib.services.assistant.facts import AnyFact


class PolicyReader(Protocol):
    """Where the words of the policy are found, and looked up again."""

    def search(self, question: str, limit: int) -> Ranking:
        """Return the sections that bear on a question, the most telling first. Raises Unavailable."""

    def find_section(self, citation: Citation) -> Section | None:
        """Return the stored section that a citation is of; None when there is none. Raises Unavailable."""


class Tool(NamedTuple):
    """A tool: what it is for, what it takes, and what it does for whoever opened the box."""

    name: str
    description: str
    input_type: type[Value]
    run: Callable[["Toolbox", Any], JsonObject]

    def describe_input(self) -> JsonObject:
        """Return the JSON Schema of what it takes."""
        schema: JsonObject = msgspec.json.schema(self.input_type)
        return schema


class Toolbox:
    """The tools, opened for one person and one message."""

    def __init__(self, identity: Identity, policy: PolicyReader, tools: Mapping[str, Tool]) -> None:
        self.identity = identity
        self.policy = policy
        self.tools = tools
        self.citations: dict[str, Citation] = {}
        self.links: dict[str, Link] = {}
        self.facts: dict[str, AnyFact] = {}
        """What was found of the person's own, by the handle of its link."""
        self.actions: dict[str, ActionLink] = {}

    def run(self, name: str, arguments: object) -> JsonObject:
        """Run a tool by its name, with arguments as plain JSON; return plain JSON.

        Raises NotFound for no such tool, InvalidInput with a pointer for each argument that is wrong, and what the
        services raise: NotFound for what the person may not see, NotAllowed, Conflict, Unavailable.
        """
        tool = self.tools.get(name)
        if tool is None:
            raise NotFound(f"There is no tool {name}.")
        return tool.run(self, to_body(arguments, tool.input_type))

    def search_policy(self, question: str, limit: int) -> Ranking:
        """Return the sections of the policy that bear on a question; their words may be cited from then on."""
        ranking = self.policy.search(question, limit)
        for hit in ranking.hits:
            self.hand_out_citation(hit.citation)
        return ranking

    def hand_out_citation(self, citation: Citation) -> str:
        """Remember words that an answer may quote, and return the handle to quote them by."""
        return _hand_out(self.citations, citation, "quote")

    def hand_out_link(self, link: Link) -> str:
        """Remember a link that an answer may show, and return the handle to show it by."""
        return _hand_out(self.links, link, "link")

    def hand_out_fact(self, fact: "AnyFact", title: str) -> str:
        """Remember a thing that an answer may speak of, the fuller of two facts about it, and return the handle of its
        link."""
        handle = self.hand_out_link(Link(title=title, href=fact.href))
        known = self.facts.get(handle, fact)
        self.facts[handle] = max(fact, known, key=lambda each: len(each.__struct_fields__))
        return handle

    def hand_out_action(self, action: ActionLink) -> str:
        """Remember an action that an answer may offer, and return the handle to offer it by."""
        return _hand_out(self.actions, action, "action")


def _hand_out(given: dict[str, Any], thing: object, kind: str) -> str:
    """Return the handle of a thing: the same for the same thing, such as `quote-1`."""
    known = next((handle for handle, each in given.items() if each == thing), None)
    handle = known or f"{kind}-{len(given) + 1}"
    given[handle] = thing
    return handle
