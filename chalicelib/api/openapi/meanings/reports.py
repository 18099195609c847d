"""What travel managers ask of the whole company: exported lists, and reports."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "ListKind": {"bookings": "The company's bookings", "trips": "The company's trips"},
    "ListExportStatus": {
        "queued": "Not begun yet",
        "running": "Being written",
        "done": "The file is there",
        "failed": "Given up; `failure` says why",
    },
    "ListExportFailure": {
        "not_allowed": "You may not list what the company books any more",
        "too_many_rows": "There are more rows than may be exported",
        "expired": "It was not written within a day",
    },
    "SpendGrouping": {
        "month": "By month of purchase",
        "costCentre": "By cost centre that pays",
        "traveller": "By traveller",
        "route": "By pair of places, whichever way, of fares alone",
        "carrier": "By airline or railway that sells, of fares alone",
    },
    "ComplianceGrouping": {
        "month": "By month of purchase",
        "costCentre": "By cost centre that pays",
        "traveller": "By traveller",
    },
}
