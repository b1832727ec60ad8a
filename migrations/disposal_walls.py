"""The walls around disposal: no key goes but by a batch of two people, past its time, with no hold (A.7)."""

from __future__ import annotations

from migrations.separation_walls import Rule
from migrations.standing_walls import EDGES as EDGES_BEFORE

EDGES = (*EDGES_BEFORE, ("closed", "disposed"))
"""From where to where a case goes, as tracker.policy.stages has it."""
FEDERAL_YEARS = 2
"""29 CFR 1602.31, as tracker.policy.retention has it."""


class Kept(Rule):
    """A wall around taking rows away, which gives PostgreSQL the row back that goes."""

    def ddl(self, dialect: str) -> tuple[str, ...]:
        """Return the statements that put it up."""
        return tuple(one.replace("RETURN NEW;", "RETURN OLD;") for one in super().ddl(dialect))


def _holds_no(role: str, person: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.{person} "
        f"AND role_grants.role IN {role} AND role_grants.ended_at IS NULL)"
    )


_ALLOWED = " OR ".join(f"(OLD.stage = '{before}' AND NEW.stage = '{after}')" for before, after in EDGES)
_SINCE = "CAST(NEW.since AS VARCHAR)"
_TOO_SOON = (
    f"CAST(NEW.due_on AS VARCHAR) < (CAST(SUBSTR({_SINCE}, 1, 4) AS INTEGER) + {FEDERAL_YEARS}) "
    f"|| SUBSTR({_SINCE}, 5, 6)"
)
_APPROVED = (
    "EXISTS (SELECT 1 FROM disposal_items JOIN disposal_rulings "
    "ON disposal_rulings.batch_id = disposal_items.batch_id WHERE disposal_items.id = NEW.item_id "
    "AND disposal_items.case_id = NEW.case_id AND disposal_rulings.ruling = 'approved')"
)
_PAST_DUE = (
    "EXISTS (SELECT 1 FROM disposal_items JOIN cases ON cases.id = disposal_items.case_id "
    "WHERE disposal_items.id = NEW.item_id AND disposal_items.due_on < NEW.disposed_on "
    "AND cases.stage = 'closed')"
)
_HELD = (
    "EXISTS (SELECT 1 FROM holds JOIN cases ON cases.id = NEW.case_id "
    "LEFT JOIN hold_lift_proposals ON hold_lift_proposals.hold_id = holds.id "
    "LEFT JOIN hold_lifts ON hold_lifts.proposal_id = hold_lift_proposals.id "
    "WHERE hold_lifts.id IS NULL "
    "AND (holds.case_id = cases.id OR holds.requisition_id = cases.requisition_id))"
)


def _disposed(case: str) -> str:
    return f"EXISTS (SELECT 1 FROM disposals WHERE disposals.case_id = {case} AND disposals.done)"


_OF_CASE = f"(OLD.domain IN ('case', 'board') AND {_disposed('OLD.holder_id')})"
_OF_CANDIDATE = (
    "(OLD.domain = 'candidate' "
    "AND EXISTS (SELECT 1 FROM cases WHERE cases.candidate_id = OLD.holder_id) "
    "AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.candidate_id = OLD.holder_id "
    f"AND NOT {_disposed('cases.id')}))"
)
WAY = Rule(
    "cases",
    "way",
    ("UPDATE",),
    "a case goes only the way that every case goes",
    f"OLD.stage <> NEW.stage AND NOT ({_ALLOWED})",
)
"""In the place of the wall of the same name in migrations.standing_walls."""
LISTED = Rule(
    "declared_accounts",
    "listed",
    ("UPDATE",),
    "declared_accounts can only be added to: rows are never changed, but when their case is disposed of",
    f"NEW.account_index IS NOT NULL OR NOT {_disposed('OLD.case_id')} "
    "OR NEW.case_id <> OLD.case_id OR NEW.affidavit_id <> OLD.affidavit_id OR NEW.number <> OLD.number "
    "OR NEW.platform <> OLD.platform OR NEW.former <> OLD.former",
)
"""In the place of the wall by which declared accounts were only added to."""
RULES = (
    Rule(
        "disposal_batches",
        "by_hr",
        ("INSERT",),
        "HR proposes a batch",
        _holds_no("('hr-administrator')", "proposed_by"),
    ),
    Rule(
        "disposal_items",
        "federal",
        ("INSERT",),
        "hiring records are kept two years",
        _TOO_SOON,
    ),
    Rule(
        "disposal_items",
        "ruled",
        ("INSERT",),
        "nothing is added to a batch that was ruled on",
        "EXISTS (SELECT 1 FROM disposal_rulings WHERE disposal_rulings.batch_id = NEW.batch_id)",
    ),
    Rule(
        "disposal_rulings",
        "by_whom",
        ("INSERT",),
        "HR or the Chief rules on a batch",
        _holds_no("('hr-administrator', 'chief')", "ruled_by"),
    ),
    Rule(
        "disposal_rulings",
        "by_another",
        ("INSERT",),
        "the person who proposed a batch does not approve it",
        "NEW.ruling = 'approved' AND EXISTS (SELECT 1 FROM disposal_batches "
        "WHERE disposal_batches.id = NEW.batch_id AND disposal_batches.proposed_by = NEW.ruled_by)",
    ),
    Rule(
        "disposals",
        "approved",
        ("INSERT",),
        "a case is disposed of with an approved batch that holds it",
        f"NEW.done AND NOT {_APPROVED}",
    ),
    Rule(
        "disposals",
        "past_due",
        ("INSERT",),
        "a case is disposed of once it is closed and its time is over",
        f"NEW.done AND NOT {_PAST_DUE}",
    ),
    Rule(
        "disposals",
        "held",
        ("INSERT",),
        "a case on hold is not disposed of",
        f"NEW.done AND {_HELD}",
    ),
    Rule(
        "cases",
        "disposed",
        ("UPDATE",),
        "a case is disposed of with an approved batch",
        f"NEW.stage = 'disposed' AND OLD.stage <> 'disposed' AND NOT {_disposed('NEW.id')}",
    ),
    Kept(
        "data_keys",
        "destroyed",
        ("DELETE",),
        "a data key is destroyed when all that it opens is disposed of, and never before",
        f"NOT ({_OF_CASE} OR {_OF_CANDIDATE})",
    ),
    Rule(
        "data_keys",
        "anew",
        ("INSERT",),
        "no key is made for a case whose keys were destroyed",
        "NEW.domain IN ('case', 'board') AND EXISTS (SELECT 1 FROM destroyed_keys "
        "WHERE destroyed_keys.holder_id = NEW.holder_id AND destroyed_keys.domain = NEW.domain)",
    ),
)
"""The others, each in the words with which it refuses."""
