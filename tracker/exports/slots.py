"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

RECIPIENT = Slot("evidence_packages", "recipient")
WHY = Slot("evidence_packages", "why")
