"""The page of the ten checks: what each asks, what was answered on what ground, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.findings.capture_queries import CaptureRow, capture_rows, facts_of_row
from tracker.findings.stored import recompute
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.captures import FileState
from tracker.policy.casework import CheckFacts, FindingFacts
from tracker.policy.checks import BY_SEARCHER, CHECKS, CheckDefinition, holds_still
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import Verdict, judge
from tracker.policy.permissions import Permission
from tracker.policy.posting import told_of_time
from tracker.policy.second_looks import disagreements
from tracker.policy.validation import all_answers, missing_for_validation, missing_to_read_second
from tracker.policy.vocabulary import Check
from tracker.policy.vocabulary import CheckAnswer as Answer
from tracker.policy.words import in_words
from tracker.protocol.case_top import CaseTop, case_top
from tracker.validation.check_answers import GivenAnswer
from tracker.validation.queries import JudgedFinding, judged_findings
from tracker.validation.words import TAGS


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check as a page shows it; ``answer`` is empty before one, ``by`` where the system gives it."""

    number: int
    name: str
    question: str
    by_system: bool
    by_second_reader: bool
    answer: str
    tag: tuple[str, str]
    ground: str
    by: str
    at: datetime | None
    look: GivenAnswer | None = None
    """How the second reader sees it."""
    look_tag: tuple[str, str] = ("", "none")
    told: tuple[str, ...] = ()
    """What the system tells of it, beside what a person answers."""
    differs: str = ""
    """Who says what, where searcher and second reader differ."""
    carried: str = ""
    """When the ground in the field was written, where it stands for no answer now."""

    @property
    def by_searcher(self) -> bool:
        """Say whether whoever searched answers it, so that a second reader can see it otherwise."""
        return self.number in BY_SEARCHER and not self.by_system

    @property
    def of_the_screen(self) -> bool:
        """Say whether the screen answers it."""
        return self.number == Check.PROTECTED_REMOVED


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """The ten checks of one finding."""

    top: CaseTop
    judged: JudgedFinding
    lines: tuple[CheckLine, ...]
    looks: bool
    """True for a second reader, who can say now how they see the searcher's checks."""
    left: tuple[Unmet, ...]
    """What keeps the finding from being submitted: checks 1 to 9 and the candidate's own act."""

    @property
    def verified(self) -> bool:
        """Say whether all ten checks hold, the second reader's among them, and nothing else is left."""
        return not missing_for_validation(self.judged.facts)

    @property
    def answered(self) -> int:
        """Return how many checks are answered Yes."""
        return sum(line.answer == Answer.YES for line in self.lines)


def judged_finding(session: Session, case: CaseFacts, reference: str) -> JudgedFinding:
    """Return one finding as the rules judge it; raises NotFound."""
    for judged in judged_findings(session, case.case_id, only=reference):
        return judged
    raise NotFound


def recomputed(
    session: Session, case: CaseFacts, references: tuple[str, ...]
) -> tuple[tuple[CaptureRow, FileState], ...]:
    """Compute the digests of these captures anew, without recording it."""
    wanted = frozenset(references)
    return tuple(
        (row, recompute(session, case.case_id, row))
        for row in capture_rows(session, case.case_id)
        if row.reference in wanted
    )


def with_states(
    facts: FindingFacts, states: tuple[tuple[CaptureRow, FileState], ...], now: datetime
) -> FindingFacts:
    """Return a finding with its captures as they were just found."""
    captures = tuple(facts_of_row(replace(row, state=state, verified_at=now)) for row, state in states)
    return replace(facts, captures=captures)


def checks_page(session: Session, actor: Actor, case: CaseFacts, reference: str, now: datetime) -> ChecksPage:
    """Return the page of a finding's checks; its captures are recomputed for it."""
    judged = judged_finding(session, case, reference)
    states = recomputed(session, case, judged.row.captures)
    judged = replace(judged, facts=with_states(judged.facts, states, now))
    return ChecksPage(
        top=case_top(session, actor, case),
        judged=judged,
        lines=check_lines(judged),
        looks=_may_look(actor, case, judged),
        left=missing_for_validation(judged.facts, second_reading=False),
    )


def _may_look(actor: Actor, case: CaseFacts, judged: JudgedFinding) -> bool:
    if judge(Permission.ANSWER_SECOND_READING, actor, case).verdict is not Verdict.ALLOWED:
        return False
    return not missing_to_read_second(
        actor.person_id, judged.row.authors, case.searchers, case.stage, assigned=case.assigned
    )


def check_lines(judged: JudgedFinding) -> tuple[CheckLine, ...]:
    """Return the ten checks in their order."""
    given = {(one.check, one.answered_by): one for one in judged.answers}
    answers = all_answers(judged.facts)
    looks = {one.check: one for one in judged.looks}
    differ = {one.check: one.sentence for one in disagreements(judged.facts, answers)}
    lines = []
    for one in CHECKS:
        facts = answers.get(one.check)
        who = given.get((one.check, facts.answered_by)) if facts and facts.answered_by else None
        line = _line(one, facts, who)
        look = looks.get(one.check)
        tag = (in_words(look.answer), TAGS[look.answer]) if look else line.look_tag
        told = told_of_time(judged.facts.posted) if one.check is Check.DATE_AND_CONTEXT else ()
        line = replace(line, carried=_carried(one.check, judged))
        lines.append(replace(line, look=look, look_tag=tag, differs=differ.get(one.check, ""), told=told))
    return tuple(lines)


def _carried(check: Check, judged: JudgedFinding) -> str:
    if check not in judged.earlier_grounds:
        return ""
    if holds_still(check, judged.row.written_at, judged.row.linked_at):
        return "Written for an earlier version."
    return "Written before a capture was linked."


def _line(one: CheckDefinition, facts: CheckFacts | None, who: GivenAnswer | None) -> CheckLine:
    answer = facts.answer if facts else None
    return CheckLine(
        number=int(one.check),
        name=f"{one.name[0].upper()}{one.name[1:]}",
        question=one.question,
        by_system=one.by_system or (facts is not None and facts.by_system),
        by_second_reader=one.by_second_reader,
        answer=answer or "",
        tag=(in_words(answer), TAGS[answer]) if answer else ("No answer yet", "none"),
        ground=facts.ground if facts else "",
        by=who.name if who else "",
        at=who.answered_at if who else None,
    )


def answers_by_check(judged: JudgedFinding) -> Mapping[Check, GivenAnswer]:
    """Return the newest answer that a person gave to each check of the newest version."""
    return {one.check: one for one in judged.answers}
