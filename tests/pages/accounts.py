"""What people do to come in and to be let do their work, by actor and verb."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.pages.filled import send
from tests.people import PASSWORD, Browser


def staff_signs_in(browser: Browser, email: str, password: str = PASSWORD) -> TestResponse:
    """Sign in with e-mail and password."""
    return send(browser, "/sign-in", email=email, password=password)


def hr_gives_role(browser: Browser, person: str, role: str) -> TestResponse:
    """Give somebody a role from their page, past what the form offers first."""
    page = f"/admin/people/{person}"
    return send(browser, page, f"{page}/roles", act="give", role=role)
