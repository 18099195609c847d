"""Which words a name may not hold, and where those stand that mean more than one thing. Read by `local.words`."""

from collections.abc import Mapping

# Each with its inflections: the field has a word of its own for it (docs/glossary.md).
BANNED: tuple[tuple[str, ...], ...] = (
    *((word,) for word in ("leave", "undo", "undoes", "undone", "lapse", "lapses", "lapsed", "owe", "owes",
                           "owed", "told", "tell", "tells", "telling", "dearer", "anew")),
    *((verb, "back") for verb in ("give", "gives", "giving", "given", "gave")),
    *((verb, "off") for verb in ("call", "calls", "calling", "called")),
    *((verb, "in") for verb in ("stand", "stands", "standing")),
)  # fmt: skip
BANNED_ENDINGS = ("ask", "asks", "wish", "wishes")  # of a class or a schema: it is a Request, or Preferences

# A word that has several meanings, and the rooms (modules by their beginning) in which it has the one given.
ROOMS: Mapping[str, Mapping[str, str]] = {
    "state": {
        "chalicelib.domain.tracking": "what is known after a span of signals, from which the next one is followed",
        "chalicelib.services.tracking": "what is known after a span of signals, from which the next one is followed",
        "infra": "a state of the workflow, as Step Functions has it",
        "chalicelib.gateways.workflow": "as Step Functions has it",
        "tests.test_wiring": "a state of the workflow",
        "local.cloud": "what the emulator keeps, by its own name",
        "local.ministack_snapshots": "what the emulator keeps, by its own name",
        "local.places_tables": "a state of the United States",
    },
    "line": {
        "chalicelib.observability": "a line of the log",
        "chalicelib.gateways.maps": "a line string, as GeoJSON calls a path",
        "chalicelib.workers": "a line of the log",
        "chalicelib.services": "a line of the log",
        "chalicelib.api.openapi": "a line of text",
        "chalicelib.gateways.document_parsing": "a line of text",
        "chalicelib.gateways.suppliers.sandbox.rail": "a line of a railway",
        "chalicelib.gateways.suppliers.sandbox.rail_lines": "a line of a railway",
        "chalicelib.gateways.suppliers.sandbox.rail_network": "a line of a railway",
        "chalicelib.decoding": "a line of text",
        "chalicelib.domain.text": "a line of text",
        "chalicelib.domain.policy_documents": "a line of text",
        "chalicelib.domain.trip_requests.reading": "a line of text",
        "chalicelib.domain.trips": "a content line of an iCalendar file",
        "infra": "a line of the log",
        "local": "a line of text",
        "docs": "a line of the log",
        "tests": "a line of text, of code or of the log",
    },
    "part": {
        "chalicelib.domain.bookings": "the separately refundable portion of a component",
        "chalicelib.domain.offers": "the separately refundable portion of a component",
        "chalicelib.domain.reports": "the separately refundable portion of a component",
        "chalicelib.domain.servicing": "the separately refundable portion of a component",
        "chalicelib.services.servicing": "the separately refundable portion of a component",
        "chalicelib.services.bookings": "the separately refundable portion of a component",
        "chalicelib.services.booking_workflow": "the separately refundable portion of a component",
        "chalicelib.gateways.suppliers": "the separately refundable portion of a component",
        "chalicelib.api": "the separately refundable portion of a component",
        "chalicelib.domain.trips": "the separately refundable portion of a component",
        "chalicelib.domain.passengers": "an encrypted part of a profile",
        "chalicelib.domain.trip_requests.reading": "a part of a text",
        "chalicelib.domain.places": "a part of a name",
        "chalicelib.domain.policies": "a part of a document",
        "chalicelib.domain.policy_documents": "a part of a number",
        "chalicelib.gateways.document_parsing": "a part of a file or of a text",
        "chalicelib.services.tracking": "a part of a batch",
        "chalicelib.domain.privacy": "a part of a record",
        "chalicelib.decoding": "a part of a document",
        "chalicelib.worklist": "a part of what a scheduled job has to do",
        "chalicelib.services.operations": "a part of what a scheduled job has to do",
        "openapi": "the separately refundable portion of a component",
        "infra": "a part of the archive",
        "local": "a part of a name or of a command",
        "docs": "in part: not whole",
        "tests": "as in the module that is tested",
    },
    "way": {
        "docs": "how something is done",
    },
    "leg": {"chalicelib.gateways.maps": "from one point of a route to the next, as providers of roads call it"},
    "segment": {
        "chalicelib": "one flight number between two airports, or one train between two stations",
        "local.descriptions": "one flight number between two airports, or one train between two stations",
        "openapi": "one flight number between two airports, or one train between two stations",
        "docs": "one flight number between two airports, or one train between two stations",
        "tests": "one flight number between two airports, or one train between two stations",
    },
    "reference": {
        "chalicelib.api.openapi": "a reference in the description, and the reference page",
        "chalicelib.domain.places": "a row of reference data",
        "chalicelib.gateways.suppliers": "the id that a supplier knows something by",
        "tests.unit.api.openapi": "a reference in the description",
        "infra.edge": "what AWS's firewall calls a statement on networks, and CloudFront the mark of a request",
        "docs": "the reference page",
    },
    "carrier": {
        "chalicelib.api.openapi.meanings.reports": "the airline that sells a segment, or the railway",
        "chalicelib.api.reports": "the airline that sells a segment, or the railway",
        "chalicelib.domain.reports": "the airline that sells a segment, or the railway",
        "chalicelib.domain.offers": "the airline that sells or flies a segment",
        "chalicelib.domain.planning": "the airline that sells or flies a segment",
        "chalicelib.domain.policies": "the airlines that a policy prefers or bars",
        "chalicelib.domain.trip_requests": "the airlines that a traveller would fly with",
        "chalicelib.domain.trip_requests.reading.wishes.comforts": "the airlines that a traveller would fly with",
        "chalicelib.gateways.suppliers": "the airline that sells or flies a segment",
        "openapi": "the airline that sells or flies a segment",
        "tests": "the airline that sells or flies a segment",
    },
    "passenger": {
        "chalicelib.api.openapi.meanings.passengers": "a passenger profile",
        "chalicelib.api.openapi.search_index": "a passenger profile",
        "chalicelib.api.passengers": "a passenger profile",
        "chalicelib.domain.authorization.operations": "a passenger profile",
        "chalicelib.domain.passengers": "a passenger profile",
        "chalicelib.models.passengers": "a passenger profile",
        "chalicelib.services.passengers": "a passenger profile",
        "chalicelib.services.operations.retention": "a passenger profile",
        "chalicelib.services.privacy": "a passenger profile",
        "chalicelib.gateways.encryption": "a passenger profile",
        "openapi": "a passenger profile",
        "infra": "a passenger profile",
        "tests": "a passenger profile",
        "docs": "a passenger profile",
    },
}

# Two words that mean one thing together, wherever they stand.
COMPOUNDS: Mapping[tuple[str, str], str] = {
    ("state", "machine"): "of Step Functions",
    ("under", "way"): "begun, and not finished",
    ("one", "way"): "a trip without a return",
    ("the", "way"): "on the way: travelling, on a trip that is under way",
    ("log", "line"): "a line of the log",
    ("marketing", "carrier"): "the airline under whose number a segment is sold",
    ("operating", "carrier"): "the airline that flies it",
    ("passenger", "id"): "the id of a passenger profile",
    ("passenger", "ids"): "the ids of passenger profiles",
    ("passenger", "profile"): "a stored traveller profile",
    ("passengers", "enabled"): "whether a stage keeps passenger profiles",
    ("supplier", "reference"): "the id that a supplier knows something by",
}

# Whole names that break the rules, with the reason. At most 25.
EXCEPTIONS: Mapping[str, str] = {}
MOST_EXCEPTIONS = 25
