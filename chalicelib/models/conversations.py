"""The conversations table: conversations with the assistant and their messages, under the person whose they are.

Its key begins with the person, so that what is somebody else's cannot even be asked for. A message is written in the
transaction that changes its conversation, and on the condition that the person is not erased.
"""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.domain.assistant.conversation import MOST_CONVERSATIONS, AssistantMessage, Conversation
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, changing, table_meta
from chalicelib.errors import Conflict, NotFound
from chalicelib.models.limits import Limit, scope_of
from chalicelib.models.mentions import save_unless_erased

_CONVERSATION, _MESSAGE = "conversation/", "message/"
_AT_ONCE = 100


class ConversationRow(Model):
    """One conversation (`document`), or one message of one (`message`); messages sort as they were sent."""

    Meta = table_meta("conversations")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    version = NumberAttribute(null=True)
    expires_at = TTLAttribute(attr_name="expiresAt")
    document = StructAttribute[Conversation](Conversation, null=True)
    message = StructAttribute[AssistantMessage](AssistantMessage, null=True)


class EntryRow(Model):
    """The key of a conversation or a message, and when it expires."""

    Meta = table_meta("conversations")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    expires_at = TTLAttribute(attr_name="expiresAt")


def create_conversation(conversation: Conversation, message: AssistantMessage, now: datetime) -> None:
    """Add a conversation with its first message, as one more of the person's. Raises VersionConflict when it is there
    already, Conflict when they have as many as there may be, PersonErased, Unavailable."""
    save_unless_erased(
        _row_of(conversation),
        ConversationRow.entry.does_not_exist(),
        of=[conversation.user_id],
        what="The conversation",
        beside=[_message_row(conversation, message)],
        within=_room_for(conversation, now),
    )


def replace_conversation(before: Conversation, after: Conversation, message: AssistantMessage | None = None) -> None:
    """Put the next version of a conversation in the place of the one before, with a message of it. Raises
    VersionConflict, PersonErased, Unavailable."""
    save_unless_erased(
        _row_of(after),
        ConversationRow.version == before.version,
        of=[after.user_id],
        what="The conversation",
        beside=[_message_row(after, message)] if message else [],
    )


def mark_deleting(before: Conversation, after: Conversation) -> None:
    """Mark a conversation as being deleted, its person erased or not. Raises VersionConflict."""
    with changing("The conversation"):
        _row_of(after).save(condition=ConversationRow.version == before.version)


def find_conversation(user_id: str, conversation_id: str) -> Conversation | None:
    """Return a conversation of the person, read consistently, even one that is being deleted; None without one."""
    try:
        return ConversationRow.get(user_id, _CONVERSATION + conversation_id, consistent_read=True).document
    except DoesNotExist:
        return None


def list_conversations(user_id: str, now: datetime, *, limit: int, start: Cursor | None) -> ResultPage[Conversation]:
    """Return one page of the person's conversations, the latest begun first, read consistently, and where the next page
    starts. It may be short, for what is deleted or has expired is left out."""
    rows = ConversationRow.query(
        user_id,
        ConversationRow.entry.startswith(_CONVERSATION),
        scan_index_forward=False,
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    found = [row.document for row in rows]
    return ResultPage([each for each in found if not each.is_gone(now)], rows.last_evaluated_key)


def list_messages(
    user_id: str, conversation_id: str, *, limit: int, after: int = 0, start: Cursor | None = None
) -> ResultPage[AssistantMessage]:
    """Return one page of a conversation's messages with numbers above `after`, in order, read consistently, and where
    the next page starts."""
    rows = ConversationRow.query(
        user_id,
        ConversationRow.entry.between(
            _message_entry(conversation_id, after + 1), _message_entry(conversation_id, 999_999)
        ),
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.message for row in rows], rows.last_evaluated_key)


def delete_conversation(user_id: str, conversation_id: str) -> None:
    """Remove a conversation with its messages, itself last; harmless when it is gone."""
    for row in EntryRow.query(
        user_id, EntryRow.entry.startswith(f"{_MESSAGE}{conversation_id}/"), consistent_read=True, page_size=_AT_ONCE
    ):
        row.delete()
    EntryRow(user_id, _CONVERSATION + conversation_id).delete()


def forget_person(user_id: str, limit: int) -> int:
    """Remove up to `limit` conversations and messages of a person, and return how many there were."""
    rows = list(EntryRow.query(user_id, consistent_read=True, limit=limit, page_size=limit))
    for row in rows:
        row.delete()
    return len(rows)


def list_everything(user_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Conversation | AssistantMessage]:
    """Return one page of all that is kept of a person's conversations, in the order of the table."""
    rows = ConversationRow.query(user_id, limit=limit, page_size=limit, last_evaluated_key=start)
    found = [row.document if row.entry.startswith(_CONVERSATION) else row.message for row in rows]
    return ResultPage(found, rows.last_evaluated_key)


def _row_of(conversation: Conversation) -> ConversationRow:
    return ConversationRow(
        conversation.user_id,
        _CONVERSATION + conversation.conversation_id,
        version=conversation.version,
        expires_at=conversation.expires_at,
        document=conversation,
    )


def _message_row(conversation: Conversation, message: AssistantMessage) -> ConversationRow:
    return ConversationRow(
        conversation.user_id,
        _message_entry(message.conversation_id, message.number),
        expires_at=conversation.expires_at,
        message=message,
    )


def _message_entry(conversation_id: str, number: int) -> str:
    return f"{_MESSAGE}{conversation_id}/{number:06d}"


def _room_for(conversation: Conversation, now: datetime) -> Limit:
    def count(_recent: Sequence[str]) -> int:
        """Return how many others there are; they are read consistently, so none is too recent to be seen."""
        rows = EntryRow.query(
            conversation.user_id,
            EntryRow.entry.startswith(_CONVERSATION),
            filter_condition=EntryRow.expires_at > now,
            consistent_read=True,
        )
        return sum(row.entry != _CONVERSATION + conversation.conversation_id for row in rows)

    return Limit(
        scope=scope_of("conversations", conversation.user_id),
        most=MOST_CONVERSATIONS,
        key=conversation.conversation_id,
        count=count,
        full=Conflict(f"You have {MOST_CONVERSATIONS} conversations, as many as there may be: delete one first."),
    )


def no_conversation(conversation_id: str) -> NotFound:
    """Return the error that there is no such conversation of the caller's."""
    return NotFound(f"There is no conversation {conversation_id}.")
