"""Webhook subscriptions, and deliveries to them."""
