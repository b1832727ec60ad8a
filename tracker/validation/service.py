"""The only writer of checks and screens; captures are verified anew for them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select

from tracker.cases.holding import as_it_stands
from tracker.db import UnitOfWork
from tracker.findings.capture_queries import CaptureRow
from tracker.findings.capture_service import record_verified
from tracker.findings.queries import FindingRow, finding_id_of, finding_of
from tracker.findings.service import FindingText, revise_finding
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Overtaken, Unmet, require
from tracker.policy.captures import FileState
from tracker.policy.casework import CheckFacts
from tracker.policy.checks import BY_SEARCHER
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.sanitising import Disposition
from tracker.policy.validation import missing_to_answer, missing_to_read_second
from tracker.policy.vocabulary import Check
from tracker.policy.vocabulary import CheckAnswer as Answer
from tracker.protocol.own_names import own_names
from tracker.protocol.surroundings import standing
from tracker.validation.asked import on_record
from tracker.validation.models import CheckAnswer, Screening
from tracker.validation.queries import GivenAnswer, answers_of, standing_answers, turns_of
from tracker.validation.screening import Settled, looked_at
from tracker.validation.slots import DISPOSITIONS, GROUND
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of one check, and how they know."""

    answer: Answer
    ground: str


def answer_checks(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    finding: str,
    seen: int,
    answers: Mapping[Check, Said],
    turns: int | None = None,
) -> tuple[CheckAnswer, ...]:
    """Answer checks of a finding's newest version, each with its ground (Hamden D.6).

    What the system or the record answers, and the second reader's, is refused; the same again adds no row.
    Raises Overtaken when there is a further version than ``seen``, or other answers than ``turns`` counts.
    """
    case = as_it_stands(work, case)
    permit(work.actor, Permission.ANSWER_CHECKS, case)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    row = _newest(work, case, finding, seen)
    known = on_record(work.session, case.case_id, row)
    require(tuple(one for check in answers for one in _missing(work, check, answers[check], known=known)))
    before = _given(work, case, row)
    _compare(turns, turns_of(before.values(), BY_SEARCHER))
    return tuple(
        _answer(work, case, row, check, said)
        for check, said in sorted(answers.items())
        if not _same(before.get(check), said, work.actor.person_id)
    )


def answer_second_reading(
    work: UnitOfWork, case: CaseFacts, *, finding: str, seen: int, said: Said, turns: int | None = None
) -> CheckAnswer:
    """Answer check 10 as somebody who neither searched nor wrote, having read it against its source."""
    permit(work.actor, Permission.ANSWER_SECOND_READING, case)
    row = _newest(work, case, finding, seen)
    reader, assigned = work.actor.person_id, case.assigned
    require(missing_to_read_second(reader, row.authors, case.searchers, case.stage, assigned=assigned))
    require(_missing(work, Check.SECOND_READER, said, second_reading=True))
    _compare(turns, turns_of(_given(work, case, row).values(), {Check.SECOND_READER}))
    return _answer(work, case, row, Check.SECOND_READER, said)


def screen_statement(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    finding: str,
    seen: int,
    wording: str,
    settled: Mapping[str, tuple[str, str]],
    turns: int | None = None,
) -> Screening:
    """Keep what was done about each suggestion, by its key: a disposition and, where kept, the reason.

    A ``wording`` other than the statement's makes a further version of the finding, and the screen is of
    that one. What is not settled by it stays open, and the gate says so. Raises Overtaken as above.
    """
    case = as_it_stands(work, case)
    permit(work.actor, Permission.SCREEN_STATEMENT, case)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    row = _newest(work, case, finding, seen)
    _compare(turns, _last_screening(work, row.version_id))
    require(tuple(unmet for _, reason in settled.values() for unmet in missing_in_text(reason)))
    names = own_names(work.session, case.case_id).words
    shown = looked_at(row.statement, names)
    version_id, number = row.version_id, row.number
    other = _reworded(row, wording) if wording != row.statement else None
    if other and (version := revise_finding(work, case, finding=finding, seen=seen, text=other)):
        work.session.flush()
        version_id, number = version.id, version.number
    known = {one.key: one for one in (*shown, *looked_at(wording, names))}
    lines = [
        Settled(key, known[key].passage, known[key].category.value, disposition, reason)
        for key, (disposition, reason) in settled.items()
        if key in known and disposition in set(Disposition)
    ]
    _tell_screened(work, case, finding, number=number, hints=len(known), lines=lines)
    return _screening(work, case, version_id, lines)


