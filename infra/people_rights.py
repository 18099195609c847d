"""What importing people takes, as grants of `policies.py`: to preview a file, and to apply it, as the sweeper does."""

IMPORTING = (
    "table:get:employee-imports",
    "table:put:employee-imports",
    "table:query:employee-imports",
)
APPLYING = (
    "table:get:employee-imports",
    "table:put:employee-imports",
    "table:update:employee-imports",
    "table:query:employee-imports",
    "table:query:employee-imports/due",
    "table:put:employees",
    "table:check:employees",
    "table:put:colleagues",
    "table:delete:colleagues",
    "table:check:mentions",  # who was erased is kept anew by a person alone
)
