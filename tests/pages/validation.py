"""What an investigator does on the pages of checks and screen."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.pages.filled import send
from tests.people import Browser
from tracker.policy.checks import BY_SEARCHER


def investigator_answers_checks(
    browser: Browser, case: str, finding: str, answer: str = "yes", ground: str = "Seen.", **changes: str
) -> TestResponse:
    """Answer all checks that are the investigator's alike, with what is changed."""
    values = {f"answer_{int(check)}": answer for check in BY_SEARCHER}
    values |= {f"ground_{int(check)}": ground for check in BY_SEARCHER}
    return send(browser, f"/cases/{case}/findings/{finding}/validate", **(values | changes))


def investigator_screens(browser: Browser, case: str, finding: str, **changes: str) -> TestResponse:
    """Save the screen; hints are named as the form names them: ``hints-0-what``, ``hints-0-reason``."""
    return send(browser, f"/cases/{case}/findings/{finding}/redact", **changes)


def investigator_verifies_captures(browser: Browser, case: str) -> TestResponse:
    """Press the button that has all captures verified, on the page of submission."""
    return send(browser, f"/cases/{case}/submit", f"/cases/{case}/verify-captures")
