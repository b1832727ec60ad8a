"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

ASKED = Slot("candidate_questions", "words")
ANSWERED = Slot("question_answers", "words")
WANTED = Slot("copy_requests", "words")
GIVEN = Slot("copy_answers", "words")
