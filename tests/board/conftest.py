"""A board of three, and what its members do."""

from __future__ import annotations

import pytest

from tests.factories.board import Board
from tests.people import People


@pytest.fixture
def board(people: People, context: None) -> Board:
    """An open requisition with its board, for tests of services and queries."""
    return Board(people)
