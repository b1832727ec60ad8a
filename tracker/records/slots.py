"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

FOUND = Slot("incidents", "found")
LINE_WORDS = Slot("incident_lines", "words")
LINE_WHOM = Slot("incident_lines", "whom")
WHY_CLOSED = Slot("incident_closings", "reason")
