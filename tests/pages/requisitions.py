"""What HR does to set a hiring round up, by actor and verb."""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.test import TestResponse

from tests.pages.filled import send
from tests.people import Browser

TYPED = {
    "title": "Officer 2026-A",
    "position_class": "sworn",
    "applicants": "newcomers",
    "profile": "ct:2",
    "protocol": "social-media:1",
}
"""A requisition that the rules have nothing against."""


def hr_draws_up_requisition(browser: Browser, **changes: str) -> str:
    """Draw a requisition up and return its address."""
    answer = send(browser, "/admin/requisitions/new", **(TYPED | changes))
    assert answer.status_code == 303, answer.get_data(as_text=True)[:3000]
    return answer.headers["Location"]


def hr_seats_board(browser: Browser, address: str, members: Sequence[str]) -> None:
    """Seat members by their references, the first as chair."""
    for number, member in enumerate(members):
        chair = {"chair": "y"} if number == 0 else {}
        assert send(browser, f"{address}/board", person=member, **chair).status_code == 303


def hr_opens_requisition(browser: Browser, address: str) -> TestResponse:
    """Open a requisition from its page."""
    return send(browser, address, f"{address}/open")
