"""How an investigator runs the protocol: look after look, step after step, with what differs in a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tracker.affidavits.queries import affidavit_state
from tracker.cases.openings import Thing, record_opening
from tracker.db import clock_of, db, unit_of_work
from tracker.demo.company import OKAFOR, Company, Scenes
from tracker.demo.days import WORKING_DAYS, Diary
from tracker.demo.inviting import say_no_tie
from tracker.demo.lives_told import LIVES
from tracker.demo.looks import Planned, excuse_of, planned
from tracker.demo.meeting import meet
from tracker.policy.actors import Actor, Role
from tracker.policy.definitions import StepDefinition
from tracker.policy.vocabulary import BEYOND_PUBLIC, Method, SearchResult, SignedIn, StepStatus
from tracker.protocol.differing import ask_excuse, rule_request
from tracker.protocol.own_names import own_names
from tracker.protocol.pinned import definition_of
from tracker.protocol.service import Look, log_search
from tracker.protocol.settling import settle_step

HALF_WAY = "09"
"""After this step the first day of a case is over."""
REASONS = {
    "no-such-account": "The affidavit names no account that the other steps leave out.",
    "no-former-account": "The affidavit says that there was no other account in the last five years.",
    "no-handle": "The affidavit names no handle, and says that there is none.",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look came to."""

    result: SearchResult = SearchResult.NOTHING_FOUND
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Which steps are run, and what in them differs from a plain run.

    ``seen`` is what came of a step's first look, ``more`` how many looks a step got, ``beyond`` the method of
    a first look that went beyond what is public; ``left_out`` are steps that nobody turned to.
    """

    first: str = "01"
    last: str = "24"
    seen: Mapping[str, Seen] = field(default_factory=dict)
    more: Mapping[str, int] = field(default_factory=dict)
    beyond: Mapping[str, Method] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


PLAIN = Run()
"""All steps, and nothing out of the ordinary."""
Logged = dict[str, list[str]]
"""The references of the searches of each step."""


def investigator_of(company: Company, slug: str) -> Actor:
    """Return the investigator who has a case."""
    person_id = company.case(slug).investigator_id
    person = next(name for name, known in company.people.items() if known == person_id)
    return company.actor(person, Role.INVESTIGATOR)


def begin_search(company: Company, diary: Diary, slug: str) -> Scenes[None]:
    """Say that there is no tie, then open the case and the affidavit."""
    investigator, case = investigator_of(company, slug), company.case(slug)
    yield diary.now
    person = next(name for name, known in company.people.items() if known == investigator.person_id)
    say_no_tie(company, slug, person, Role.INVESTIGATOR)
    yield diary.on(2)
    reference = affidavit_state(db.session, case.case_id).reference
    with unit_of_work(investigator) as work:
        record_opening(work, case_id=case.case_id, thing=Thing.CASE, reference=case.reference)
        record_opening(work, case_id=case.case_id, thing=Thing.AFFIDAVIT, reference=reference, reason=None)


def run_protocol(company: Company, diary: Diary, slug: str, run: Run = PLAIN) -> Scenes[Logged]:
    """Run the protocol from one step to another; steps that do not apply are asked for at the end."""
    definition = definition_of(db.session, company.case(slug).requisition_id)
    logged: Logged = {}
    excused: list[StepDefinition] = []
    for step in definition.steps:
        if not run.first <= step.code <= run.last or step.code in run.left_out:
            continue
        looks = planned(definition, step, own_names(db.session, company.cases[slug]), LIVES[slug])
        if not looks:
            excused.append(step)
            continue
        looks = tuple(looks[turn % len(looks)] for turn in range(run.more.get(step.code, len(looks))))
        logged[step.code] = yield from _work_through(company, diary, slug, step=step, looks=looks, run=run)
        if step.code == HALF_WAY and diary.day < WORKING_DAYS:
            diary.go(diary.day + 1, "08:50")
    wishes = [Excuse(step.code, excuse_of(step), REASONS[excuse_of(step)]) for step in excused]
    yield from excuse_steps(company, diary, slug, wishes)
    return logged


def _work_through(
    company: Company, diary: Diary, slug: str, *, step: StepDefinition, looks: tuple[Planned, ...], run: Run
) -> Scenes[list[str]]:
    seen = run.seen.get(step.code, Seen())
    if step.code in run.beyond:
        looks = (replace(looks[0], method=run.beyond[step.code]), *looks[1:])
    references = []
    for turn, plan in enumerate(looks):
        result = Seen() if turn else seen
        references.append((yield from look(company, diary, slug, step=step.code, plan=plan, seen=result)))
    yield diary.on(1)
    settle(company, slug, step.code, found=seen.result.found)
    return references


def look(
    company: Company,
    diary: Diary,
    slug: str,
    *,
    step: str,
    plan: Planned,
    seen: Seen,
    request: str = "",
) -> Scenes[str]:
    """Make one look and log it; return its reference."""
    met = None
    if plan.method in BEYOND_PUBLIC and plan.account is not None:
        met = yield from meet(
            company, diary, slug, by=investigator_of(company, slug), plan=plan, note=seen.note
        )
    yield diary.on(3)
    words = Look(
        query=plan.query,
        place=plan.place,
        method=plan.method.value,
        result=seen.result,
        searched_at=met or clock_of(db.session).now() - timedelta(minutes=2),
        signed_in=SignedIn.WITH_CANDIDATE if plan.method is Method.TOGETHER_SESSION else SignedIn.NO,
        account=plan.account,
        note=seen.note,
        request=request,
        pages_seen=3 if plan.method is Method.SEARCH_ENGINE else 1,
    )
    with unit_of_work(investigator_of(company, slug)) as work:
        return log_search(work, company.case(slug), step=step, look=words).reference


def settle(company: Company, slug: str, step: str, *, found: bool = False) -> None:
    """Close a step as its searches bear out."""
    status = StepStatus.DONE_FOUND if found else StepStatus.DONE_NOTHING
    with unit_of_work(investigator_of(company, slug)) as work:
        settle_step(work, company.case(slug), step=step, status=status)


@dataclass(frozen=True, slots=True)
class Excuse:
    """One step to set aside: the code of the reason, the reason in words, and what the supervisor says."""

    step: str
    code: str
    reason: str
    ruling: str = "The affidavit bears it out."


def excuse_steps(company: Company, diary: Diary, slug: str, excuses: Sequence[Excuse]) -> Scenes[None]:
    """Ask that steps be set aside; the supervisor approves them within the hour."""
    asked = []
    for excuse in excuses:
        yield diary.on(2)
        with unit_of_work(investigator_of(company, slug)) as work:
            wish = {"step": excuse.step, "excuse_code": excuse.code, "reason": excuse.reason}
            asked.append((ask_excuse(work, company.case(slug), **wish).reference, excuse.ruling))
    for place, (reference, ruling) in enumerate(asked):
        yield diary.on(2 if place else 40)
        rule(company, slug, reference, approve=True, reason=ruling)


def rule(company: Company, slug: str, request: str, *, approve: bool, reason: str) -> None:
    """Have the supervisor say yes or no to a request, having said first that there is no tie."""
    if company.people[OKAFOR] not in company.case(slug).conflicts:
        say_no_tie(company, slug, OKAFOR, Role.SUPERVISOR)
    with company.act(OKAFOR) as work:
        rule_request(work, company.case(slug), request=request, approve=approve, reason=reason)
