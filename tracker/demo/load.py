"""Loads the sample data once."""

from __future__ import annotations

from tracker.first_run import set_up
from tracker.settings import Settings


def load_once(settings: Settings) -> None:
    """Set the demo installation up, and fill it unless it is filled already."""
    set_up(settings)
