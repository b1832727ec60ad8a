"""The places of the room's sealed cells."""

from __future__ import annotations

from tracker.vault.format import Slot

OBSERVED = Slot("finding_versions", "observed")
STATEMENT = Slot("finding_versions", "statement")
RELEVANCE = Slot("finding_versions", "relevance")
IDENTIFIERS = Slot("finding_versions", "identifiers")
SOURCE_LINK = Slot("finding_versions", "source_link")
NO_SOURCE_REASON = Slot("finding_versions", "no_source_reason")
NO_CAPTURE_REASON = Slot("finding_versions", "no_capture_reason")

DRAFT = Slot("finding_drafts", "content")
NOTE = Slot("evidence_notes", "text")

FILE_NAME = Slot("captures", "file_name")
SHOWS = Slot("captures", "shows")
TOOL = Slot("captures", "tool")
CAPTURE_LINK = Slot("captures", "source_link")
INSIDE = Slot("capture_insides", "seen")
OWN_DIGEST_NOTE = Slot("capture_arrivals", "own_sha256_note")
CAPTURE_NO_SOURCE = Slot("captures", "no_source_reason")
