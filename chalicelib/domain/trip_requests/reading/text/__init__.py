"""The text of a request, put into plain words and figures before it is read."""
