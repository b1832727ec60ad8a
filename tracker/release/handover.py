"""The handover of a case: what is open, what waits on whom, and which access is agreed to anew (B16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.affidavits.calls import calls_due
from tracker.affidavits.clarified import clarified_of
from tracker.affidavits.queries import declared_accounts, grants
from tracker.answering.outlines import outlines_of
from tracker.cases.deviating import deviations_of_case
from tracker.cases.handing_over import Having, LeftWords, who_had, words_left
from tracker.findings.drafting import drafts_kept
from tracker.policy.access_modes import is_live
from tracker.policy.actors import Actor, Role
from tracker.policy.calls import is_calling
from tracker.policy.facts import CaseFacts
from tracker.policy.handover import AGREEMENTS, Agreement, agreement_of, has_act_to_come
from tracker.policy.stages import OVER
from tracker.policy.steps import is_settled
from tracker.policy.together_answers import TimeAnswer
from tracker.policy.wording import capital, counted
from tracker.policy.words import ACCESS_MODES, CALLS
from tracker.protocol.away import stops_of
from tracker.protocol.case_top import CaseTop, StepMark, case_top, sections_of
from tracker.protocol.next_act import Group
from tracker.protocol.requests import RequestLine, requests_open
from tracker.protocol.time_asked import TimeLine, times_waiting
from tracker.release.material import Material, material_of
from tracker.release.returned import AskedItem, items_of
from tracker.release.standing import returns_of
from tracker.requisitions.deviations import DeviationLine
from tracker.together.queries import SessionRow, sessions_of
from tracker.validation.check_page import check_lines

KINDS = {
    Agreement.HOLDS: "done",
    Agreement.WAITS: "waiting",
    Agreement.NOBODY: "waiting",
    Agreement.OVER: "none",
}
"""What kind of tag the state of access is."""


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """One finding for the board with the checks that are not answered Yes yet."""

    reference: str
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrantLine:
    """Access to one account: how, whom it names, until when, and whether it is agreed to anew."""

    account: str
    how: str
    named: str
    until: datetime | None
    state: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session that is offered or agreed on and not recorded, and what comes of it next."""

    reference: str
    words: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Wait:
    """What somebody else has to do first: who, and what."""

    who: str
    what: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """All that is open in a case, for whoever has it next."""

    top: CaseTop
    words: tuple[LeftWords, ...]
    had: tuple[Having, ...]
    steps: tuple[StepMark, ...]
    requests: tuple[RequestLine, ...]
    times: tuple[TimeLine, ...]
    """More time that was asked for, on which nobody has ruled."""
    findings: tuple[OpenFinding, ...]
    drafts: tuple[str, ...]
    """Whose drafts are not saved, in sentences: nobody else can read them."""
    asked: tuple[AskedItem, ...]
    """What the newest return asks for, while the case is back because of it."""
    calls: tuple[tuple[str, datetime], ...]
    meetings: tuple[Meeting, ...]
    grants: tuple[GrantLine, ...]
    waits: tuple[Wait, ...]
    deviations: tuple[DeviationLine, ...]
    leaves: bool
    """Whether the reader has the case, and can leave words."""

    @property
    def anew(self) -> int:
        """Return how many accounts the candidate is asked about anew."""
        words = {AGREEMENTS[Agreement.WAITS], AGREEMENTS[Agreement.NOBODY]}
        return sum(one.state[0] in words for one in self.grants)

    @property
    def clear(self) -> bool:
        """Say whether nothing is open for the investigator."""
        asked = self.requests or self.times or self.asked
        return not (self.steps or asked or self.findings or self.calls or self.meetings)


def handover_page(session: Session, actor: Actor, case: CaseFacts, now: datetime) -> HandoverPage:
    """Return what is open in a case, in a fixed number of statements; who calls has recorded the opening."""
    top = case_top(session, actor, case)
    names = _account_names(session, case.case_id)
    calling = is_calling(case.stage) and not case.under_correction
    met = tuple(one for one in sessions_of(session, case.case_id) if calling and not one.records)
    access = tuple(_access(session, case, names, now))
    requests = tuple(
        one
        for one in requests_open(session, case.case_id)
        if has_act_to_come(one.approved, case.stage, correcting=case.under_correction)
    )
    times = times_waiting(session, case.case_id) if has_act_to_come(None, case.stage) else ()
    return HandoverPage(
        top=top,
        words=words_left(session, case.case_id),
        had=who_had(session, case.case_id),
        steps=_open_steps(top),
        requests=requests,
        times=times,
        findings=_open_findings(material_of(session, case)),
        drafts=tuple(
            f"{name} has {counted(count, 'draft')} of findings that nobody else can read"
            for name, count in drafts_kept(session, case.case_id)
        ),
        asked=_asked(session, case) if top.next.act == "answer-return" else (),
        calls=_calls(session, case, names, now),
        meetings=tuple(_meeting(one) for one in met if one.answer is not TimeAnswer.NOT_ANY_MORE),
        grants=access,
        waits=(*_waits(session, case, top, access), *_offered(met), *_rulings((*requests, *times))),
        deviations=deviations_of_case(session, case),
        leaves=top.working and actor.role is Role.INVESTIGATOR and case.stage not in OVER,
    )


