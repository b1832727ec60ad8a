"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

REVIEW_SAID = Slot("weekly_reviews", "said")
