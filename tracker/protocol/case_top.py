"""What every page of the run shows: the case's header, the next step, and the protocol as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from tracker.cases.due import days_over
from tracker.cases.on_hold import hold_tags
from tracker.cases.queries import CaseHeader, case_header
from tracker.clock import agency_day
from tracker.db import clock_of
from tracker.policy.actors import Actor, Role
from tracker.policy.casework import StepFacts
from tracker.policy.correcting import UNDER_CORRECTION
from tracker.policy.definitions import ProtocolDefinition, StepDefinition
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import Verdict, judge, reads_all
from tracker.policy.permissions import Permission
from tracker.policy.stages import FINISHED, in_review, may_move, stage_words, with_investigator
from tracker.policy.steps import added_words
from tracker.policy.vocabulary import Stage, StepStatus
from tracker.policy.wording import counted
from tracker.policy.words import STEPS
from tracker.protocol.history import History, histories
from tracker.protocol.next_act import Group, NextAct, Progress, next_act, progress_of
from tracker.protocol.pinned import definition_of
from tracker.protocol.progress import steps_of
from tracker.protocol.requests import excuses_waiting
from tracker.protocol.tags import STAGE_KINDS, STEP_KINDS


@dataclass(frozen=True, slots=True)
class StepMark:
    """One segment of the picture of the protocol, and one row of the list of steps."""

    number: str
    title: str
    glyph: str
    kind: str
    label: str
    status: str
    status_kind: str
    searches: int
    expected: int
    extra: int
    asked: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The steps of one section of the protocol."""

    name: str
    steps: tuple[StepMark, ...]


@dataclass(frozen=True, slots=True)
class CaseTop:
    """What stands at the top of every page of the run: the header's facts and the next step."""

    header: CaseHeader
    definition: ProtocolDefinition
    steps: tuple[StepFacts, ...]
    next: NextAct
    onward: NextAct
    """What comes next once what was returned is answered."""
    progress: Progress
    waiting: frozenset[str]
    working: bool
    """True for the assigned investigator, who alone is offered acts."""
    reviews: bool
    """True for a supervisor who may review the case and has it before them."""
    asks: bool
    """True for a supervisor who says first whether there is a tie, before the review."""
    closes: bool
    """True for a supervisor, once the board has decided or the candidate withdrew."""
    answers: int
    """How many concerns the candidate answered, 0 for readers who do not read answers here."""
    overdue: int
    """By how many days the case is overdue, 0 while it is not or nothing is left to do."""
    held: tuple[tuple[str, str], ...]
    """That the case is on hold, as tags."""
    history: History
    """Where it is on its way to the board."""
    reads_all: bool
    """False for readers who open neither affidavit nor captures without giving a reason elsewhere."""

    @property
    def stage(self) -> tuple[str, str]:
        """Return the stage as a tag; a correction says so, whoever has it."""
        stage, before = self.header.stage, self.header.seen_as if self.correcting else None
        words = stage_words(stage, returned=self.history.returned, corrected_from=before)
        return words, STAGE_KINDS[stage]

    @property
    def added(self) -> tuple[str, ...]:
        """Return, in words, which steps are open again because the candidate declared accounts since."""
        return tuple(words for step in self.steps if (words := added_words(step)))

    @property
    def correcting(self) -> bool:
        """Say whether what was released is being corrected, so that no day counts any more."""
        return self.header.stage in UNDER_CORRECTION and self.header.seen_as is not self.header.stage

    @property
    def adds(self) -> bool:
        """Say whether the reader is the investigator who has the case now, who alone can add to it."""
        return self.working and self.with_investigator

    @property
    def over(self) -> bool:
        """Say whether nothing more is asked of the investigator, so that no day counts any more."""
        return self.next.group is Group.DONE

    @property
    def next_words(self) -> str:
        """Return what comes next in words; to anybody but the investigator, whose step it is."""
        return self.next.words if self.working else self.next.told_of(self.header.investigator_name)

    @property
    def with_investigator(self) -> bool:
        """Say whether the investigator can add to the case."""
        return with_investigator(self.header.stage)

    @property
    def in_review(self) -> bool:
        """Say whether the case is with the supervisors."""
        return in_review(self.header.stage)

    @property
    def protocol(self) -> str:
        """Return the protocol with its version."""
        return f"{self.definition.title}, version {self.definition.version}"


