"""An open requisition, and a case in it whose candidate is asked for an affidavit."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.factories.affidavits import Round
from tests.people import Browser, People, csrf_off
from tracker.policy.facts import CaseFacts


@pytest.fixture
def hiring(context: None, people: People) -> Round:
    """A requisition under the law of Connecticut, with its people."""
    return Round(people)


@pytest.fixture
def case(hiring: Round) -> CaseFacts:
    """A case that is assigned; nothing is answered yet."""
    return hiring.case()


@pytest.fixture
def phone(app: Flask, people: People, hiring: Round, case: CaseFacts) -> Browser:
    """The candidate's browser, signed in."""
    csrf_off(app)
    return people.browser(hiring.candidate(case))
