"""The first import of `app.py`: what a cold start makes is there to stay, so nothing looks through it for garbage, and
what the libraries import for purposes that no server has is left out.

That search is a tenth of a cold start, those imports a twentieth. The search begins when the app is whole, for what is
made from then on.
"""

import gc
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

gc.disable()


class NoHelp(str):
    """The help text of a client's method, which botocore would write from the service's model if somebody asked."""

    __slots__ = ()

    def __new__(cls, *_: Any, **__: Any) -> "NoHelp":
        return super().__new__(cls)


def end() -> None:
    """Note that everything is imported."""
    gc.freeze()
    gc.enable()


def _skip_help_texts() -> None:
    """Let botocore's clients be made without the writers of their help texts: forty modules with an HTML parser."""
    _substitute("botocore.docs", DEPRECATED_SERVICE_NAMES=frozenset())
    help_texts = dict.fromkeys(
        ("ClientMethodDocstring", "LazyLoadedDocstring", "PaginatorDocstring", "WaiterDocstring"), NoHelp
    )
    _substitute("botocore.docs.docstring", **help_texts)


def _skip_http2() -> None:
    """Let urllib3 be imported without its HTTP/2, which nobody switches on and which imports readers of archives."""
    _substitute("urllib3.http2")


def _substitute(name: str, **attributes: Any) -> None:
    """Have this module of a library be one with these attributes alone; the modules below it stay the library's."""
    module = ModuleType(name)
    root, *below = name.split(".")
    spec = find_spec(root)
    if spec is None or spec.origin is None or root in sys.modules:
        return  # not installed, or imported already: there is nothing to be left out
    module.__path__ = [str(Path(spec.origin).parent.joinpath(*below))]
    module.__dict__.update(attributes)
    sys.modules[name] = module


_skip_help_texts()
_skip_http2()
