"""The travel policy, policy documents, the assistant, webhooks and the service itself."""

from collections.abc import Mapping

_SCOPES = {
    "any": "Wherever it goes",
    "domestic": "Within one country",
    "international": "Across a border",
}

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Tag": {
        "always": "Every trip",
        "flight": "Trips with a flight",
        "rail": "Trips with a train",
        "stay": "Trips with a hotel stay",
        "car": "Trips with a rental car",
        "domestic": "Trips within one country",
        "international": "Trips across a border",
        "group": "Trips of several travellers",
    },
    "AdvanceBooking.scope": _SCOPES,
    "ShortRoute.scope": _SCOPES,
    "PurposeStated.scope": _SCOPES,
    "VersionStatus": {
        "scheduled": "It counts from `effectiveFrom` on",
        "in_effect": "It counts today (UTC)",
        "superseded": "A newer one counts instead",
    },
    "RankingMethod": {
        "meaning": "By what the words mean, as a model has it",
        "words": "By the words that question and section share",
    },
    "PolicyFileType": {
        "application/pdf": "PDF",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (.docx)",
        "text/html": "HTML",
        "text/markdown": "Markdown",
        "text/plain": "Plain text",
    },
    "PolicyDocumentStatus": {
        "pending": "Waits for its file to be uploaded and confirmed",
        "received": "Its file is there, and waits to be parsed",
        "parsing": "Is being parsed",
        "parsed": "Its sections can be read and cited",
        "indexed": "Its sections are found by a search as well",
        "failed": "Could not be parsed; `failure` says why",
        "deleted": "Deleted, its file as well",
    },
    "ParsingProblem": {
        "not_uploaded": "There is no file",
        "not_as_announced": "The file has another size or checksum than announced",
        "wrong_type": "The file is not of its media type",
        "too_large": "The file is larger than allowed",
        "too_many_pages": "The file has more pages than allowed",
        "too_complex": "Its structure takes more time or memory than allowed",
        "damaged": "The file cannot be read to its end",
        "encrypted": "The file asks for a password",
        "empty": "There are no words in it",
        "scanned_without_text": "Its pages are pictures without text",
        "unreadable_text": "Its characters cannot be told from one another",
        "active_content": "It holds scripts, forms or other files",
        "unsafe_markup": "Its markup would load or run something",
        "not_parsed": "Parsing stopped for a reason of our own; upload it again",
    },
    "ParsingWarning": {
        "tables_not_read": "Tables stand in the text as printed, and not as rows of cells",
        "pictures_not_read": "Some pages are pictures without text",
    },
    "MessageStatus": {"answering": "The answer is being made", "answered": "The answer is there"},
    "AnswerOutcome": {
        "answered": "There is an answer",
        "nothing_found": "Neither the policy nor your trips say anything about it",
        "out_of_scope": "It is about something else than the policy and your trips",
    },
    "AnswererKind": {
        "extractive": "Rules that quote and list what they find",
        "model": "A language model that chose what is shown",
    },
    "ActionLink.method": {
        "POST": "Creates or does something",
        "PUT": "Replaces something",
        "DELETE": "Removes something",
    },
    "DisabledReason": {
        "gone": "The receiver answered 410: it wants no more events",
        "failing": "Deliveries have failed for days",
    },
    "DeliveryStatus": {
        "pending": "Waits for the next attempt",
        "delivered": "The receiver accepted it",
        "failed": "The last attempt failed; it can be sent again",
    },
    "HealthView.status": {"ok": "All dependencies answer", "degraded": "A dependency is failing"},
    "Dependency.status": {"ok": "Answers", "failing": "Does not answer"},
}
