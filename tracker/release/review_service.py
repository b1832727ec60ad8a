"""The only writer of reviews: opening one, reading a second time, ruling on findings, returning a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from uuid import uuid4

from sqlalchemy import func, select

from tracker.cases.service import move_case, take_for_correction
from tracker.db import UnitOfWork
from tracker.findings.models import Finding
from tracker.findings.queries import finding_id_of
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import NotFound, Overtaken, Refused, require
from tracker.policy.facts import CaseFacts
from tracker.policy.finding import missing_to_put_back, missing_to_withhold
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.release import missing_to_begin_correction
from tracker.policy.returning import kind_of, missing_kinds
from tracker.policy.review import missing_to_begin, missing_to_open_review, missing_to_return
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import blank
from tracker.protocol.surroundings import standing
from tracker.release.became import beginning_of, review_facts
from tracker.release.holding import held, once, open_review
from tracker.release.material import CLEARED, WITHHELD, rulings_of
from tracker.release.models import FindingRuling, Return, Submission
from tracker.release.slots import RETURN_REASONS, RULING_REASON
from tracker.release.standing import Asked, SubmissionState, submission_of
from tracker.validation.service import Said, answer_second_reading
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of


def begin_review(work: UnitOfWork, case: CaseFacts) -> Submission:
    """Open a submitted case for review; from now on it can be returned, and no more recalled.

    Several supervisors may read one review, and one begins it: a second one is told who did.
    """
    fresh = held(work, case, Permission.RETURN_CASE)
    state = submission_of(work.session, fresh.case_id)
    unmet = missing_to_open_review(review_facts(work.session, fresh, state))
    if unmet or state is None:
        raise Refused(*unmet)
    row = work.session.get_one(Submission, state.submission_id)
    if row.opened_at is not None:
        require(missing_to_begin(fresh.reference, work.actor.person_id, beginning_of(work.session, fresh)))
        return row
    record(work, Event.REVIEW_OPENED, about=("case", fresh.reference), case_id=fresh.case_id)
    return work.change(row, opened_at=work.now())


def read_second(
    work: UnitOfWork, case: CaseFacts, *, finding: str, seen: int, said: Said, turns: int | None = None
) -> None:
    """Answer check 10 of a finding, in a review that is open."""
    fresh = held(work, case, Permission.ANSWER_SECOND_READING)
    open_review(work, fresh)
    answer_second_reading(work, fresh, finding=finding, seen=seen, said=said, turns=turns)


def rule_on_finding(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    finding: str,
    withhold: bool,
    reason: str = "",
    seen: int | None = None,
) -> FindingRuling:
    """Rule whether a finding goes to the board; what is withheld is hidden and kept with a reason (A.10).

    ``seen`` is the turn of the ruling that the page was made from; raises Overtaken where another came.
    """
    fresh = held(work, case, Permission.RETURN_CASE)
    open_review(work, fresh)
    return _rule(work, fresh, finding, withhold, reason, in_review=True, seen=seen)


def withhold_all(work: UnitOfWork, case: CaseFacts, *, reason: str) -> tuple[FindingRuling, ...]:
    """Withhold every finding that is not withheld yet, for one reason: the case closes without any.

    Part of closing: what speaks against it is asked before.
    """
    permit(work.actor, Permission.RETURN_CASE, case)
    rulings = rulings_of(work.session, case.case_id)
    held_back = {finding for finding, ruling in rulings.items() if ruling.ruling == WITHHELD}
    findings = select(Finding.id, Finding.reference).where(Finding.case_id == case.case_id)
    return tuple(
        _rule(work, case, row.reference, True, reason, in_review=True)
        for row in work.session.execute(findings.order_by(Finding.opened_at, Finding.reference))
        if row.id not in held_back
    )


def withhold_finding(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    finding: str,
    withhold: bool,
    reason: str = "",
    seen: int | None = None,
) -> FindingRuling:
    """Withhold a finding before the case is submitted, or put it back, as its investigator.

    ``seen`` is as above. What a supervisor withheld, only a supervisor puts back.
    """
    fresh = held(work, case, Permission.WRITE_FINDING)
    require(standing(work.session, fresh, work.actor.person_id, work.now()).unmet)
    before = rulings_of(work.session, fresh.case_id).get(finding_id_of(work.session, fresh.case_id, finding))
    if not withhold:
        in_review = before is not None and before.in_review and before.ruling == WITHHELD
        require(missing_to_put_back(finding, withheld_in_review=in_review))
    return _rule(work, fresh, finding, withhold, reason, in_review=False, seen=seen)


def return_case(work: UnitOfWork, case: CaseFacts, *, asked: Sequence[Asked]) -> Return:
    """Give a case back to its investigator, with reasons for the items they are about."""
    fresh = held(work, case, Permission.RETURN_CASE)
    submission = open_review(work, fresh)
    require(missing_to_return(one.words for one in asked))
    require(missing_kinds((one.about, one.words, one.kind) for one in asked))
    said = tuple(one for one in asked if not blank(one.words))
    return _return(work, fresh, submission, said, "")


def begin_correction(
    work: UnitOfWork, case: CaseFacts, *, reason: str, asked: Sequence[Asked] = ()
) -> Return:
    """Begin to correct what was released: the case goes back, the board keeps reading the page it has.

    ``reason`` is for staff, and never for the board. The new wording goes the whole way again: checks,
    screen, preview, submission, review, gate (Hampton C.3.d).
    """
    fresh = held(work, case, Permission.CORRECT_RELEASE)
    require(missing_to_begin_correction(fresh.stage, reason))
    submission = submission_of(work.session, fresh.case_id)
    if submission is None:
        raise NotFound
    record(work, Event.CORRECTION_BEGUN, about=("case", fresh.reference), case_id=fresh.case_id)
    take_for_correction(work, fresh)
    work.session.flush()
    said = tuple(one for one in asked if not blank(one.words))
    return _return(work, replace(fresh, stage=Stage.REVIEW), submission, said, reason)


def _return(
    work: UnitOfWork, case: CaseFacts, submission: SubmissionState, asked: Sequence[Asked], correction: str
) -> Return:
    require(
        tuple(
            unmet for text in (correction, *(one.words for one in asked)) for unmet in missing_in_text(text)
        )
    )
    for about in {one.about for one in asked if one.about}:
        finding_id_of(work.session, case.case_id, about)
    return_id = uuid4()
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    reasons = {"correction": correction, "asked": [asdict(one) for one in asked]}
    record(
        work,
        Event.CASE_RETURNED,
        about=("case", case.reference),
        case_id=case.case_id,
        reasons=len(asked) + bool(correction),
        kinds=sorted(kind_of(one.kind).value for one in asked),
    )
    row = work.add(
        Return(
            id=return_id,
            submission_id=submission.submission_id,
            reasons=sealer.seal_json(RETURN_REASONS, return_id, 1, reasons),
            returned_by=work.actor.person_id,
            returned_at=work.now(),
        )
    )
    with once():
        work.session.flush()
    move_case(work, case, to=Stage.SEARCH)
    return row


def _rule(
    work: UnitOfWork,
    case: CaseFacts,
    finding: str,
    withhold: bool,
    reason: str,
    *,
    in_review: bool,
    seen: int | None = None,
) -> FindingRuling:
    finding_id, ruling_id = finding_id_of(work.session, case.case_id, finding), uuid4()
    turns = select(func.max(FindingRuling.turn)).where(FindingRuling.finding_id == finding_id)
    before = work.session.scalar(turns) or 0
    if seen not in (None, before):
        raise Overtaken
    if withhold:
        require(missing_to_withhold(finding, reason))
    require(missing_in_text(reason))
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    ruling = WITHHELD if withhold else CLEARED
    about = ("finding", finding)
    record(work, Event.FINDING_RULED, about=about, case_id=case.case_id, ruling=ruling)
    return work.add(
        FindingRuling(
            id=ruling_id,
            finding_id=finding_id,
            turn=before + 1,
            ruling=ruling,
            in_review=in_review,
            reason=sealer.seal(RULING_REASON, ruling_id, 1, reason) if reason else None,
            ruled_by=work.actor.person_id,
            ruled_at=work.now(),
        )
    )
