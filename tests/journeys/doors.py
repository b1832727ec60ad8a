"""What stands behind every address in the sample data: somebody's own, somebody else's, and nobody's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.db import Record, db
from tracker.policy.actors import Role

PEOPLE: dict[Role, str] = {
    Role.CANDIDATE: "imani-cole",
    Role.INVESTIGATOR: "dana-ruiz",
    Role.SUPERVISOR: "chidi-okafor",
    Role.BOARD_MEMBER: "grace-tan",
    Role.HR_ADMIN: "helen-park",
    Role.AUDITOR: "ellen-voss",
    Role.CHIEF: "avery-stone",
    Role.IT: "tom-becker",
}
"""Who tries each door, in each role."""

MISSING: Mapping[str, Any] = {
    "case": "C-26-ZZZZZ",
    "requisition": "R-26-ZZZZZ",
    "person": "P-ZZZZZZ",
    "packet": "B-ZZZZZZ",
    "finding": "F-ZZZZZZ",
    "capture": "K-ZZZZZZ",
    "search": "S-ZZZZZZ",
    "request": "Q-ZZZZZZ",
    "extension": "U-ZZZZZZ",
    "draft": "D-ZZZZZZ",
    "meeting": "T-ZZZZZZ",
    "question": "H-ZZZZZZ",
    "clarification": "L-ZZZZZZ",
    "copy": "Y-ZZZZZZ",
    "response": "N-ZZZZZZ",
    "file": "K-ZZZZZZ",
    "submission": "Z-ZZZZZZ",
    "namesake": "G-ZZZZZZ",
    "stop": "X-ZZZZZZ",
    "hold": "O-ZZZZZZ",
    "incident": "I-ZZZZZZ",
    "batch": "Z-ZZZZZZ",
    "step": "99",
    "protocol": "no-such-protocol",
    "profile": "zz",
    "token": "no-such-token",
    "spoken": "xx",
    "kept_form": "00000000-0000-4000-8000-000000000000",
    "filename": "no-such-file.css",
    "version": 99,
    "edition": 99,
    "number": 99,
    "certificate": 99,
}
"""References that look right and that nothing bears."""

COMMON: Mapping[str, Any] = {
    "step": "04",
    "protocol": "social-media",
    "profile": "ct",
    "spoken": "en",
    "version": 1,
    "edition": 1,
    "number": 1,
    "certificate": 1,
    "filename": "tracker.css",
}
"""Parts of addresses that belong to nobody."""

VOLATILE = frozenset(
    {
        "access_entries",
        "ledger_checkpoints",
        "ledger_entries",
        "ledger_head",
        "sign_in_attempts",
        "sign_in_sessions",
    }
)
"""Tables that a refusal, a sign-in or a look may add to."""
SCOPED: Mapping[Role, str] = {
    Role.CANDIDATE: "marisol-pena",
    Role.INVESTIGATOR: "dana-ruiz",
    Role.BOARD_MEMBER: "samir-haddad",
}
"""Who tries what is somebody else's, in each role that owns only some of the cases.

Mr. Haddad sits on one board of two. The other roles see every case, or none.
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """References of one role's own things and of somebody else's, by the names that addresses use."""

    own: Mapping[str, Any]
    foreign: Mapping[str, Any] | None


def _first(session: Session, statement: str, **keys: Any) -> str:
    return str(session.execute(text(statement), keys).scalar() or "")


_TIED = """
SELECT p.reference FROM conflict_declarations d JOIN people p ON p.id = d.person_id
JOIN cases c ON c.id = d.case_id WHERE c.reference = :case AND d.answer <> 'none' ORDER BY d.declared_at
"""
_FILE = """
SELECT f.reference FROM answer_files f JOIN answer_requests r ON r.id = f.request_id
JOIN cases c ON c.id = r.case_id WHERE c.reference = :case ORDER BY f.reference
"""


