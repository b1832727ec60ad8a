"""How often a new link can be asked for, so that nobody can fill somebody's mailbox by asking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

BETWEEN = timedelta(minutes=5)
"""From one request to the next that is heard."""
A_DAY = 5
"""Requests that are heard within a day."""
WITHIN = timedelta(days=1)
"""How far back requests are counted."""


def may_ask_for_link(asked: Collection[datetime], now: datetime) -> bool:
    """Say whether a request for a new link is heard, given when earlier ones were."""
    return sum(now - one < WITHIN for one in asked) < A_DAY and not any(now - one < BETWEEN for one in asked)
