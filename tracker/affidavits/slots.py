"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

DRAFT = Slot("affidavit_drafts", "answers")
DOCUMENT = Slot("affidavits", "document")
IN_ENGLISH = Slot("affidavits", "english")
ANSWERS = Slot("affidavits", "answers")
SIGNED_NAME = Slot("affidavits", "signed_name")
SIGNED_PLACE = Slot("affidavits", "signed_place")
SHEET = Slot("affidavit_papers", "sheet")
HANDLE = Slot("declared_accounts", "handle")
DETAILS = Slot("declared_accounts", "details")
CANDIDATE_NAME = Slot("candidates", "name")
STATEMENT = Slot("pending_statements", "text")
STATEMENT_ENGLISH = Slot("pending_statements", "english")
STATEMENT_ANSWERS = Slot("pending_statements", "answers")
SCAN = Slot("signed_scans", "file")
SCAN_DETAILS = Slot("signed_scans", "details")
SCAN_REASON = Slot("scan_checks", "reason")
CLARIFIED = Slot("clarifications", "words")
CLARIFIED_IN_WORDS = Slot("clarification_ends", "words")
