"""What HR, supervisors and investigators do until a case can be worked on, by actor and verb."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from tests.pages.filled import send, text_of
from tests.people import Browser


def hr_adds_candidate(browser: Browser, requisition: str, **typed: str) -> str:
    """Add a candidate to the requisition at an address, and return the reference of the case."""
    answer = send(browser, f"{requisition}/candidates/new", **typed)
    assert answer.status_code == 303, answer.get_data(as_text=True)[:3000]
    return answer.headers["Location"].split("/")[3]


def hr_invites(browser: Browser, case: str) -> tuple[str, str]:
    """Issue an invitation, and return the path of its link and its code."""
    page = text_of(send(browser, f"/admin/candidates/{case}/invitation"))
    link = re.search(r">https?://[^/<]+(/i/[\w-]{43})<", page)
    code = re.search(r">([2-9A-Z]{4}-[2-9A-Z]{4})<", page)
    assert link is not None
    assert code is not None
    return link[1], code[1]


def supervisor_assigns(browser: Browser, case: str, investigator: str) -> TestResponse:
    """Assign a case to an investigator by reference."""
    return send(browser, f"/team/{case}", investigator=investigator)


def investigator_declares(browser: Browser, case: str, answer: str = "none", **words: str) -> TestResponse:
    """Answer the question of ties."""
    return send(browser, f"/cases/{case}/conflict", answer=answer, **words)
