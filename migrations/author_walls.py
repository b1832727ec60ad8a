"""The walls of authors: what an investigator writes in a case is by whoever has it (Hamden D.2, D.3).

A rule in the application says each of these first. Whoever had a case before writes nothing in it any more,
and what is dated before the case was given is not taken either. Who reviews is in ``standing_walls``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from migrations.duty_walls import OF_FINDING, OF_VERSION, works
from migrations.separation_walls import Rule

HAS_IT = "only the investigator who has a case writes in it"
DESIGNATED = "only a searcher whom the Chief designated writes in a case"
UNTIED = "nobody writes in a case before saying that there is no tie to its candidate"
EXCUSED = "a step is set aside by a supervisor alone"
BY_HR = "a meeting of a board is set by an HR administrator alone"

_OF_SEARCH = "(SELECT search_entries.case_id FROM search_entries WHERE search_entries.id = NEW.search_id)"
_OF_RETURN = (
    "(SELECT submissions.case_id FROM returns JOIN submissions ON submissions.id = returns.submission_id "
    "WHERE returns.id = NEW.return_id)"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A table that investigators write in: by whom and when, in SQL in which case, and what else is asked.

    ``only`` limits the walls to some of its rows. ``searching`` asks for a designation. ``walled`` says that
    an earlier wall keeps whoever decides from it.
    """

    table: str
    person: str
    at: str
    case: str = "NEW.case_id"
    only: str = ""
    searching: bool = True
    walled: bool = False

    def rules(self, dialect: str) -> Iterator[Rule]:
        """Yield its walls as a database takes them."""
        names = {"person": f"NEW.{self.person}", "at": f"NEW.{self.at}", "case": self.case}
        yield self._rule(
            "author", HAS_IT, f"NOT ({_HOLDS} AND {_HAS_IT})".format(role="investigator", **names)
        )
        yield self._rule("untied", UNTIED, f"NOT {_SAID} OR {_TIED}".format(**names))
        if self.searching:
            days = {name: day.format(**names) for name, day in _DAYS[dialect].items()}
            when = f"NOT ({_DESIGNATED} OR {_EXCEPTED})".format(**names, **days)
            yield self._rule("designated", DESIGNATED, when)
        if not self.walled:
            decider = works(self.table, self.person, self.case)
            yield self._rule("off_the_board", decider.sentence, decider.when)

    def _rule(self, name: str, sentence: str, when: str) -> Rule:
        condition = f"{self.only} AND ({when})" if self.only else when
        return Rule(self.table, name, ("INSERT",), sentence, condition, about_person=True, person=self.person)


_HOLDS = (
    "EXISTS (SELECT 1 FROM role_grants WHERE role_grants.person_id = {person} "
    "AND role_grants.role = '{role}' AND role_grants.granted_at <= {at} "
    "AND role_grants.ended_at IS NULL)"
)
_HAS_IT = (
    "EXISTS (SELECT 1 FROM assignments WHERE assignments.case_id = {case} "
    "AND assignments.person_id = {person} AND assignments.assigned_at <= {at} "
    "AND assignments.ended_at IS NULL)"
)
_SAID = (
    "EXISTS (SELECT 1 FROM conflict_declarations said WHERE said.case_id = {case} "
    "AND said.person_id = {person})"
)
_TIED = (
    "EXISTS (SELECT 1 FROM conflict_declarations said WHERE said.case_id = {case} "
    "AND said.person_id = {person} AND said.answer <> 'none' AND NOT EXISTS "
    "(SELECT 1 FROM conflict_rulings WHERE conflict_rulings.declaration_id = said.id "
    "AND conflict_rulings.ruling = 'lifted'))"
)
_DESIGNATED = (
    "EXISTS (SELECT 1 FROM designations WHERE designations.person_id = {person} "
    "AND designations.designated_at <= {at} AND designations.ended_at IS NULL "
    "AND designations.starts_on <= {day_after} AND designations.ends_on >= {day_before})"
)
_EXCEPTED = (
    "EXISTS (SELECT 1 FROM deviations JOIN cases ON cases.requisition_id = deviations.requisition_id "
    "WHERE deviations.clause = 'Hamden D.3' AND deviations.person_id = {person} AND cases.id = {case})"
)
_DAYS = {
    "sqlite": {"day_before": "date({at}, '-1 day')", "day_after": "date({at}, '+1 day')"},
    "postgresql": {
        "day_before": "(({at} AT TIME ZONE 'UTC')::date - 1)",
        "day_after": "(({at} AT TIME ZONE 'UTC')::date + 1)",
    },
}
"""The days around a moment: a designation is by the agency's days, of which the database knows no zone."""

WRITTEN = (
    Written("search_entries", "logged_by", "logged_at", walled=True),
    Written("search_voids", "voided_by", "voided_at", _OF_SEARCH),
    Written("step_outcomes", "recorded_by", "recorded_at", only="NEW.request_id IS NULL"),
    Written("requests", "asked_by", "asked_at"),
    Written("time_requests", "asked_by", "asked_at", searching=False),
    Written("ruled_out_accounts", "ruled_by", "ruled_at"),
    Written("search_stops", "called_by", "called_at", searching=False),
    Written("together_sessions", "investigator_id", "offered_at"),
    Written("together_records", "recorded_by", "recorded_at", searching=False),
    Written("findings", "opened_by", "opened_at"),
    Written("finding_versions", "written_by", "written_at", OF_FINDING, walled=True),
    Written("finding_drafts", "kept_by", "kept_at"),
    Written("evidence_notes", "written_by", "written_at", OF_FINDING),
    Written("captures", "uploaded_by", "uploaded_at"),
    Written("capture_links", "linked_by", "linked_at"),
    Written("check_answers", "answered_by", "answered_at", OF_VERSION, "NEW.number <> 10"),
    Written("screenings", "screened_by", "screened_at", OF_VERSION),
    Written("finding_rulings", "ruled_by", "ruled_at", OF_FINDING, "NOT NEW.in_review"),
    Written("submissions", "submitted_by", "submitted_at", searching=False, walled=True),
    Written("return_answers", "answered_by", "answered_at", _OF_RETURN, searching=False, walled=True),
)
"""Whatever an investigator writes in a case."""


def _by(rule: tuple[str, str, str], role: str, person: str, at: str, only: str = "") -> Rule:
    holds = _HOLDS.format(person=f"NEW.{person}", at=f"NEW.{at}", role=role)
    table, name, sentence = rule
    when = f"{only}NOT {holds}"
    return Rule(table, name, ("INSERT",), sentence, when, about_person=True, person=person)


BY_ROLE = (
    _by(("board_meetings", "by_hr", BY_HR), "hr-administrator", "set_by", "set_at"),
    _by(
        ("step_outcomes", "excused", EXCUSED),
        "supervisor",
        "recorded_by",
        "recorded_at",
        "NEW.request_id IS NOT NULL AND ",
    ),
)
"""What is written by whoever holds a role."""


def rules(dialect: str) -> tuple[Rule, ...]:
    """Return the walls as a database takes them, each in the words with which it refuses."""
    return (*(rule for one in WRITTEN for rule in one.rules(dialect)), *BY_ROLE)
