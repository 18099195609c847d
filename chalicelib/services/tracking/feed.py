"""Publishing what happens to a traveller on the move: at the end of their log, to webhooks, and to who follows them.

The log comes first: whoever reads it misses nothing. What is private goes to no webhook, for those are the company's.
All of it may be done twice, by whoever comes after a crash: the log knows an event by its id, a webhook has one
delivery of it, and who follows knows it by its id as well.
"""

from datetime import timedelta

from chalicelib import observability, settings
from chalicelib.domain.tracking.events import TrackingEvent
from chalicelib.domain.webhooks.webhook import Notice
from chalicelib.models import tracking_events
from chalicelib.services.tracking import followers
from chalicelib.services.webhooks import deliveries


def publish(event: TrackingEvent) -> None:
    """Publish an event; doing it again adds nothing. Raises PersonErased, and Unavailable or VersionConflict when it is
    to be done again."""
    kept = timedelta(days=settings.current().positions_kept_days)
    logged = tracking_events.append_event(event, kept=kept)
    if not event.private:
        deliveries.publish(Notice(event_id=event.event_id, type=event.type.value, at=event.at, data=event))
    followers.push_event(event)
    observability.info("tracking event published", event=event.type.value, eventId=event.event_id, again=logged is None)
