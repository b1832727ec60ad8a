"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

OFFERED_PLACE = Slot("together_sessions", "place")
ANSWER_WORDS = Slot("together_answers", "words")
PLACE = Slot("together_records", "place")
PRESENT = Slot("together_records", "present")
SHOWN = Slot("together_records", "shown")
DIFFERENT = Slot("together_confirmations", "words")
