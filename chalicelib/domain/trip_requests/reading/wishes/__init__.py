"""What must be so or would be liked of flights and hotels, in words."""
