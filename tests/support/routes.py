"""Paths that routes take."""

from chalicelib.api.http.route import Route


def example_path(route: Route) -> str:
    """The route's path with the example of each of its parameters."""
    path = route.path
    for name, param in route.params.items():
        path = path.replace(f"{{{name}}}", param.example)
    return path
