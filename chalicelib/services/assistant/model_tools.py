"""The tools of one message as a language model may use them: what it calls wrongly returns an error and nothing else.

Beyond what the tools themselves refuse, a model proposes only actions that the question's own words ask for, of things
that were looked up for it.
"""

from collections.abc import Sequence

from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.value import JsonObject
from chalicelib.errors import InvalidInput, SojournError
from chalicelib.gateways.language_models.conversation import ToolCall
from chalicelib.services.assistant.actions import ProposedAction
from chalicelib.services.assistant.asked_actions import is_asked_for, is_own_wording
from chalicelib.services.assistant.toolbox import Toolbox
from chalicelib.services.assistant.tools import ProposeActionInput

PROPOSE = "propose_action"
_ACTION = "actionHandle"


class ModelTools:
    """A toolbox in the hands of a model. `messages` are what its person wrote, the question last."""

    def __init__(self, box: Toolbox, messages: Sequence[str]) -> None:
        self.subjects: dict[str, str] = {}
        """What each action is about: the handle of its link by that of the action."""
        self.refused = 0
        self._box = box
        self._messages = messages

    def run(self, call: ToolCall) -> JsonObject:
        """Return what a call returns, or which error it is."""
        try:
            return self._run(call.name, call.arguments)
        except InvalidInput as error:
            self.refused += 1
            wrong = [{"pointer": each.pointer, "detail": each.detail} for each in error.errors]
            return {"error": type(error).__name__, "detail": str(error), "errors": wrong}
        except SojournError as error:
            self.refused += 1
            return {"error": type(error).__name__, "detail": str(error)}

    def _run(self, name: str, arguments: object) -> JsonObject:
        subject = self._find_subject(arguments) if name == PROPOSE else None
        result = self._box.run(name, arguments)
        if subject is not None:
            self.subjects[result[_ACTION]] = subject
        return result

    def _find_subject(self, arguments: object) -> str | None:
        """Return the handle of what is to be acted on; None for a new request. Raises InvalidInput for what nobody
        asked for."""
        given: ProposeActionInput = to_body(arguments, ProposeActionInput)
        if not is_asked_for(given.action, self._messages[-1]):
            raise InvalidInput("The question's own words do not ask for this action.")
        subject = _name_subject(given)
        if subject is None:
            if given.request is not None and not is_own_wording(given.request, self._messages):
                raise InvalidInput("A trip is requested in the person's own words, copied letter by letter.")
            return None
        found = next((handle for handle, fact in self._box.facts.items() if fact.href == subject), None)
        if found is None:
            raise InvalidInput("Look up what the action is about before.")
        return found


def _name_subject(given: ProposeActionInput) -> str | None:
    """Return the path of what a proposal is about; None for a new request."""
    match given.action:
        case ProposedAction.REQUEST_TRIP:
            return None
        case ProposedAction.CANCEL_TRIP:
            return f"/v1/trips/{given.trip_id}"
        case _:
            return f"/v1/bookings/{given.booking_id}"


def name_inputs(box: Toolbox) -> list[tuple[str, str, JsonObject]]:
    """Return name, description and schema of each tool."""
    return [(tool.name, tool.description, tool.describe_input()) for tool in box.tools.values()]
