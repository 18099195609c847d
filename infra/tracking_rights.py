"""Who may do what with where travellers are, and with who looked."""

# How people share their positions, and looks, which are only added.
TRACKING = (
    "table:get:tracking-preferences",
    "table:put:tracking-preferences",
    "table:query:position-looks",
    "table:put:position-looks",
    "table:query:positions",
    "table:get:track-shares",
    "table:query:track-shares",
    "table:put:track-shares",
    "table:delete:track-shares",
)
# What decides whether a position of somebody may be kept, and how exactly.
DECIDING_ON_POSITIONS = (
    "table:query:consents",
    "table:get:tracking-preferences",
    "table:query:trips/traveller-start",
    "table:query:items/trip-start",
    "table:get:employees",
)
# Ending the devices of somebody who has left, or is erased.
ENDING_DEVICES = (
    "table:get:tracking-devices",
    "table:batch:tracking-devices",
    "table:delete:tracking-devices",
    "table:delete:mentions",
)
ERASING_POSITIONS = (
    *ENDING_DEVICES,
    "table:get:tracking-preferences",
    "table:delete:tracking-preferences",
    "table:query:position-looks",
    "table:query:position-looks/viewer-look",
    "table:put:position-looks",
    "table:delete:position-looks",
    "table:query:positions",
    "table:delete:positions",
    "table:query:track-shares",
    "table:delete:track-shares",
)
# By night: what trips that are over leave of where somebody was.
COARSENING = (
    "table:get:tracking-preferences",
    "table:query:tracking-preferences/due",
    "table:update:tracking-preferences",
    "table:query:trips/traveller-start",
    "table:query:positions",
    "table:batch:positions",
    "table:put:positions",
    "table:delete:positions",
)
# Registering, naming and revoking devices, who one is that reports, and what of it anybody may keep.
REPORTING = (*ENDING_DEVICES, *DECIDING_ON_POSITIONS, "table:put:tracking-devices", "queue:send:positions")
# Storing what devices reported: as far as its owner shares it, and not of who is erased meanwhile.
STORING = (
    *DECIDING_ON_POSITIONS,
    "table:batch:positions",
    "table:put:positions",
    "table:delete:positions",
    "table:batch:mentions",
    "queue:consume:positions",
    "queue:send:positions-dlq",
)
