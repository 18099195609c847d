"""What events call: workflow steps, queues, schedules and WebSocket messages."""
