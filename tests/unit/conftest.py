"""Every test finds its own stage: what a warm function keeps of one is not carried into the next."""

import pytest

from chalicelib.gateways import anchors, parameters, queues


@pytest.fixture(autouse=True)
def stage_looked_up_afresh() -> None:
    parameters.current.cache_clear()
    parameters.documents_bucket.cache_clear()
    parameters.audit_bucket.cache_clear()
    anchors._public_key.clear()
    queues._url.cache_clear()
