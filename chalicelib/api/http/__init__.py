"""The machinery that every route shares: decoding, identity, errors, versions, pages, doing a POST once."""
