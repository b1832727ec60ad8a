"""A requisition to be audited."""

from __future__ import annotations

import pytest

from tests.factories.oversight import Audit
from tests.people import People


@pytest.fixture
def audit(people: People, context: None) -> Audit:
    """An open requisition with its people, for tests of services and queries."""
    return Audit(people)
