"""How much the sandbox sells at once, and how far ahead; apart, because who only takes a request in loads no
supplier."""

from chalicelib.domain.trip_requests.sale_window import SaleLimits

# A hold is one DynamoDB transaction of at most 100 writes, one of them a night.
LIMITS = SaleLimits(nights=60)
