"""What auditors, supervisors and IT do on the pages of oversight, by actor and verb."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.pages.protocol import token_in
from tests.people import Browser


def auditor_opens(auditor: Browser, path: str) -> str:
    """Open a page and return it."""
    answer = auditor.get(path)
    assert answer.status_code == 200, f"{answer.status_code} for {path}"
    return answer.get_data(as_text=True)


def auditor_checks_the_ledger(auditor: Browser, shown_at: str = "/audit/ledger") -> TestResponse:
    """Press the button that checks the ledger."""
    token = token_in(auditor_opens(auditor, shown_at))
    return auditor.post("/audit/ledger/check", data={"csrf_token": token})
