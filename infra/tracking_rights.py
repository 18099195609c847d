"""Who may do what with where travellers are, and with who looked."""

# What decides how exactly somebody shares where they are now.
SHARING = (
    "table:query:consents",
    "table:get:tracking-preferences",
    "table:query:trips/traveller-start",
    "table:get:employees",
)
# What decides whether a position of somebody may be kept: also their itinerary, by which it is night where they are.
DECIDING_ON_POSITIONS = (*SHARING, "table:query:items/trip-start")
# Ending the devices, links and calendars of somebody who has left, or is erased.
ENDING_ACCESS = (
    "table:query:mentions",
    "table:delete:calendars",
    "table:query:track-shares",
    "table:delete:track-shares",
    "table:get:tracking-devices",
    "table:batch:tracking-devices",
    "table:delete:tracking-devices",
    "table:delete:mentions",
)
# Whether somebody may look at a position now, and writing down that they did.
LOOKING = (
    *SHARING,
    "table:get:passengers",
    "table:get:passenger-links",
    "table:check:mentions",
    "table:put:position-looks",
    "accounts:ask:users",
    "table:get:account-links",
    "parameter:read:foundation",
)
# What a traveller's progress and live feed are made of.
FOLLOWING = (
    *LOOKING,
    "table:query:items/trip-start",
    "table:query:positions",
    "table:get:tracking-events",
    "table:batch:employees",
)
# Stopping the feeds of those who may see nothing more of whom they follow.
STOPPING = (
    *LOOKING,
    "table:batch:employees",
    "table:query:subscriptions/connection",
    "table:delete:subscriptions",
    "table:get:connections",
    "table:delete:connections",
    "socket:send:api",
)
# Pushing to who follows a traveller.
PUSHING = (*FOLLOWING, *STOPPING, "table:query:subscriptions")
# Writing an event at the end of a traveller's log, and sending it to webhooks.
PUBLISHING_EVENTS = (
    "table:get:tracking-events",
    "table:put:tracking-events",
    "table:check:mentions",
    "table:query:webhooks",
    "table:put:webhook-deliveries",
    "queue:send:webhooks",
)
# Following positions through geofences, and writing what happened there.
FOLLOWING_GEOFENCES = (
    "table:batch:geofences",
    "table:query:geofences",
    "table:query:positions",
    "table:query:geofence-events",
    "table:get:geofence-events",
    "table:put:geofence-events",
    "table:update:geofence-events",
    "table:delete:geofence-events",
    "table:check:geofence-events",
    "table:get:tracking-preferences",
)
ERASING_POSITIONS = (
    "table:query:geofences",
    "table:delete:geofences",
    "table:query:geofence-events",
    "table:delete:geofence-events",
    "table:query:tracking-events",
    "table:delete:tracking-events",
    *ENDING_ACCESS,
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
REPORTING = (*ENDING_ACCESS, *DECIDING_ON_POSITIONS, "table:put:tracking-devices", "queue:send:positions")
# What of tracking the API does: how people share their positions, looks, which are only added, devices, progress.
TRACKING = (
    *FOLLOWING,
    *REPORTING,
    "table:get:tracking-preferences",
    "table:put:tracking-preferences",
    "table:query:position-looks",
    "table:put:position-looks",
    "table:query:positions",
    "table:batch:geofences",
    "table:query:geofences",
    "table:get:track-shares",
    "table:query:track-shares",
    "table:put:track-shares",
    "table:delete:track-shares",
    # Geofences, what happened there, and all of it gone with the positions that it follows from.
    "table:get:geofences",
    "table:query:geofences",
    "table:put:geofences",
    "table:update:geofences",
    "table:delete:geofences",
    "table:check:mentions",
    "table:query:geofence-events",
    "table:query:geofence-events/geofence-entry",
    "table:update:geofence-events",
    "table:delete:geofence-events",
    "table:query:tracking-events",
    "table:delete:tracking-events",
)
# Storing what devices reported: as far as its owner shares it, and not of who is erased meanwhile. Then publishing what
# follows from it, to the log, to webhooks and to who follows.
STORING = (
    *DECIDING_ON_POSITIONS,
    *PUBLISHING_EVENTS,
    *PUSHING,
    *FOLLOWING_GEOFENCES,
    "table:batch:positions",
    "table:put:positions",
    "table:delete:positions",
    "table:query:tracking-events",
    "table:delete:tracking-events",
    "table:batch:mentions",
    "queue:consume:positions",
    "queue:send:positions-dlq",
)
