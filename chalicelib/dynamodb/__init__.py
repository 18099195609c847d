"""The edge of DynamoDB: client, errors, pages, retries, and what all tables have in common."""
