"""The pages of one step: what to do, the queries made of the candidate's own words, and what is logged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.affidavits.queries import DeclaredAccountRow
from tracker.policy.actors import Actor
from tracker.policy.answers import NotFound, Unmet
from tracker.policy.casework import StepFacts
from tracker.policy.definitions import ExcuseReason, StepDefinition
from tracker.policy.facts import CaseFacts
from tracker.policy.methods import NEVER, methods_allowed
from tracker.policy.searching import may_undo
from tracker.policy.steps import is_closed
from tracker.policy.vocabulary import Method
from tracker.policy.words import METHODS, STEPS
from tracker.protocol.case_top import CaseTop, Section, case_top, sections_of
from tracker.protocol.log_pages import step_log
from tracker.protocol.models import StepOutcome
from tracker.protocol.own_names import BRACKETS, OwnNames, own_names, suggestions
from tracker.protocol.requests import RequestDetail, requests_of_step
from tracker.protocol.searched import LoggedSearch
from tracker.protocol.surroundings import offered_modes, standing
from tracker.protocol.tags import STEP_KINDS

DECLARED_SITE = "The declared site"
"""The place of steps that go to each declared account, wherever it is."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One look that the step proposes; ``number`` is its place in the list, from 1."""

    number: int
    query: str
    place: str
    account: int | None
    logged: bool


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step of one case; ``seen`` is the number of its newest outcome."""

    top: CaseTop
    step: StepDefinition
    facts: StepFacts
    section: Section
    proposals: tuple[Proposal, ...]
    methods: tuple[tuple[Method, str], ...]
    never: tuple[str, ...]
    log: tuple[LoggedSearch, ...]
    requests: tuple[RequestDetail, ...]
    excuse: str
    seen: int
    unmet: tuple[Unmet, ...]
    own: OwnNames
    undoable: LoggedSearch | None = None
    """The entry that this reader logged within the last minute, and can undo."""

    @property
    def newest(self) -> str:
        """Return the reference of the newest entry of the step, empty for none."""
        return self.log[0].facts.reference if self.log else ""

    @property
    def adds(self) -> bool:
        """Say whether this reader can log a search in the step now."""
        return self.top.working and not self.unmet and not self.settled

    @property
    def settled(self) -> bool:
        """Say whether the step was closed by hand or by an approved excuse."""
        return is_closed(self.facts)

    @property
    def status(self) -> tuple[str, str]:
        """Return the state as a tag."""
        return STEPS[self.facts.status], STEP_KINDS[self.facts.status]

    @property
    def excuses(self) -> tuple[ExcuseReason, ...]:
        """Return the reasons for which any step may be excused, the same for every candidate."""
        return self.top.definition.excuses

    @property
    def left(self) -> int:
        """Return how many searches are still to be logged before the step can be closed."""
        return max(0, self.facts.expected_searches - self.facts.searches)

    @property
    def asked_excuse(self) -> bool:
        """Say whether somebody is still to rule on an excuse for this step."""
        return self.step.code in self.top.waiting

    @property
    def stopped(self) -> tuple[DeclaredAccountRow, ...]:
        """Return the accounts that this step looks at and whose access the candidate stopped."""
        here = self.step.platform
        return tuple(
            one
            for one in self.own.accounts
            if one.stopped_at is not None
            and (one.platform == here if here else DECLARED_SITE in self.step.places)
        )

    @property
    def next_proposal(self) -> Proposal | None:
        """Return the first proposal that is not logged yet, or else the first."""
        return next((one for one in self.proposals if not one.logged), None) or (
            self.proposals[0] if self.proposals else None
        )

    def proposal(self, number: int | None) -> Proposal | None:
        """Return the proposal with this number, or the next one where there is none such."""
        named = next((one for one in self.proposals if one.number == number), None)
        return named or self.next_proposal

    def left_after(self, query: str, place: str) -> tuple[Proposal, ...]:
        """Return the proposals that nobody has logged, once a look with these words at this place is."""
        made = ((query, place),)
        return tuple(
            one for one in self.proposals if not one.logged and not _made(one.query, one.place, made)
        )


def step_page(session: Session, actor: Actor, case: CaseFacts, code: str, now: datetime) -> StepPage:
    """Return the page of one step, in a fixed number of statements; raises NotFound for an unknown code."""
    top = case_top(session, actor, case)
    facts = next((step for step in top.steps if step.code == code), None)
    if facts is None:
        raise NotFound
    step = top.definition.step(code)
    own = own_names(session, case.case_id)
    log = step_log(session, case.case_id, code)
    allowed = methods_allowed(step, offered_modes(session, case.requisition_id))
    excuse = top.definition.excuse(facts.excuse_code)
    return StepPage(
        top=top,
        step=step,
        facts=facts,
        section=next(one for one in sections_of(top, code) if one.name == step.section),
        proposals=_proposals(step, own, log),
        methods=tuple((method, METHODS[method]) for method in allowed),
        never=NEVER,
        log=log,
        requests=requests_of_step(session, case.case_id, code),
        excuse=excuse.words if excuse else "",
        seen=_seen(session, case.case_id, code),
        unmet=standing(session, case, actor.person_id, now).against_searching if top.working else (),
        own=own,
        undoable=_undoable(log, actor.person_id, now) if top.working else None,
    )


def _undoable(log: tuple[LoggedSearch, ...], person_id: UUID, now: datetime) -> LoggedSearch | None:
    newest = log[0] if log else None
    if newest is None or newest.facts.voided:
        return None
    return newest if may_undo(newest.facts.searcher_id, newest.logged_at, person_id, now) else None


def proposals_of(step: StepDefinition, own: OwnNames) -> tuple[tuple[str, str, int | None], ...]:
    """Return query, place and account of every look that a step proposes, in the order of doing them.

    The account is told where the look is at that very account, and not where its handle is only searched for.
    A step that expects more searches than it has patterns goes from place to place with each query; any
    other goes through its queries at one place first.
    """
    queries = suggestions(step, own)
    if len(step.queries) < step.expected_searches:
        pairs = tuple(product(queries, step.places))
    else:
        pairs = tuple((one, place) for place, one in product(step.places, queries))
    return tuple(
        (one.query, place, one.account if step.platform or place == DECLARED_SITE else None)
        for one, place in pairs
    )


def _proposals(step: StepDefinition, own: OwnNames, log: Iterable[LoggedSearch]) -> tuple[Proposal, ...]:
    logged = [entry.facts for entry in log if not entry.facts.voided and not entry.facts.off_protocol]
    made = [(one.query, one.place) for one in logged]
    return tuple(
        Proposal(number, query, place, account, logged=_made(query, place, made))
        for number, (query, place, account) in enumerate(proposals_of(step, own), start=1)
    )


def _made(query: str, place: str, made: Iterable[tuple[str, str]]) -> bool:
    """Say whether a proposed look is logged; a word in brackets stands for whatever was filled in."""
    parts = (re.escape(part) for part in BRACKETS.split(query))
    shape = re.compile(".+".join(parts), re.IGNORECASE)
    return any(there == place and shape.fullmatch(words) for words, there in made)


def _seen(session: Session, case_id: UUID, code: str) -> int:
    statement = select(func.max(StepOutcome.number)).where(
        StepOutcome.case_id == case_id, StepOutcome.step == code
    )
    return session.scalar(statement) or 0
