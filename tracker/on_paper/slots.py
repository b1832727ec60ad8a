"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

COPIED = Slot("paper_copies", "answers")
SIGNED = Slot("paper_copies", "signature")
DIFFERENCE = Slot("paper_comparisons", "words")
