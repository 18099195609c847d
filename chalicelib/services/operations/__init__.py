"""What keeps the service going: outbox, sweeper, reconciliation, compensations, retention, health."""
