"""What the kinds of openings in the ledger are called where one is chosen."""

from __future__ import annotations

from collections.abc import Mapping

OPENINGS: Mapping[str, str] = {
    "AFFIDAVIT_OPENED": "An affidavit was opened",
    "CASE_FILE_OPENED": "A case was opened",
    "PAPER_OPENED": "A paper was opened",
    "SESSION_OPENED": "A session was opened",
    "SEARCH_LOG_OPENED": "A search log was opened",
    "FINDING_READ": "A finding was opened",
    "NOTE_OPENED": "Evidence notes were opened",
    "CAPTURE_OPENED": "A capture was opened",
    "REVIEW_READ": "A case was read for review",
    "ANSWERS_OPENED": "What a candidate answered was read",
    "ANSWER_FILE_VERIFIED": "A file of an answer was verified",
    "ANSWER_FILE_OPENED": "A file of an answer was opened",
    "PREVIEW_OPENED": "A board page was looked at by staff",
    "QUESTION_OPENED": "A candidate's question was opened",
    "HANDOVER_OPENED": "A handover was read",
    "TIES_OPENED": "What was explained of a tie was opened",
    "COPY_REQUEST_OPENED": "A request for a copy was opened",
    "PACKET_OPENED": "A packet was opened",
    "UNIFORMITY_OPENED": "A uniformity table was opened",
    "LEDGER_OPENED": "The ledger was read",
    "ACCESS_LOG_OPENED": "The record of openings was read",
    "DUTIES_OPENED": "The separation of duties was looked at",
    "IMPACT_OPENED": "Numbers of adverse impact were read",
    "EXPOSURE_OPENED": "What somebody has opened was looked at",
    "ROUTE_DENIED": "Somebody was not allowed in",
    "PERSON_DENIED": "Somebody was not allowed a page about a person",
}
"""Who opened what, and who was not let."""
