"""HTTP: one module a resource; what they are served with is in `http`, their description in `openapi`."""
