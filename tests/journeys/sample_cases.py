"""Which cases of the sample data have most to show where, and what hangs on a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import text

from tests.journeys.doors import MISSING, behind, in_case
from tracker.db import db
from tracker.policy.actors import Role

SEARCHED, REVIEWED, RELEASED, RETURNED, ASKED = "searched", "reviewed", "released", "returned", "asked"
MET, COPIED, ANSWERED, HEARD = "met", "copied", "answered", "heard"
SWORN, NOTARISED, TYPED, COMPARED, PAPER = "sworn", "notarised", "typed", "compared", "paper"
CLARIFIED, ASIDE, TIED, SUPERSEDED, LATER = "clarified", "aside", "tied", "superseded", "later"
_WAITS = (
    "SELECT c.reference FROM cases c JOIN pending_statements s ON s.case_id = c.id LEFT JOIN statement_ends "
    "e ON e.statement_id = s.id WHERE e.id IS NULL AND s.method = '{}'"
)
_COPY = "SELECT c.reference FROM cases c JOIN paper_copies p ON p.case_id = c.id WHERE {} ORDER BY p.begun_at"
CASES = {
    SEARCHED: "SELECT c.reference FROM cases c JOIN assignments a ON a.case_id = c.id AND a.ended_at IS NULL "
    "JOIN people p ON p.id = a.person_id JOIN findings f ON f.case_id = c.id JOIN captures k ON "
    "k.case_id = c.id WHERE p.name LIKE '%Dana Ruiz' AND c.stage = 'search' ORDER BY c.reference",
    ASKED: "SELECT c.reference FROM cases c JOIN requests q ON q.case_id = c.id ORDER BY c.reference",
    LATER: "SELECT c.reference FROM cases c JOIN time_requests q ON q.case_id = c.id ORDER BY c.reference",
    REVIEWED: "SELECT c.reference FROM cases c JOIN submissions s ON s.case_id = c.id JOIN findings f ON "
    "f.case_id = c.id WHERE c.stage = 'review' AND s.recalled_at IS NULL ORDER BY c.reference",
    RELEASED: "SELECT c.reference FROM cases c JOIN packets p ON p.case_id = c.id JOIN findings f ON "
    "f.case_id = c.id WHERE c.stage = 'released' ORDER BY c.reference",
    RETURNED: "SELECT c.reference FROM cases c JOIN submissions s ON s.case_id = c.id JOIN returns r ON "
    "r.submission_id = s.id ORDER BY c.reference",
    MET: "SELECT c.reference FROM cases c JOIN assignments a ON a.case_id = c.id AND a.ended_at IS NULL "
    "JOIN people p ON p.id = a.person_id JOIN together_sessions t ON t.case_id = c.id LEFT JOIN "
    "together_records r ON r.session_id = t.id WHERE p.name LIKE '%Luis Ortega' AND c.stage = 'search' "
    "ORDER BY r.id IS NOT NULL",
    COPIED: "SELECT c.reference FROM cases c JOIN copy_requests q ON q.case_id = c.id ORDER BY c.reference",
    ANSWERED: "SELECT c.reference FROM cases c JOIN candidate_questions q ON q.case_id = c.id "
    "ORDER BY c.reference",
    HEARD: "SELECT c.reference FROM cases c JOIN answer_requests q ON q.case_id = c.id LEFT JOIN "
    "answer_files f ON f.request_id = q.id ORDER BY f.id IS NULL, c.reference",
    SWORN: _WAITS.format("oath"),
    NOTARISED: _WAITS.format("notary"),
    TYPED: _COPY.format("p.ending IS NULL AND p.handed_on_at IS NULL"),
    COMPARED: _COPY.format("p.ending IS NULL AND p.handed_on_at IS NOT NULL"),
    PAPER: _COPY.format("p.ending = 'filed'"),
    SUPERSEDED: "SELECT c.reference FROM cases c JOIN decisions d ON d.case_id = c.id JOIN packets p ON "
    "p.case_id = c.id WHERE p.edition > 1 ORDER BY c.reference",
    TIED: "SELECT c.reference FROM cases c JOIN conflict_declarations d ON d.case_id = c.id "
    "WHERE d.answer <> 'none' ORDER BY c.reference",
    CLARIFIED: "SELECT c.reference FROM cases c JOIN clarifications l ON l.case_id = c.id LEFT JOIN "
    "clarification_ends e ON e.clarification_id = l.id ORDER BY e.id IS NOT NULL, c.reference",
    ASIDE: "SELECT c.reference FROM cases c JOIN search_stops s ON s.case_id = c.id JOIN ruled_out_accounts "
    "r ON r.case_id = c.id ORDER BY c.reference",
}
"""A case at each stage that some pages need."""
SEARCHER = (
    "SELECT p.name FROM assignments a JOIN people p ON p.id = a.person_id JOIN cases c ON c.id = a.case_id "
    "WHERE c.reference = :case AND a.ended_at IS NULL"
)
"""Who has a case now."""

NEWEST = (
    "SELECT p.reference FROM packets p JOIN cases c ON c.id = p.case_id WHERE c.reference = :case "
    "ORDER BY p.edition DESC"
)
"""The packet that counts."""

SEEN_WITH: Mapping[str, str] = {
    "release.correction": RELEASED,
    "oversight.case_packet": RELEASED,
    "release.returned": RETURNED,
    "protocol.rule_request": ASKED,
    "protocol.rule_more_time": LATER,
    "cases.rule_conflict": TIED,
    "board.uphold": SUPERSEDED,
    "together.sessions": MET,
    "together.session": MET,
    "together.record_session": MET,
    "protocol.reopen_account": ASIDE,
    "protocol.lift_stop": ASIDE,
    "rights.copy_request": COPIED,
    "rights.answer": ANSWERED,
    "release.answer": HEARD,
    "release.answer_file": HEARD,
    "release.answers": HEARD,
    "release.given_file": HEARD,
    "oversight.case_answers": HEARD,
    "affidavits.oath": SWORN,
    "affidavits.notary_paper": NOTARISED,
    "affidavits.notary_scan": NOTARISED,
    "affidavits.notary_statement": NOTARISED,
    "affidavits.notary_picture": NOTARISED,
    "affidavits.notary_file": NOTARISED,
    "affidavits.ask_to_clarify": CLARIFIED,
    "affidavits.clarify": CLARIFIED,
    "on_paper.paper": TYPED,
    "on_paper.pages": TYPED,
    "on_paper.picture": TYPED,
    "on_paper.page_file": TYPED,
    "on_paper.answers": TYPED,
    "on_paper.foot": TYPED,
    "on_paper.account": TYPED,
    "on_paper.new_account": TYPED,
    "on_paper.new_former": TYPED,
    "on_paper.compare": COMPARED,
    "on_paper.letter": PAPER,
    "on_paper.copy": PAPER,
}
"""Pages that have most to show with a case of their own."""
IN_CASE: Mapping[str, tuple[str, ...]] = {
    "search_entries": ("search_voids",),
    "findings": (
        "finding_versions",
        "evidence_notes",
        "check_answers",
        "second_looks",
        "screenings",
        "finding_rulings",
        "capture_links",
    ),
    "captures": ("capture_insides", "custody_lines"),
    "requests": ("request_rulings",),
    "time_requests": ("time_rulings",),
    "finding_drafts": (),
    "invitations": (),
    "handover_words": (),
    "conflict_declarations": ("conflict_rulings",),
    "preview_approvals": (),
    "submissions": ("returns", "return_answers"),
    "access_entries": (),
    "access_grants": ("grant_uses",),
    "together_sessions": (
        "together_answers",
        "together_records",
        "together_accounts",
        "together_confirmations",
    ),
    "candidate_questions": ("question_answers",),
    "copy_requests": ("copy_answers",),
    "clarifications": ("clarification_ends",),
    "ruled_out_accounts": ("ruled_out_reopenings",),
    "search_stops": ("search_stop_ends",),
}
"""What a case has many of, each with what hangs on it."""
OF_CASE = (
    "affidavits",
    "declared_accounts",
    "assignments",
    "captures",
    "conflict_declarations",
    "conflict_rulings",
    "invitations",
    "packets",
    "preview_approvals",
    "requests",
    "request_rulings",
    "submissions",
    "returns",
    "return_answers",
    "releases",
    "tie_answers",
    "acknowledgements",
    "decisions",
    "step_outcomes",
    "search_entries",
    "findings",
    "finding_versions",
)
"""What a copied case brings along, at most two of each."""


def places_of(app: Flask) -> dict[str, dict[str, Any]]:
    """Return the parts of addresses of each case that is looked at, and who searches in it."""
    things = behind(app)
    own = dict(things[Role.INVESTIGATOR].own)
    own["packet"] = things[Role.BOARD_MEMBER].own["packet"]
    places = {}
    with app.app_context():
        for stage, wanted in CASES.items():
            case = str(db.session.execute(text(wanted)).scalars().first())
            parts = in_case(db.session, case)
            places[stage] = own | {name: part for name, part in parts.items() if part != MISSING.get(name)}
            if stage == SUPERSEDED:
                places[stage]["packet"] = str(db.session.scalar(text(NEWEST), {"case": case}))
            places[stage]["searcher"] = db.session.scalar(text(SEARCHER), {"case": case})
    return places


def stage_for(role: Role, endpoint: str) -> str:
    """Return which case a page is looked at with: the one that has the most to show there."""
    if endpoint in SEEN_WITH:
        return SEEN_WITH[endpoint]
    return REVIEWED if role is Role.SUPERVISOR else SEARCHED
