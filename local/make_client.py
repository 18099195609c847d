"""Writes both clients' types and methods from the API's own description, for `make client`."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local import python_client, typescript_client

Json = dict[str, Any]


def find_outdated(document: Json) -> Iterator[Path]:
    """Yield the generated modules that are not as the description would have them."""
    for path, source in _make(document).items():
        if not path.exists() or path.read_text(encoding="utf-8") != source:
            yield path


def load_description() -> Json:
    """Return the description that the application serves."""
    import app
    from chalicelib.api.openapi.document import build_document

    return build_document(app.app)


def main() -> int:
    argparse.ArgumentParser(prog="python -m local.make_client", description=__doc__).parse_args()
    made = _make(load_description())
    for path, source in made.items():
        path.write_text(source, encoding="utf-8")
    python = {path.name: source for path, source in made.items() if path.parent == python_client.PACKAGE}
    methods = python["operations.py"].count("    def ")
    print(f"client: {methods} methods, {python['models.py'].count('(Model, ')} types, in Python and TypeScript")
    return 0


def _make(document: Json) -> dict[Path, str]:
    """Return every generated module by its place."""
    python = {python_client.PACKAGE / name: source for name, source in python_client.sources(document).items()}
    typed = {typescript_client.PACKAGE / name: source for name, source in typescript_client.sources(document).items()}
    return {**python, **typed}


if __name__ == "__main__":
    sys.exit(main())
