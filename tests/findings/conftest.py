"""A bench with a case that is ready, and what writes evidence at it."""

from __future__ import annotations

import pytest

from tests.factories.findings import Evidence
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


@pytest.fixture
def evidence(bench: Bench) -> Evidence:
    """Writes findings, notes and captures."""
    return Evidence(bench)
