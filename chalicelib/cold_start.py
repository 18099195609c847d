"""The first import of `app.py`: what a cold start makes is there to stay, so nothing looks through it for garbage.

That search is a tenth of a cold start. It begins when the app is whole, for what is made from then on.
"""

import gc

gc.disable()


def end() -> None:
    """Note that everything is imported."""
    gc.freeze()
    gc.enable()
