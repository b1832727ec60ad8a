"""A requisition in which cases go to the board."""

from __future__ import annotations

import pytest

from tests.factories.release import Reviewed
from tests.people import People


@pytest.fixture
def unit(context: None, people: People) -> Reviewed:
    """The requisition with its people, inside an application context."""
    return Reviewed(people)
