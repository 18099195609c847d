"""Embedders: what turns texts into vectors whose nearness is likeness of meaning."""
