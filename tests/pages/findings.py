"""What an investigator does on the pages about findings and captures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from werkzeug.test import TestResponse

from tests.people import Browser
from tracker.policy.facts import CaseFacts

FINDING = {
    "observed": "On 3 March 2026 the account posted a video of a collection for a food bank.",
    "statement": "Organised a collection for a food bank.",
    "relevance": "Shows care for the community.",
    "dimension": "reliability",
    "direction": "favourable",
    "attribution": "authored",
    "identifiers": "Declared account marisol.pena\r\nSame photograph as in the application",
    "posted_on": "2026-03-03",
    "source_link": "https://social.example/p/123",
}
CAPTURE = {
    "shows": "The post with its date.",
    "source_link": "https://social.example/p/123",
    "captured_at": "2026-03-09T09:30",
    "captured_zone": "America/New_York",
    "tool": "Screenshot of the system",
    "signed_in": "no",
    "department_device": "y",
}


def investigator_writes_finding(
    browser: Browser, case: CaseFacts, search: str, **values: Any
) -> TestResponse:
    """Fill in the form of a finding and press Save."""
    fields = FINDING | {"search": search} | values
    return browser.post(f"/cases/{case.reference}/findings/new", data=fields)


def investigator_revises_finding(
    browser: Browser, case: CaseFacts, finding: str, seen: int, **values: Any
) -> TestResponse:
    """Fill in the form of a further version and press Save."""
    fields = FINDING | {"seen": str(seen)} | values
    return browser.post(f"/cases/{case.reference}/findings/{finding}/edit", data=fields)


def investigator_adds_captures(
    browser: Browser, case: CaseFacts, *files: tuple[bytes, str], **values: Any
) -> TestResponse:
    """Fill in the form of captures, choose files, and press Add."""
    fields = {name: value for name, value in (CAPTURE | values).items() if value is not None}
    chosen = [(BytesIO(data), name) for data, name in files] or [(BytesIO(b""), "")]
    return browser.post(
        f"/cases/{case.reference}/captures/new",
        data=fields | {"files": chosen},
        content_type="multipart/form-data",
    )
