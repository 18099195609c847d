"""Reports of spend and compliance: counting bookings into them, reading them, and counting them again."""
