"""What functions do with webhooks, as grants of `policies.py`."""

PUBLISHING = ("table:query:webhooks", "table:put:webhook-deliveries", "queue:send:webhooks")  # webhooks' deliveries
SUBSCRIBING = (
    *PUBLISHING,
    "table:get:webhooks",
    "table:put:webhooks",
    "table:update:webhooks",
    "table:delete:webhooks",
    "table:get:webhook-deliveries",
    "table:query:webhook-deliveries/webhook-created",
    "table:query:webhook-deliveries/status-created",
    "key:use:webhooks",
)
