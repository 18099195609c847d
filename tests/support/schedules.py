"""What EventBridge sends a function by the clock."""

import uuid
from datetime import UTC, datetime
from typing import Any


def scheduled() -> dict[str, Any]:
    """Return the event of a schedule that is due now."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": "eu-central-1",
        "resources": [],
        "detail": {},
    }
