"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

QUERY = Slot("search_entries", "query")
NOTE = Slot("search_entries", "note")
VOID_REASON = Slot("search_voids", "reason")
ASKED_QUERY = Slot("requests", "query")
ASKED_REASON = Slot("requests", "reason")
RULING_REASON = Slot("request_rulings", "reason")
TIME_REASON = Slot("time_requests", "reason")
TIME_RULING_REASON = Slot("time_rulings", "reason")

RULED_OUT_ACCOUNT = Slot("ruled_out_accounts", "account")
RULED_OUT_REASON = Slot("ruled_out_accounts", "reason")
REOPENED_REASON = Slot("ruled_out_reopenings", "reason")
LIFTED_REASON = Slot("search_stop_ends", "reason")