def case_top(session: Session, actor: Actor, case: CaseFacts) -> CaseTop:
    """Return the top of a case's pages, in a fixed number of statements."""
    definition = definition_of(session, case.requisition_id)
    steps = steps_of(session, case.case_id, definition)
    waiting = frozenset(code for _, code in excuses_waiting(session, (case.case_id,)))
    header = case_header(session, case.case_id)
    history, now = histories(session, (case.case_id,))[case.case_id], clock_of(session).now()

    def upon(past: History) -> NextAct:
        return next_act(
            case.stage,
            steps,
            declared=case.investigator_id in case.conflicts,
            history=past,
            person=case.investigator_id,
            now=now,
            waiting=waiting,
        )

    return CaseTop(
        header=header if reads_all(actor.role) else replace(header, candidate_name=""),
        definition=definition,
        steps=steps,
        next=upon(history),
        onward=upon(replace(history, returned=False)),
        progress=progress_of(steps, upon(history)),
        waiting=waiting,
        working=actor.role is Role.INVESTIGATOR and actor.person_id == case.investigator_id,
        reviews=in_review(case.stage) and _allowed(Permission.RETURN_CASE, actor, case),
        asks=in_review(case.stage)
        and actor.role is Role.SUPERVISOR
        and actor.person_id not in case.conflicts
        and actor.person_id not in case.worked,
        closes=actor.role is Role.SUPERVISOR and may_move(case.stage, Stage.CLOSED),
        answers=history.answers * _allowed(Permission.READ_ANSWER, actor, case),
        overdue=0 if case.seen_as in FINISHED else days_over(agency_day(header.due_at), now),
        held=hold_tags(session, case.case_id),
        history=history,
        reads_all=reads_all(actor.role),
    )


def _allowed(permission: Permission, actor: Actor, case: CaseFacts) -> bool:
    return judge(permission, actor, case).verdict is Verdict.ALLOWED


def sections_of(top: CaseTop, current: str = "") -> tuple[Section, ...]:
    """Return the steps by the protocol's sections, as marks; ``current`` is the page's own step."""
    facts: Mapping[str, StepFacts] = {step.code: step for step in top.steps}
    return tuple(
        Section(
            name,
            tuple(
                _mark(step, facts[step.code], asked=step.code in top.waiting, current=step.code == current)
                for step in top.definition.steps
                if step.section == name
            ),
        )
        for name in top.definition.sections
    )


def _mark(step: StepDefinition, facts: StepFacts, *, asked: bool, current: bool) -> StepMark:
    glyph, kind = _glyph(facts)
    status = STEPS[facts.status]
    searches = counted(facts.searches, "search", "searches")
    asked_words = ", an excuse is asked for" if asked else ""
    return StepMark(
        number=step.code,
        title=step.title,
        glyph=glyph,
        kind=kind,
        label=f"Step {step.code} {step.title}: {status.lower()}, {searches}{asked_words}",
        status=status,
        status_kind=STEP_KINDS[facts.status],
        searches=facts.searches,
        expected=facts.expected_searches,
        extra=facts.extra,
        asked=asked,
        current=current,
    )


def _glyph(facts: StepFacts) -> tuple[str, str]:
    if facts.status is StepStatus.DONE_FOUND:
        return str(facts.found), "found"
    return {
        StepStatus.DONE_NOTHING: ("0", "nothing"),
        StepStatus.NOT_APPLICABLE: ("N/A", "excused"),
        StepStatus.COULD_NOT_BE_DONE: ("A", "approved"),
        StepStatus.IN_PROGRESS: ("…", "doing"),
    }.get(facts.status, ("–", "open"))
