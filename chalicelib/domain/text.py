"""Short texts with a shape of their own that several kinds of things carry."""

from typing import Annotated

import msgspec

COST_CENTRE_PATTERN = "[A-Z0-9][A-Z0-9-]{1,31}"

ShortText = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
CostCentre = Annotated[str, msgspec.Meta(pattern=f"^{COST_CENTRE_PATTERN}$", examples=["SALES-EU"])]
