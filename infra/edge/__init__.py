"""What may stand in front of a stage: one host for its site and its API, or the API's own, behind a firewall."""
