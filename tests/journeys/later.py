"""The product as a department serves it, so many days later than the machine's clock says."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from flask import Flask

from tracker.app import create_app
from tracker.settings import load_settings

DAYS = "TEST_DAYS_LATER"
"""Names the setting that says how many."""


class Later:
    """The machine's clock, some days ahead."""

    def now(self) -> datetime:
        """Return the machine's time in UTC, and the days."""
        return datetime.now(UTC) + timedelta(days=int(os.environ[DAYS]))


def product() -> Flask:
    """Return the product, for the server to serve."""
    return create_app(load_settings(), clock=Later())