def _account_names(session: Session, case_id: UUID) -> dict[str, str]:
    declared = declared_accounts(session, case_id)
    return {one.account: f"{one.platform_name} {one.handle}".strip() for one in declared if not one.former}


def _open_steps(top: CaseTop) -> tuple[StepMark, ...]:
    if not top.with_investigator:
        return ()
    done = {step.code for step in top.steps if is_settled(step)}
    return tuple(mark for part in sections_of(top) for mark in part.steps if mark.number not in done)


def _open_findings(material: Material) -> tuple[OpenFinding, ...]:
    found = []
    for one in material.judged:
        left = tuple(
            f"{line.number}. {line.name}"
            for line in check_lines(one)
            if line.answer != "yes" and not line.by_second_reader
        )
        if left and not one.facts.withheld:
            found.append(OpenFinding(one.row.reference, left))
    return tuple(found)


def _asked(session: Session, case: CaseFacts) -> tuple[AskedItem, ...]:
    newest = returns_of(session, case.case_id)[-1:]
    return tuple(item for one in newest for item in items_of(session, case.case_id, one))


def _calls(
    session: Session, case: CaseFacts, names: dict[str, str], now: datetime
) -> tuple[tuple[str, datetime], ...]:
    if not is_calling(case.seen_as):
        return ()
    due = calls_due(session, (case.case_id,), now).get(case.case_id, ())
    return tuple((f"{names.get(str(one.number), '')}: {CALLS[one.mode]}", one.since) for one in due)


def _meeting(one: SessionRow) -> Meeting:
    if one.agreed:
        return Meeting(one.reference, f"Agreed with {one.investigator}", one.chosen_at)
    if one.answer is TimeAnswer.ANOTHER_TIME:
        return Meeting(one.reference, "The candidate asks for another time", None)
    return Meeting(one.reference, f"Times offered by {one.investigator}", one.times[0])


def _access(session: Session, case: CaseFacts, names: dict[str, str], now: datetime) -> Iterator[GrantLine]:
    newest = {one.account: one for one in grants(session, case.case_id)}
    for account, grant in newest.items():
        named = case.investigator_id is not None and grant.investigator_id == case.investigator_id
        state = agreement_of(
            grant.mode, live=is_live(grant, now), named=named, assigned=case.investigator_id is not None
        )
        if state is not None and account in names:
            yield GrantLine(
                account=names[account],
                how=capital(ACCESS_MODES[grant.mode]),
                named=grant.investigator_name or "nobody",
                until=grant.stopped_at or grant.ends_at,
                state=(AGREEMENTS[state], KINDS[state]),
            )


def _waits(session: Session, case: CaseFacts, top: CaseTop, access: tuple[GrantLine, ...]) -> Iterator[Wait]:
    if top.next.group is Group.WAITING:
        yield Wait("Next step", top.next.words)
    for one in access:
        if one.state[0] == AGREEMENTS[Agreement.WAITS]:
            yield Wait("The candidate", f"agrees, or not, to {top.header.investigator_name}: {one.account}")
    for asked in clarified_of(session, case.case_id):
        if asked.waits:
            yield Wait("The candidate", f"answers question {asked.reference} about the affidavit")
    for outline in outlines_of(session, case.case_id):
        if outline.ending is None:
            yield Wait("The candidate", f"can answer about finding {outline.finding}", outline.due_at)
    for stop in stops_of(session, case.case_id):
        if stop.holds:
            yield Wait("A supervisor", f"lets the work go on after stop {stop.reference}, or not")


def _offered(met: tuple[SessionRow, ...]) -> Iterator[Wait]:
    for one in met:
        if one.answer is None:
            yield Wait("The candidate", f"answers to the times offered in session {one.reference}")


def _rulings(requests: Iterable[RequestLine | TimeLine]) -> Iterator[Wait]:
    for one in requests:
        if one.approved is None:
            yield Wait("A supervisor", f"rules on request {one.reference}")
