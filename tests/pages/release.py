"""What investigators and supervisors do on the way to the board, by actor and verb."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.pages.filled import send
from tests.people import Browser


def investigator_uses_page(browser: Browser, case: str) -> TestResponse:
    """Look at the board page and approve it."""
    return send(browser, f"/cases/{case}/preview")


def investigator_hands_in(browser: Browser, case: str) -> TestResponse:
    """Press Submit for review."""
    return send(browser, f"/cases/{case}/submit")


def investigator_recalls(browser: Browser, case: str) -> TestResponse:
    """Press Recall."""
    return send(browser, f"/cases/{case}/submit", f"/cases/{case}/recall")


def investigator_withholds(browser: Browser, case: str, finding: str, reason: str) -> TestResponse:
    """Keep a finding in the file."""
    return send(browser, f"/cases/{case}/findings/{finding}/withhold", reason=reason)


def supervisor_opens_next(browser: Browser, case: str) -> TestResponse:
    """Open the oldest case of the queue, which is this one."""
    return send(browser, "/review", f"/review/{case}/begin")


def supervisor_reads(
    browser: Browser, case: str, finding: str, answer: str = "yes", ruling: str = "cleared", reason: str = ""
) -> TestResponse:
    """Read a finding a second time and rule on it."""
    ground = "Read beside the capture." if answer else ""
    given = {"answer": answer, "ground": ground, "ruling": ruling, "reason": reason}
    return send(browser, f"/review/{case}/findings/{finding}", **{k: v for k, v in given.items() if v})


def supervisor_looks(browser: Browser, case: str) -> TestResponse:
    """Say that the page beside the gate was looked at."""
    return send(browser, f"/review/{case}/decide", looked="y")


def supervisor_decides(browser: Browser, case: str, outcome: str, **changes: str) -> TestResponse:
    """Save a decision: return, release or close."""
    kinds = {name.replace("words", "kind"): "other" for name in changes if name.endswith("-words")}
    return send(browser, f"/review/{case}/decide", outcome=outcome, **(kinds | changes))


def supervisor_begins_correction(browser: Browser, case: str, reason: str) -> TestResponse:
    """Begin to correct what was released."""
    return send(browser, f"/review/{case}/correction", reason=reason)
