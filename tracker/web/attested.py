"""What somebody attested once while signed in here: it stands for the browser, until they sign out.

Nothing is ticked for anybody who has not said it: a tick that nobody made attests nothing. What is said
stands in the browser's own signed session, which begins anew with each signing in and each other role.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import session
from wtforms import BooleanField

from tracker.web.formats import moment

DEVICE = "device"
"""Where the session keeps the minute in which work on a department device was attested."""


def attested_at() -> datetime | None:
    """Return when the person signed in here said that they work on a department device, None before that."""
    said = session.get(DEVICE)
    return datetime.fromtimestamp(said, UTC) if isinstance(said, int) else None


def attest(now: datetime) -> None:
    """Keep that they said so; the first time counts."""
    session.setdefault(DEVICE, int(now.timestamp()))


def say_attested(field: BooleanField) -> None:
    """Say under the box since when it is ticked, or how long it will be."""
    since = attested_at()
    words = "Once said, it stays ticked in this browser until you sign out."
    if since is not None:
        words = f"You said so on {moment(since)}. Untick it where it is not so; each signing in asks anew."
    field.description = f"{field.description} {words}".strip()
