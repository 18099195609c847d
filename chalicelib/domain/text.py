"""Short texts that people write: names, reasons, cost centres; what they may hold and how long they may be."""

from typing import Annotated

import msgspec

ShortText = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


CostCentre = Annotated[str, msgspec.Meta(pattern="^[A-Z0-9][A-Z0-9-]{1,31}$", examples=["SALES-EU"])]
