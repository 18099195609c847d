"""The API's description and its reference page, made from the routes as they are declared."""
