"""Sojourn: policy-aware corporate travel. The layers and who may import whom are drawn in README.md."""

__version__ = "0.1.0"
