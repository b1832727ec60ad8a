"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

GROUND = Slot("check_answers", "ground")
DISPOSITIONS = Slot("screenings", "dispositions")
LOOK_GROUND = Slot("second_looks", "ground")
