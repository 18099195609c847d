"""What the reference page is searched by: for each operation, guide and type its words, each with a weight.

The page carries these words in its menu, and `docs.js` matches what is typed with them; nothing is fetched.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chalicelib.api.openapi.guides import GUIDES, Guide
from chalicelib.domain.value import JsonObject

_UNSAID = """\
a an and are as at be been but by can do for from has have how if in into is it its may no not of on one only or our s
so that the their them then there they this to up was we what when which will with you your"""
_STOP = frozenset(_UNSAID.split())
_SYNONYMS: Mapping[str, str] = {
    "accept": "confirm",
    "airport": "iata",
    "approval": "approve sign authorise authorize",
    "assistant": "chat ask bot ai question",
    "audit": "log history trail",
    "booking": "reservation trip order",
    "budget": "spend spending money",
    "calendar": "ical ics feed outlook subscribe",
    "cancel": "abort delete void",
    "car": "rental hire vehicle",
    "change": "modify edit amend",
    "colleague": "people person user directory",
    "compensation": "rollback saga undo",
    "confirm": "accept",
    "consent": "gdpr permission agree",
    "create": "add new make",
    "conversation": "chat",
    "credit": "voucher refund",
    "deactivate": "offboard leaver remove disable",
    "delete": "remove destroy drop erase",
    "delegate": "substitute absence holiday vacation deputy",
    "decide": "approve decline reject",
    "decline": "reject refuse deny",
    "device": "phone gps tracker",
    "document": "file upload attachment passport visa",
    "employee": "user staff hr people person",
    "erasure": "gdpr delete forget personal",
    "export": "download gdpr portability",
    "find": "search lookup",
    "geocode": "address coordinates",
    "geofence": "area zone region",
    "get": "read fetch show retrieve details status",
    "health": "status ping uptime alive",
    "item": "itinerary entry",
    "list": "all browse overview",
    "look": "access viewed",
    "message": "chat words say",
    "option": "itinerary offer",
    "order": "purchase",
    "passenger": "traveller profile traveler",
    "policy": "rules clause compliance",
    "position": "location gps where track",
    "privacy": "gdpr personal",
    "progress": "eta live late delay",
    "put": "set replace create",
    "quote": "price cost fee refund",
    "recall": "withdraw",
    "receipt": "invoice refund",
    "redrive": "retry",
    "register": "add create new",
    "remove": "delete end revoke",
    "rename": "name update change",
    "replace": "update overwrite put edit change modify set",
    "replay": "resend retry redeliver",
    "request": "create ask",
    "revise": "edit correct change update",
    "revoke": "delete remove withdraw disable stop",
    "rotate": "renew new change",
    "route": "directions distance way",
    "search": "find query",
    "secret": "key signing signature",  # nosec B105 - words to search by
    "select": "choose pick",
    "send": "post submit",
    "set": "update change put enable",
    "share": "grant access colleague",
    "stay": "hotel accommodation",
    "stream": "sse events follow live subscribe",
    "supplier": "airline carrier vendor",
    "timeline": "itinerary schedule conflicts",
    "track": "gps path history export",
    "traveller": "traveler passenger",
    "trip": "journey travel itinerary",
    "update": "edit change modify patch",
    "verify": "check validate integrity tamper",
    "webhook": "callback subscription notify",
}
_OFTEN_TYPED: Mapping[str, str] = {
    "cancel_booking": "cancel",
    "confirm_document": "finish upload",
    "confirm_policy_document_version": "upload finished handbook",
    "confirm_quote": "confirm cancellation change",
    "create_document": "attach upload file",
    "create_download_link": "download get file",
    "create_item": "meeting",
    "create_my_calendar": "subscribe feed",
    "create_passenger": "save passport",
    "create_policy_document": "upload handbook",
    "create_policy_document_download_link": "download handbook",
    "create_policy_document_version": "handbook upload new replace",
    "create_track_share": "share my location live",
    "create_trip": "plan",
    "create_webhook": "subscribe events register callback",
    "deactivate_employee": "left leaves leaver",
    "delete_policy_document": "handbook",
    "delete_positions": "remove my erase location",
    "delete_share": "unshare revoke share trip",
    "delete_webhook": "unsubscribe",
    "find_colleagues": "user directory",
    "get_booking": "details status",
    "get_docs": "documentation page manual",
    "get_document": "status",
    "get_employee": "record employee id",
    "get_me": "who am i me my roles identity profile",
    "get_my_calendar": "my calendar",
    "get_my_employee": "my manager cost centre grade",
    "get_openapi": "swagger",
    "get_passenger": "reveal passport",
    "get_policy_document": "versions parsing status",
    "get_tracking": "settings",
    "get_trip": "details",
    "get_trip_progress": "flight late eta",
    "list_accesses": "who read my passport log",
    "list_approvals": "waiting inbox",
    "list_consent_history": "log past",
    "list_conversation_messages": "chat",
    "list_conversations": "history",
    "list_employees": "employees staff people",
    "list_geofence_events": "entered enter exit history",
    "list_my_geofence_events": "where was i entered history geofence",
    "list_my_positions": "my location history where was i export track",
    "list_policy_documents": "handbook",
    "list_policy_sections": "chapter",
    "list_policy_versions": "policy history old versions",
    "list_positions": "location history where was traveller",
    "list_shares": "who see trip",
    "list_trips": "my trips shared mine",
    "list_webhooks": "my",
    "publish_policy": "update set change new",
    "put_share": "share trip grant access",
    "read_calendar": "ics outlook ical feed",
    "read_shared_track": "open share link public",
    "recall_booking": "take back withdraw request",
    "remove_delegate": "back from vacation",
    "replace_webhook": "url",
    "report_compliance": "missed savings",
    "report_positions": "send upload post gps location",
    "report_queried_position": "get",
    "request_erasure": "right forgotten erase forget",
    "request_list_export": "export bookings trips download csv all",
    "reverse_geocode": "place coordinates",
    "revoke_track_share": "stop sharing my location",
    "revoke_tracking_device": "lost phone",
    "search_policy": "question",
    "send_assistant_message": "chat question",
    "send_message": "natural language",
    "set_delegate": "out office vacation",
    "set_tracking": "enable location sharing level quiet hours",
    "stream_policy_document_events": "parsing progress follow",
    "stream_tracking": "live location follow",
}
"""What else people type who look for an operation, beside its names."""

_NAME, _TYPED, _SUMMARY, _SYNONYM, _PATH, _TAG, _TYPE, _FIELD, _TEXT = 9, 9, 8, 6, 5, 4, 4, 2, 1


class Entry(NamedTuple):
    """What can be found: where it stands on the page, and its words with their weights."""

    anchor: str
    words: Mapping[str, int]

    def write(self) -> str:
        """Return the words as the page carries them: `create:9 booking:9`."""
        return " ".join(f"{word}:{weight}" for word, weight in self.words.items())


def list_entries(document: JsonObject) -> list[Entry]:
    """Return an entry for each guide, operation and type, in the page's order."""
    operations = [
        _of_operation(path, each)
        for tag in document["tags"]
        for path, methods in document["paths"].items()
        for each in methods.values()
        if tag["name"] in each.get("tags", ())
    ]
    types = [Entry(f"type-{name}", _weigh((_TYPE, name))) for name in sorted(document["components"]["schemas"])]
    return [*map(_of_guide, GUIDES), *operations, *types]