def in_case(session: Session, case: str) -> dict[str, Any]:
    """Return the parts of addresses of a case; what it has none of is a reference that nothing bears."""

    def one(table: str) -> str:
        return _first(
            session,
            f"SELECT t.reference FROM {table} t JOIN cases c ON c.id = t.case_id WHERE c.reference = :case "
            "ORDER BY t.reference",
            case=case,
        )

    parts = {
        "finding": one("findings"),
        "capture": _first(session, _CAPTURE, case=case),
        "search": one("search_entries"),
        "request": one("requests"),
        "extension": one("time_requests"),
        "packet": one("packets"),
        "meeting": one("together_sessions"),
        "question": one("candidate_questions"),
        "clarification": one("clarifications"),
        "copy": one("copy_requests"),
        "namesake": one("ruled_out_accounts"),
        "stop": one("search_stops"),
        "response": one("answer_requests"),
        "file": _first(session, _FILE, case=case),
        "person": _first(session, _TIED, case=case),
    }
    return {**MISSING, **COMMON, "case": case, **{name: found for name, found in parts.items() if found}}


_CAPTURE = """
SELECT k.reference FROM captures k JOIN cases c ON c.id = k.case_id WHERE c.reference = :case
ORDER BY k.media_type NOT IN ('image/png', 'image/jpeg', 'image/webp', 'application/pdf'), k.reference
"""
"""A capture that can be shown, where there is one."""
_ASSIGNED = """
SELECT c.reference FROM cases c JOIN assignments a ON a.case_id = c.id AND a.ended_at IS NULL
JOIN people p ON p.id = a.person_id JOIN findings f ON f.case_id = c.id
JOIN captures k ON k.case_id = c.id
WHERE (p.name LIKE :name) = :mine ORDER BY c.reference
"""
_PACKET = """
SELECT k.reference FROM packets k JOIN cases c ON c.id = k.case_id WHERE c.stage <> 'closed'
AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.case_id = k.case_id) AND EXISTS (
  SELECT 1 FROM board_seats s JOIN people p ON p.id = s.person_id
  WHERE s.requisition_id = k.requisition_id AND s.left_at IS NULL AND p.name LIKE :name) = :mine
ORDER BY k.reference
"""
"""A packet that the board still has before it: what is decided cannot be left, nor later be read."""
_LISTED = "SELECT max(number) FROM declared_accounts"
_FILED = "SELECT max(edition) FROM affidavits"
"""Numbers that stand for something in the affidavit of somebody, and for nothing in most others."""


def behind(app: Flask) -> dict[Role, Behind]:
    """Return what each role's person has behind the doors, and what belongs to others."""
    with app.app_context():
        session = db.session
        mine = _first(session, _ASSIGNED, name="%Dana Ruiz", mine=True)
        others = _first(session, _ASSIGNED, name="%Dana Ruiz", mine=False)
        requisition = _first(session, "SELECT reference FROM requisitions ORDER BY created_at")
        person = _first(session, "SELECT reference FROM people WHERE name LIKE '%Luis Ortega'")
        hold = _first(session, "SELECT reference FROM holds ORDER BY placed_at")
        incident = _first(session, "SELECT reference FROM incidents ORDER BY opened_at")
        packet = _first(session, _PACKET, name="%Haddad", mine=True)
        foreign_packet = _first(session, _PACKET, name="%Haddad", mine=False)
        theirs = {"number": int(_first(session, _LISTED)), "edition": int(_first(session, _FILED))}
        everybodys = {"requisition": requisition, "person": person, "hold": hold, "incident": incident}
        own = {**in_case(session, mine), **everybodys}
        foreign = {**in_case(session, others), **everybodys}
    things = {role: Behind(own, None) for role in PEOPLE}
    things[Role.INVESTIGATOR] = Behind(own, foreign)
    board = {**own, "packet": packet}
    things[Role.BOARD_MEMBER] = Behind(board, {**board, "packet": foreign_packet})
    things[Role.CANDIDATE] = Behind(own, {**MISSING, **theirs})
    return things


def state(app: Flask) -> str:
    """Return a digest of everything that a refusal may not change."""
    digest = sha256()
    with app.app_context():
        for table in Record.metadata.sorted_tables:
            if table.name not in VOLATILE:
                keys = list(table.primary_key.columns)
                for row in db.session.execute(table.select().order_by(*keys)):
                    digest.update(repr(tuple(row)).encode())
        db.session.rollback()
    return digest.hexdigest()