def verify_captures(
    work: UnitOfWork, case: CaseFacts, *, states: Sequence[tuple[CaptureRow, FileState]]
) -> tuple[CaptureRow, ...]:
    """Record what was found when the digests of several captures were computed anew, for checks and gate."""
    permit(work.actor, Permission.VERIFY_CAPTURE, case)
    return tuple(record_verified(work, case, capture=capture, state=state) for capture, state in states)


def _newest(work: UnitOfWork, case: CaseFacts, finding: str, seen: int) -> FindingRow:
    finding_id_of(work.session, case.case_id, finding, hold=True)
    row = finding_of(work.session, case.case_id, finding)
    if row.number != seen:
        raise Overtaken
    return row


def _missing(
    work: UnitOfWork, check: Check, said: Said, *, second_reading: bool = False, known: Container[Check] = ()
) -> tuple[Unmet, ...]:
    given = CheckFacts(check, said.answer, said.ground, work.actor.person_id)
    missing = missing_to_answer(given, second_reading=second_reading, on_record=check in known)
    return (*missing, *missing_in_text(said.ground))


def _given(work: UnitOfWork, case: CaseFacts, row: FindingRow) -> Mapping[Check, GivenAnswer]:
    return {one.check: one for one in standing_answers(answers_of(work.session, case.case_id), row)}


def _same(before: GivenAnswer | None, said: Said, person_id: UUID) -> bool:
    if before is None or before.answered_by != person_id:
        return False
    return (before.answer, before.ground) == (said.answer, said.ground)


def _answer(work: UnitOfWork, case: CaseFacts, row: FindingRow, check: Check, said: Said) -> CheckAnswer:
    answer_id = uuid4()
    turns = select(func.max(CheckAnswer.turn)).where(
        CheckAnswer.finding_version_id == row.version_id, CheckAnswer.number == int(check)
    )
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    record(
        work,
        Event.CHECK_ANSWERED,
        about=("finding", row.reference),
        case_id=case.case_id,
        check=int(check),
        number=row.number,
        answer=said.answer,
    )
    return work.add(
        CheckAnswer(
            id=answer_id,
            finding_version_id=row.version_id,
            number=int(check),
            turn=(work.session.scalar(turns) or 0) + 1,
            answer=said.answer,
            ground=sealer.seal(GROUND, answer_id, 1, said.ground),
            answered_by=work.actor.person_id,
            answered_at=work.now(),
        )
    )


def _tell_screened(
    work: UnitOfWork, case: CaseFacts, finding: str, *, number: int, hints: int, lines: Sequence[Settled]
) -> None:
    record(
        work,
        Event.STATEMENT_SCREENED,
        about=("finding", finding),
        case_id=case.case_id,
        number=number,
        hints=hints,
        kept=sum(line.disposition == Disposition.KEPT for line in lines),
    )


def _screening(work: UnitOfWork, case: CaseFacts, version_id: UUID, lines: Sequence[Settled]) -> Screening:
    screening_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    settled = [asdict(line) for line in lines]
    return work.add(
        Screening(
            id=screening_id,
            finding_version_id=version_id,
            turn=_last_screening(work, version_id) + 1,
            dispositions=sealer.seal_json(DISPOSITIONS, screening_id, 1, settled),
            screened_by=work.actor.person_id,
            screened_at=work.now(),
        )
    )


def _last_screening(work: UnitOfWork, version_id: UUID) -> int:
    turns = select(func.max(Screening.turn)).where(Screening.finding_version_id == version_id)
    return work.session.scalar(turns) or 0


def _compare(turns: int | None, now: int) -> None:
    """Raise Overtaken where somebody saved since the page was made; None stands for no page at all."""
    if turns not in (None, now):
        raise Overtaken


def _reworded(row: FindingRow, wording: str) -> FindingText:
    return FindingText(
        observed=row.observed,
        statement=wording,
        relevance=row.relevance,
        source_link=row.source_link,
        no_source_reason=row.no_source_reason,
        no_capture_reason=row.no_capture_reason,
        identifiers=row.identifiers,
        direction=row.direction,
        dimension=row.dimension,
        attribution=row.attribution,
        posted_on=row.posted_on,
        posted_about=row.posted_about,
    )
