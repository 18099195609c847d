"""Offers of suppliers, the searches that find them, and their emissions."""
