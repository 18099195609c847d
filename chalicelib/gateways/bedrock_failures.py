"""What Bedrock answers when something is wrong, by the word for the log; what is not here is a mistake of our own."""

from collections.abc import Mapping

FAILURES: Mapping[str, str] = {
    "ThrottlingException": "throttled",
    "TooManyRequestsException": "throttled",
    "ServiceQuotaExceededException": "throttled",
    "ModelNotReadyException": "unavailable",
    "ServiceUnavailableException": "unavailable",
    "InternalServerException": "unavailable",
    "ModelErrorException": "unavailable",
    "ModelTimeoutException": "timeout",
    "AccessDeniedException": "denied",
    "UnrecognizedClientException": "denied",
    "ExpiredTokenException": "denied",
    "ResourceNotFoundException": "unknown_model",
    "ValidationException": "refused",
}
