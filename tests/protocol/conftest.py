"""A bench to work at: a requisition, its people, and a case that is ready to be searched."""

from __future__ import annotations

import pytest

from tests.factories.protocol import Bench
from tests.people import People
from tracker.policy.facts import CaseFacts


@pytest.fixture
def bench(people: People) -> Bench:
    """A requisition with its people."""
    return Bench(people)


@pytest.fixture
def case(bench: Bench) -> CaseFacts:
    """A case that is assigned, without a tie, with its affidavit filed."""
    return bench.ready()
