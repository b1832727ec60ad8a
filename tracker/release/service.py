"""The only writer of approvals, submissions and releases: the longest walk, and the one across the wall."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from tracker.cases.service import move_case
from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Overtaken, Refused, Unmet, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.release import (
    missing_for_release,
    missing_for_submission,
    missing_to_close,
    missing_to_correct,
    missing_to_release_first,
    missing_to_supersede,
)
from tracker.policy.releasers import missing_to_confirm
from tracker.policy.review import missing_to_approve_page, missing_to_need_page, missing_to_recall
from tracker.policy.stages import RELEASED
from tracker.policy.vocabulary import Stage
from tracker.release.became import review_facts
from tracker.release.firsts import first_of, takes_two
from tracker.release.holding import held, once, open_review
from tracker.release.material import material_of
from tracker.release.models import PreviewApproval, Release, Submission
from tracker.release.publishing import publish
from tracker.release.returned import left_of_return
from tracker.release.review_service import withhold_all
from tracker.release.standing import (
    SubmissionState,
    release_facts,
    release_of,
    submission_facts,
    submission_of,
)


def approve_preview(work: UnitOfWork, case: CaseFacts, *, fingerprint: str) -> PreviewApproval:
    """Approve the exact board page that was shown; refused where it is unfinished or changed (R-22)."""
    fresh = held(work, case, Permission.PREVIEW_PACKET)
    reviewing = work.actor.role is Role.SUPERVISOR
    require(missing_to_need_page(fresh.stage, reviewing=reviewing))
    material = material_of(work.session, fresh)
    require(
        missing_to_approve_page(
            fresh.reference,
            shown=fingerprint,
            rendered=material.page.fingerprint,
            place="decide" if reviewing else "preview",
            unfinished=material.unfinished,
        )
    )
    person = work.actor.person_id
    turns = select(func.max(PreviewApproval.turn)).where(
        PreviewApproval.case_id == fresh.case_id, PreviewApproval.person_id == person
    )
    about = ("case", fresh.reference)
    record(work, Event.PREVIEW_APPROVED, about=about, case_id=fresh.case_id, fingerprint=fingerprint)
    return work.add(
        PreviewApproval(
            case_id=fresh.case_id,
            person_id=person,
            turn=(work.session.scalar(turns) or 0) + 1,
            fingerprint=fingerprint,
            approved_at=work.now(),
        )
    )


def submit_case(work: UnitOfWork, case: CaseFacts) -> Submission:
    """Hand a case over for review, if its gate is met (R-17) and what was returned is answered."""
    fresh = held(work, case, Permission.SUBMIT_CASE)
    material = material_of(work.session, fresh)
    person = work.actor.person_id
    require(missing_for_submission(submission_facts(work.session, material, person, agency_day(work.now()))))
    require(left_of_return(work.session, fresh))
    before = submission_of(work.session, fresh.case_id)
    number = (before.number if before else 0) + 1
    record(
        work,
        Event.CASE_SUBMITTED,
        about=("case", fresh.reference),
        case_id=fresh.case_id,
        number=number,
        fingerprint=material.page.fingerprint,
    )
    submission = work.add(
        Submission(
            case_id=fresh.case_id,
            number=number,
            fingerprint=material.page.fingerprint,
            submitted_by=person,
            submitted_at=work.now(),
        )
    )
    with once():
        work.session.flush()
    move_case(work, fresh, to=Stage.REVIEW)
    return submission


def recall_case(work: UnitOfWork, case: CaseFacts) -> Submission:
    """Take a submitted case back, as long as nobody opened its review."""
    fresh = held(work, case, Permission.SUBMIT_CASE)
    state = submission_of(work.session, fresh.case_id)
    unmet = missing_to_recall(review_facts(work.session, fresh, state))
    if unmet or state is None:
        raise Refused(*unmet)
    record(work, Event.CASE_RECALLED, about=("case", fresh.reference), case_id=fresh.case_id)
    row = work.session.get_one(Submission, state.submission_id)
    work.change(row, recalled_at=work.now())
    move_case(work, fresh, to=Stage.SEARCH)
    return row


def release_packet(work: UnitOfWork, case: CaseFacts, *, meeting: str = "") -> Release:
    """Show the summary to the board: everything is judged anew here, and written together or not at all.

    ``meeting`` is the board's meeting that reads it.

    Raises Refused with all that is unmet (R-20, R-21, R-22), and Overtaken where somebody released first.
    """
    fresh = held(work, case, Permission.RELEASE_PACKET)
    released = fresh.stage in RELEASED or release_of(work.session, fresh.case_id) is not None
    require(missing_to_release_first(fresh.reference, released=released))
    material = material_of(work.session, fresh)
    facts = release_facts(work.session, material, work.actor.person_id, agency_day(work.now()))
    require(missing_for_release(facts))
    submission = open_review(work, fresh)
    _confirmed(work, fresh, submission, material.page.fingerprint)
    return publish(work, material, submission, number=1, meeting=meeting)


def _confirmed(work: UnitOfWork, case: CaseFacts, submission: SubmissionState, rendered: str) -> None:
    """Refuse where the requisition takes two releasers, and nobody else released this very page first."""
    two = takes_two(work.session, case)
    first = first_of(work.session, case, submission.submission_id) if two else None
    about, who = case.reference, work.actor.person_id
    facts = first.facts if first else None
    require(missing_to_confirm(about, facts, two=two, releaser=who, rendered=rendered))


def correct_release(work: UnitOfWork, case: CaseFacts, *, reason: str, meeting: str = "") -> Release:
    """Supersede what was released, through the same gate; both stay, and readers are told (Hampton C.3.d).

    ``reason`` stays in the file: readers are told in fixed words, as it went through no screen.
    """
    fresh = held(work, case, Permission.CORRECT_RELEASE)
    before = release_of(work.session, fresh.case_id)
    require(missing_in_text(reason))
    material = material_of(work.session, fresh)
    facts = release_facts(work.session, material, work.actor.person_id, agency_day(work.now()))
    require(missing_to_correct(facts, reason, before.fingerprint if before else ""))
    number = before.number + 1 if before else 1
    submission = open_review(work, fresh)
    _confirmed(work, fresh, submission, material.page.fingerprint)
    return publish(work, material, submission, number=number, correction=reason, meeting=meeting)


def close_with_nothing(
    work: UnitOfWork, case: CaseFacts, *, reason: str, seen: str, correction: str = "", meeting: str = ""
) -> Release | None:
    """Withhold every finding and release the page that says so, once all who have to have looked at it.

    Everything is asked first, so that nothing is withheld by who cannot release. Returns None where the page
    has still to be looked at, or takes two releasers. ``seen`` are the rulings that the page showed;
    Overtaken where they changed.
    """
    fresh = held(work, case, Permission.RELEASE_PACKET)
    submission = open_review(work, fresh)
    material = material_of(work.session, fresh)
    if material.seen != seen:
        raise Overtaken
    require(missing_in_text(reason))
    nothing = material.without_findings(reason)
    facts = release_facts(work.session, nothing, work.actor.person_id, agency_day(work.now()))
    before = release_of(work.session, fresh.case_id)
    if before:
        permit(work.actor, Permission.CORRECT_RELEASE, fresh)
    superseding = missing_to_supersede(facts, correction, before.fingerprint) if before else ()
    require((*superseding, *missing_to_close(facts)))
    withhold_all(work, fresh, reason=reason)
    if missing_for_release(facts) or takes_two(work.session, fresh):
        return None
    number = before.number + 1 if before else 1
    corrected = correction if before else ""
    return publish(work, nothing, submission, number=number, correction=corrected, meeting=meeting)


def record_refused_release(work: UnitOfWork, case: CaseFacts, *, unmet: Sequence[Unmet]) -> None:
    """Record that the gate stayed shut, and which clauses it stood on; no word of the case."""
    permit(work.actor, Permission.RELEASE_PACKET, case)
    record(
        work,
        Event.RELEASE_REFUSED,
        about=("case", case.reference),
        case_id=case.case_id,
        outcome="denied",
        unmet=len(unmet),
        clauses=sorted({one.clause.key for one in unmet if one.clause is not None}),
    )
