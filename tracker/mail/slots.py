"""The places of the outbox's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

CONTENT = Slot("outgoing_mails", "content")
ANSWER = Slot("outgoing_mails", "answer")
