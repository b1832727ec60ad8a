"""The walls of standing: who reviews and releases may, who gets a case may search, cases go their way.

A rule in the application says each of these first, with more of the reasons; these hold what must hold for
ever, against whoever writes a row past it (Hamden D.2, D.3, D.5, D.6).
"""

from __future__ import annotations

from migrations.duty_walls import OF_FINDING, OF_SUBMISSION, OF_VERSION
from migrations.separation_walls import Rule

EDGES = (
    ("affidavit-pending", "search"),
    ("affidavit-pending", "withdrawn"),
    ("decided", "closed"),
    ("decided", "review"),
    ("opened", "affidavit-pending"),
    ("opened", "search"),
    ("opened", "withdrawn"),
    ("released", "decided"),
    ("released", "review"),
    ("released", "withdrawn"),
    ("response", "review"),
    ("response", "search"),
    ("response", "withdrawn"),
    ("review", "released"),
    ("review", "response"),
    ("review", "search"),
    ("review", "withdrawn"),
    ("search", "review"),
    ("search", "withdrawn"),
    ("withdrawn", "closed"),
)
"""From where to where a case goes, as tracker.policy.stages has it."""

_HOLDS = (
    "EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = NEW.{person} "
    "AND role_grants.role = '{role}' AND role_grants.granted_at <= NEW.{at} AND role_grants.ended_at IS NULL)"
)
_TIED = (
    "EXISTS (SELECT 1 FROM conflict_declarations said WHERE said.case_id = {case} "
    "AND said.person_id = NEW.{person} AND said.answer <> 'none' AND NOT EXISTS "
    "(SELECT 1 FROM conflict_rulings WHERE conflict_rulings.declaration_id = said.id "
    "AND conflict_rulings.ruling = 'lifted'))"
)
_WROTE = (
    "EXISTS (SELECT 1 FROM search_entries WHERE search_entries.case_id = {case} "
    "AND search_entries.logged_by = NEW.{person}) "
    "OR EXISTS (SELECT 1 FROM findings JOIN finding_versions ON finding_versions.finding_id = findings.id "
    "WHERE findings.case_id = {case} AND finding_versions.written_by = NEW.{person}) "
    "OR EXISTS (SELECT 1 FROM submissions WHERE submissions.case_id = {case} "
    "AND submissions.submitted_by = NEW.{person})"
)
_DESIGNATED = (
    "EXISTS (SELECT 1 FROM designations WHERE designations.person_id = NEW.person_id "
    "AND designations.designated_at <= NEW.assigned_at AND designations.ended_at IS NULL "
    "AND designations.starts_on <= {day_after} AND designations.ends_on >= {day_before})"
)
_DAYS = {
    "sqlite": {
        "day_before": "date(NEW.assigned_at, '-1 day')",
        "day_after": "date(NEW.assigned_at, '+1 day')",
    },
    "postgresql": {
        "day_before": "((NEW.assigned_at AT TIME ZONE 'UTC')::date - 1)",
        "day_after": "((NEW.assigned_at AT TIME ZONE 'UTC')::date + 1)",
    },
}
"""The days around a moment: a designation is by the agency's days, of which the database knows no zone."""
_EXCEPTED = (
    "EXISTS (SELECT 1 FROM deviations JOIN cases ON cases.requisition_id = deviations.requisition_id "
    "WHERE deviations.clause = 'Hamden D.3' AND deviations.person_id = NEW.person_id "
    "AND cases.id = NEW.case_id)"
)
_ALLOWED = " OR ".join(f"(OLD.stage = '{before}' AND NEW.stage = '{after}')" for before, after in EDGES)

SUPERVISES = "only a supervisor reviews a case or releases it"
TIED = "nobody with a tie to a candidate reviews a case of theirs or releases it"
WROTE = "nobody who searched in a case, wrote in it or submitted it reviews or releases it"


def _reviews(table: str, person: str, at: str, case: str, only: str = "") -> tuple[Rule, ...]:
    """Return the walls around one act of review: by a supervisor, without a tie, who did none of the work."""
    holds = _HOLDS.format(person=person, role="supervisor", at=at)
    conditions = (
        ("supervises", SUPERVISES, f"NOT {holds}"),
        ("tied", TIED, _TIED.format(case=case, person=person)),
        ("wrote", WROTE, f"({_WROTE.format(case=case, person=person)})"),
    )
    return tuple(
        Rule(table, name, ("INSERT",), sentence, only + when, about_person=True, person=person)
        for name, sentence, when in conditions
    )


RULES = (
    *_reviews("check_answers", "answered_by", "answered_at", OF_VERSION, "NEW.number = 10 AND "),
    *_reviews("second_looks", "looked_by", "looked_at", OF_VERSION),
    *_reviews("finding_rulings", "ruled_by", "ruled_at", OF_FINDING, "NEW.in_review AND "),
    *_reviews("returns", "returned_by", "returned_at", OF_SUBMISSION),
    *_reviews("first_releases", "released_by", "released_at", "NEW.case_id"),
    *_reviews("releases", "released_by", "released_at", "NEW.case_id"),
    Rule(
        "cases",
        "way",
        ("UPDATE",),
        "a case goes only the way that every case goes",
        f"OLD.stage <> NEW.stage AND NOT ({_ALLOWED})",
    ),
    Rule("cases", "begins", ("INSERT",), "a case begins as opened", "NEW.stage <> 'opened'"),
)
"""The walls that are alike on both databases, each in the words with which it refuses."""


def rules(dialect: str) -> tuple[Rule, ...]:
    """Return the walls as a database takes them."""
    holds = _HOLDS.format(person="person_id", role="investigator", at="assigned_at")
    designated = _DESIGNATED.format(**_DAYS[dialect])
    searcher = Rule(
        "assignments",
        "searcher",
        ("INSERT",),
        "a case is given only to an investigator whom the Chief designated",
        f"NOT {holds} OR NOT ({designated} OR {_EXCEPTED})",
        about_person=True,
    )
    return (*RULES, searcher)
