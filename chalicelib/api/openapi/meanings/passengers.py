"""Passenger profiles: what they hold, and who reads them."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "ImportStatus": {
        "previewed": "What it would change is known, and nothing is changed",
        "applying": "Its rows are being written",
        "applied": "All its rows have an outcome",
        "stopped": "Given up; `reason` says why",
    },
    "RowAction": {
        "error": "Nothing: something is wrong with it",
        "create": "Makes a record",
        "change": "Changes a record",
        "deactivate": "Deactivates somebody",
        "unchanged": "Nothing: the record is so already",
    },
    "RowOutcome": {
        "applied": "It was written",
        "conflict": "The record changed after the preview, and was left as it is",
        "refused": "A rule forbade it",
    },
    "MissingPeople": {"keep": "They stay as they are", "deactivate": "They are deactivated, but for yourself"},
    "UnknownAccounts": {
        "refuse": "The row is an error",
        "create": "They are kept under a new `userId`, which an operator links to the account later",
    },
    "PassengerKind": {"employee": "A person with an account", "guest": "A guest of the person who keeps it"},
    "TravelDocumentKind": {
        "passport": "A passport",
        "identity_card": "A national identity card",
        "visa": "A visa",
        "residence_permit": "A residence permit",
    },
    "Seat": {
        "window": "At the window",
        "aisle": "At the aisle",
        "bulkhead": "Behind a partition",
        "extra_legroom": "With more room for the legs",
        "front": "In the front of the cabin",
    },
    "Meal": {
        "AVML": "Asian vegetarian",
        "BLML": "Bland",
        "CHML": "Child",
        "DBML": "Diabetic",
        "FPML": "Fruit platter",
        "GFML": "Gluten-free",
        "HNML": "Hindu",
        "KSML": "Kosher",
        "LCML": "Low calorie",
        "LFML": "Low fat",
        "LSML": "Low salt",
        "MOML": "Muslim",
        "NLML": "Lactose-free",
        "RVML": "Raw vegetarian",
        "SFML": "Seafood",
        "VGML": "Vegan",
        "VLML": "Vegetarian with dairy and eggs",
        "VJML": "Jain",
        "VOML": "Oriental vegetarian",
    },
    "SpellingStatus": {
        "as_written": "The name is in letters from A to Z",
        "confirmed": "Its bearer or arranger confirmed the spelling",
        "proposed": "Proposed by the rules of passports; not confirmed",
        "missing": "The script has no rules: somebody has to enter a spelling",
    },
    "Relation": {
        "own": "Your own profile",
        "guest": "The profile of a guest of yours",
        "arranger": "A profile that you may book with as its arranger",
    },
    "AccessReason": {
        "revealed": "Somebody read the hidden values",
        "booked": "A booking was made with it",
        "exported": "It went into a data export",
    },
}
