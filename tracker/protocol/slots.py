"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

QUERY = Slot("search_entries", "query")
NOTE = Slot("search_entries", "note")
VOID_REASON = Slot("search_voids", "reason")
ASKED_QUERY = Slot("requests", "query")
ASKED_REASON = Slot("requests", "reason")
RULING_REASON = Slot("request_rulings", "reason")
