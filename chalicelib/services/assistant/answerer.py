"""Whoever answers the assistant's questions: rules that quote and list, or a language model that chooses what is shown.

An answerer sees what its tools return, and they return what the asking person may see. It changes nothing.
"""

from collections.abc import Sequence
from typing import Protocol

from chalicelib.domain.assistant.answer import Answer
from chalicelib.domain.assistant.conversation import AssistantMessage
from chalicelib.services.assistant.toolbox import Toolbox


class Answerer(Protocol):
    """Answers questions about the travel policy and the asking person's trips."""

    def answer(self, question: str, conversation: Sequence[AssistantMessage], tools: Toolbox) -> Answer:
        """Return the answer to a question that follows on the answered messages of a conversation, the oldest first.

        It cites only what `tools` handed out, and offers only actions that they made. Raises Unavailable when what it
        needs cannot be read at the moment.
        """
