"""A requisition in which candidates are asked about concerns."""

from __future__ import annotations

import pytest

from tests.factories.answering import Asked
from tests.people import People


@pytest.fixture
def unit(context: None, people: People) -> Asked:
    """The requisition with its people, inside an application context."""
    return Asked(people)
