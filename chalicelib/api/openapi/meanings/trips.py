"""Trip requests, trips and their items, documents, consents and roles."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "TripRequestTravelMode": {"air": "By air", "rail": "By train", "any": "By air or by train"},
    "Cabin": {
        "economy": "Economy class",
        "premium_economy": "Premium economy class",
        "business": "Business class",
        "first": "First class; on trains it stands for all above economy",
    },
    "Strength": {
        "must": "What lacks it is no option, unless nothing else is left",
        "wish": "What lacks it ranks lower",
    },
    "CarCategory": {
        "mini": "ACRISS M",
        "economy": "ACRISS E",
        "compact": "ACRISS C",
        "intermediate": "ACRISS I",
        "standard": "ACRISS S",
        "full_size": "ACRISS F",
        "premium": "ACRISS P",
    },
    "Alliance": {"oneworld": "oneworld", "skyteam": "SkyTeam", "star_alliance": "Star Alliance"},
    "SeatPosition": {"aisle": "At the aisle", "window": "At the window"},
    "TripStatus": {
        "planned": "Planned by hand, and nothing says that it is certain",
        "confirmed": "Booked, or confirmed by hand",
        "in_progress": "Its start has passed",
        "completed": "Its end has passed",
        "cancelled": "Does not take place",
    },
    "TripAccess": {
        "owner": "You are a party of the trip",
        "write": "It is shared with you to read and write",
        "read": "It is shared with you to read",
        "manager": "You are a travel manager",
    },
    "Right": {"read": "Read the trip and its items", "write": "Read and write them"},
    "ItemKind": {
        "flight": "A flight",
        "rail": "A train ride",
        "stay": "A hotel stay",
        "car": "A rental car",
        "ride": "A taxi, a bus or another ride",
        "meeting": "An appointment",
        "note": "Anything else",
    },
    "ItemStatus": {
        "planned": "Intended",
        "confirmed": "Certain: booked or agreed",
        "done": "Has taken place",
        "cancelled": "Does not take place",
    },
    "ConflictKind": {
        "overlap": "Two items take place at the same time",
        "short_connection": "Too little time from one item to the next",
        "overlapping_stays": "Two stays have the same night",
        "missing_stay": "A night without a stay",
        "outside_trip": "An item is outside the trip's dates",
    },
    "DocumentKind": {
        "receipt": "Proof of a payment",
        "invoice": "An invoice",
        "itinerary": "A plan of the journey",
        "visa": "A visa",
        "passport": "A passport",
    },
    "ContentType": {
        "application/pdf": "PDF",
        "image/jpeg": "JPEG",
        "image/png": "PNG",
        "image/webp": "WebP",
        "image/heic": "HEIC",
    },
    "DocumentStatus": {
        "pending": "Waits for its file, or for the file to be confirmed",
        "confirmed": "Its file is there and can be downloaded",
        "rejected": "Its file is not what was announced",
        "deleted": "Deleted, its file as well",
    },
    "Purpose": {
        "location_tracking": "Positions of your devices during trips",
        "document_storage": "Files of your documents",
        "trip_sharing": "Sharing your trips with colleagues",
        "travel_analytics": "Statistics on travel that name nobody",
        "travel_offers": "Offers that suit your travel",
    },
    "ConsentChangeReason": {
        "decided": "The person granted or withdrew it",
        "expired": "Its time was over",
        "erased": "The person's data was erased",
    },
    "ErasureStatus": {"running": "Still at work", "done": "All data of the person is erased or anonymous"},
    "Role": {
        "traveller": "Requests trips and travels",
        "approver": "Decides on approval requests of others",
        "travel-manager": "Keeps the policy, budgets and employee records, and sees all bookings",
        "operator": "Retries what failed and reads how the service fares",
    },
}
