"""What positions cost to keep, to read, to follow through geofences, and that their order costs nothing."""


def measure() -> str:
    """Print all of it, with targets; return a line for the summary."""
    from bench.tracking import geofencing, orders, storage, worker

    return "; ".join([storage.measure(), worker.measure(), geofencing.measure(), orders.measure([])])
