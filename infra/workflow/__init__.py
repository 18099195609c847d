"""What names functions, and so is deployed after them: the booking workflow, the alarms and the dashboard."""
