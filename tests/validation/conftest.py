"""A case whose protocol is worked through, with one capture and one finding."""

from __future__ import annotations

import pytest

from tests.factories.release import Reviewed
from tests.people import People
from tracker.policy.facts import CaseFacts


@pytest.fixture
def unit(context: None, people: People) -> Reviewed:
    """An open requisition with its people, inside an application context."""
    return Reviewed(people)


@pytest.fixture
def case(unit: Reviewed) -> CaseFacts:
    """A case with its affidavit filed and every step done."""
    return unit.searched()


@pytest.fixture
def finding(unit: Reviewed, case: CaseFacts) -> str:
    """A finding with one capture; nothing of it is checked or screened."""
    return unit.finding(case, captures=[unit.capture(case)])
