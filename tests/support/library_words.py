"""Words of the libraries that check what comes in, which nobody outside should read."""

import re

LIBRARY = re.compile(r"Expected|Invalid |matching regex|RFC ?3339|`(str|int|float|bool|array|object|null|datetime)`|"
                     r"msgspec|Enum|Object (missing|contains)|timezone component|Traceback|<class|at `\$")  # fmt: skip
