"""A case with an account to look at together, one handed over as a copy, and one that is public only."""

from __future__ import annotations

import pytest

from tests.factories.protocol import FACEBOOK, TIKTOK, Account, Bench
from tests.people import Browser, People, csrf_off
from tracker.policy.actors import Actor, Role
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import AccessMode

COPY = Account("instagram", "mari.p", AccessMode.CANDIDATE_EXPORT, name="Instagram")


@pytest.fixture
def bench(people: People) -> Bench:
    """A requisition with its people."""
    return Bench(people)


@pytest.fixture
def case(bench: Bench) -> CaseFacts:
    """Account 1 is public only, account 2 is shown together, account 3 is handed over as a copy."""
    return bench.ready(accounts=(TIKTOK, FACEBOOK, COPY))


@pytest.fixture
def marisol(case: CaseFacts) -> Actor:
    """The candidate."""
    return Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)


@pytest.fixture
def dana(bench: Bench, case: CaseFacts, people: People) -> Browser:
    """The investigator's browser."""
    csrf_off(people.app)
    return people.browser(bench.dana)


@pytest.fixture
def phone(marisol: Actor, people: People) -> Browser:
    """The candidate's browser."""
    csrf_off(people.app)
    return people.browser(marisol)