def split_words(text: str) -> list[str]:
    """Return the words of a text or of a name in camelCase, in small letters, a plural as its singular."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    return [_singular(word) for word in re.findall(r"[a-z0-9]+", spaced.lower()) if word not in _STOP]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _of_guide(guide: Guide) -> Entry:
    rows = " ".join(name for name, _ in guide.rows)
    return Entry(
        guide.anchor, _weigh((_NAME, guide.title), (_SUMMARY, guide.words), (_TEXT, guide.text), (_TEXT, rows))
    )


def _of_operation(path: str, operation: JsonObject) -> Entry:
    named = [split_words(operation["operationId"]), split_words(operation["summary"])]
    synonyms = " ".join(_SYNONYMS.get(word, "") for words in named for word in words)
    fields = " ".join(each["name"] for each in operation["parameters"] if "name" in each)
    words = _weigh(
        (_NAME, operation["operationId"]),
        (_TYPED, _OFTEN_TYPED.get(operation["operationId"], "")),
        (_SUMMARY, operation["summary"]),
        (_SYNONYM, synonyms),
        (_PATH, re.sub(r"{\w+}", "", path)),
        (_TAG, " ".join(operation["tags"])),
        (_FIELD, fields),
        (_TEXT, operation.get("description", "")),
    )
    return Entry(f"op-{operation['operationId']}", words)


def _weigh(*parts: tuple[int, str]) -> Mapping[str, int]:
    """Return each word with the weight of the weightiest part that it stands in."""
    found: dict[str, int] = {}
    for weight, text in parts:
        for word in split_words(text):
            found.setdefault(word, weight)
    return found


def stop_words() -> Iterable[str]:
    """Return the words that nothing is found by."""
    return sorted(_STOP)
