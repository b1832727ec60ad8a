"""A bench with a case that is ready, and what writes evidence at it."""

from __future__ import annotations

import pytest

from tests.factories.findings import Evidence
from tests.factories.protocol import Bench
from tests.people import Browser, People
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


@pytest.fixture
def dana(bench: Bench, people: People, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The investigator's browser."""
    monkeypatch.setitem(people.app.config, "WTF_CSRF_ENABLED", False)
    return people.browser(bench.dana)
