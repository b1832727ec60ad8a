"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

RETURN_REASONS = Slot("returns", "reasons")
RETURN_ANSWER = Slot("return_answers", "words")
RULING_REASON = Slot("finding_rulings", "reason")
CORRECTION_REASON = Slot("releases", "correction_reason")
