"""What members of a hiring board do on their pages, by actor and verb."""

from __future__ import annotations

import re
from collections.abc import Mapping

from werkzeug.test import TestResponse

from tests.pages.filled import Values, send
from tests.pages.protocol import token_in
from tests.people import Browser
from tracker.release.packet_page import words_of

QUESTION = re.compile(r'name="(tie_[^"]+)"')
"""The question about one candidate."""


def said_on(page: str) -> str:
    """Return the words of a page without its tags."""
    return " ".join(words_of(page))


def member_sees_the_docket(member: Browser) -> str:
    """Return the docket as the member sees it."""
    return _page(member.get("/board"))


def member_accepts_duties(member: Browser, requisition: str, tie: str = "none") -> TestResponse:
    """Read the duties of a board and accept them, and give one answer about each candidate asked about."""
    address = f"/board/duties/{requisition}"
    asked = set(QUESTION.findall(_page(member.get(address))))
    return send(member, address, **dict.fromkeys(asked, tie))


def member_reads_packet(member: Browser, packet: str) -> str:
    """Open a packet and return its page."""
    return _page(member.get(f"/board/packets/{packet}"))


def member_confirms_reading(member: Browser, packet: str) -> TestResponse:
    """Open a packet and confirm having read it, and having done no search."""
    address = f"/board/packets/{packet}"
    return _post(member, address, f"{address}/acknowledge", no_own_search="y")


def member_steps_out(member: Browser, packet: str) -> TestResponse:
    """Step out of one decision."""
    address = f"/board/packets/{packet}/step-out"
    return _post(member, address, address)


def chair_records_decision(
    chair: Browser,
    packet: str,
    outcome: str = "continue",
    *,
    grounds: tuple[str, ...] = (),
    outside: str = "no",
    explanation: str = "",
    findings: Mapping[int, tuple[str, ...]] | None = None,
) -> TestResponse:
    """Record what the board decided."""
    address = f"/board/decisions/{packet}"
    given: Values = {
        "outcome": outcome,
        "grounds": list(grounds),
        "outside": outside,
        "explanation": explanation,
        "no_own_search": "y",
    } | {f"finding_{number}": list(rest) for number, rest in (findings or {}).items()}
    return send(chair, address, **given)


def _page(answer: TestResponse) -> str:
    assert answer.status_code == 200, f"{answer.status_code} for {answer.request.path}"
    return answer.get_data(as_text=True)


def _post(member: Browser, shown_at: str, address: str, **given: object) -> TestResponse:
    token = token_in(_page(member.get(shown_at)))
    return member.post(address, data={"csrf_token": token} | given)
