"""How a case goes from the investigator to the board: preview, submission, review, gate, release."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.cases.openings import Thing, record_opening
from tracker.db import db, unit_of_work
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.inviting import say_no_tie
from tracker.demo.running import investigator_of
from tracker.findings.queries import findings_of
from tracker.findings.stored import recompute_all
from tracker.policy.actors import Actor, Role
from tracker.policy.vocabulary import CheckAnswer
from tracker.release.asking import ask, askings_of, notice_digest
from tracker.release.marking import answer_return
from tracker.release.material import material_of
from tracker.release.returned import back_of
from tracker.release.review_service import begin_review, read_second, return_case
from tracker.release.service import (
    approve_preview,
    correct_release,
    release_packet,
    submit_case,
)
from tracker.release.standing import Asked, returns_of
from tracker.validation.service import Said, verify_captures

SECOND = "Read against the capture and the source: date, words and count agree."


def hand_in(company: Company, diary: Diary, slug: str) -> Scenes[None]:
    """Look at the exact board page, approve it, and submit."""
    investigator = investigator_of(company, slug)
    yield diary.on(8)
    approve(company, slug, investigator)
    yield diary.on(3)
    with unit_of_work(investigator) as work:
        submit_case(work, company.case(slug))


def approve(company: Company, slug: str, actor: Actor) -> None:
    """Verify the captures, open the board page, and approve its fingerprint."""
    case = company.case(slug)
    states = recompute_all(db.session, case.case_id)
    if states:
        with unit_of_work(actor) as work:
            verify_captures(work, case, states=states)
    with unit_of_work(actor) as work:
        record_opening(work, case_id=case.case_id, thing=Thing.PREVIEW, reference=case.reference)
    with unit_of_work(actor) as work:
        approve_preview(work, case, fingerprint=material_of(db.session, case).page.fingerprint)


def open_review(company: Company, diary: Diary, slug: str, reviewer: str) -> Scenes[None]:
    """Say that there is no tie, and open the review."""
    yield diary.now
    say_no_tie(company, slug, reviewer, Role.SUPERVISOR)
    yield diary.on(2)
    with company.act(reviewer, Role.SUPERVISOR) as work:
        begin_review(work, company.case(slug))


def release(
    company: Company, diary: Diary, slug: str, reviewer: str, *, correction: str = ""
) -> Scenes[None]:
    """Review, read every finding a second time, look at the page, and release it."""
    actor = company.actor(reviewer, Role.SUPERVISOR)
    yield from open_review(company, diary, slug, reviewer)
    for row in findings_of(db.session, company.cases[slug]):
        yield diary.on(12)
        with unit_of_work(actor) as work:
            said = Said(CheckAnswer.YES, SECOND)
            read_second(work, company.case(slug), finding=row.reference, seen=row.number, said=said)
    yield diary.on(6)
    approve(company, slug, actor)
    yield diary.on(3)
    with unit_of_work(actor) as work:
        if correction:
            correct_release(work, company.case(slug), reason=correction)
        else:
            release_packet(work, company.case(slug))


def put_to_candidate(
    company: Company, diary: Diary, slug: str, reviewer: str, *, own_posts: bool = False
) -> Scenes[None]:
    """Review, read every finding a second time, and ask the candidate about the concerns.

    With ``own_posts`` the candidate gets to see the captures of what they wrote themselves.
    """
    actor = company.actor(reviewer, Role.SUPERVISOR)
    yield from open_review(company, diary, slug, reviewer)
    for row in findings_of(db.session, company.cases[slug]):
        yield diary.on(12)
        with unit_of_work(actor) as work:
            said = Said(CheckAnswer.YES, SECOND)
            read_second(work, company.case(slug), finding=row.reference, seen=row.number, said=said)
    yield diary.on(9)
    case = company.case(slug)
    states = recompute_all(db.session, case.case_id)
    with unit_of_work(actor) as work:
        verify_captures(work, case, states=states)
    with unit_of_work(actor) as work:
        askings = askings_of(material_of(db.session, case))
        ticked = [capture for one in askings for capture in one.captures] if own_posts else []
        ask(work, case, seen=notice_digest(askings), own_posts=ticked)


def give_back(
    company: Company, diary: Diary, slug: str, reviewer: str, *, asked: tuple[Asked, ...]
) -> Scenes[None]:
    """Review, and return the case with what is to be done."""
    yield from open_review(company, diary, slug, reviewer)
    yield diary.on(22)
    with company.act(reviewer, Role.SUPERVISOR) as work:
        return_case(work, company.case(slug), asked=asked)


def say_done(company: Company, slug: str, said: Mapping[int, str]) -> None:
    """Have the investigator say what was done about what came back, by the place of the ask."""
    case = company.case(slug)
    back = back_of(db.session, case.case_id, returns_of(db.session, case.case_id))
    with unit_of_work(investigator_of(company, slug)) as work:
        answer_return(work, case, seen=back.seen if back else "", said=said)
