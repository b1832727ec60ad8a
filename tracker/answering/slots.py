"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

WORDS = Slot("answer_requests", "words")
ENDED_WHY = Slot("answer_times", "ended_why")
REOPENED_WHY = Slot("answer_reopenings", "reason")
DRAFT = Slot("answer_drafts", "content")
FILE_NAME = Slot("answer_files", "file_name")
ANSWER = Slot("concern_answers", "words")
FOR_BOARD = Slot("concern_answers", "for_board")
DOCUMENT = Slot("concern_answers", "document")
OUTCOME_REASON = Slot("answer_outcomes", "reason")
