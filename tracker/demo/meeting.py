"""Meetings of the sample data: a time that the candidate chose, held at the unit, and recorded."""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.db import clock_of, db, unit_of_work
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.looks import Planned
from tracker.demo.post_office import hand_over
from tracker.policy.actors import Actor, Role
from tracker.policy.together import Medium
from tracker.policy.together_answers import Confirmation, TimeAnswer
from tracker.policy.vocabulary import BEYOND_PUBLIC, AccessMode
from tracker.together.queries import sessions_of
from tracker.together.recording import Account, record_session
from tracker.together.service import Offer, answer_times, confirm_session, offer_session

ROOM = "Room 2 at the unit"


def meet(
    company: Company, diary: Diary, slug: str, *, by: Actor, plan: Planned, note: str
) -> Scenes[datetime]:
    """Agree on a session about an account, hold it and record it; return when the account was looked at."""
    mode = BEYOND_PUBLIC[plan.method]
    yield diary.on(2)
    begins = clock_of(db.session).now() + timedelta(minutes=2)
    with unit_of_work(by) as work:
        offer = Offer(mode, ROOM, (begins,))
        reference = offer_session(work, company.case(slug), offer=offer).reference
    hand_over()
    _choose(company, slug, reference, begins)
    yield diary.on(20)
    ended = clock_of(db.session).now()
    account = Account(
        accounts=(plan.account or 0,),
        started_at=max(begins, ended - timedelta(minutes=18)),
        ended_at=ended,
        place=ROOM,
        shown=note or "The posts of the last year, to the end.",
        script_read=True,
        medium=Medium.STICK if mode is AccessMode.CANDIDATE_EXPORT else None,
    )
    with unit_of_work(by) as work:
        record_session(work, company.case(slug), reference=reference, account=account)
    return ended


def _choose(company: Company, slug: str, reference: str, begins: datetime) -> None:
    """Have the candidate choose the time on their own page."""
    case = company.case(slug)
    candidate = Actor(case.candidate_id, Role.CANDIDATE, "Candidate", case_id=case.case_id)
    with unit_of_work(candidate) as work:
        answer_times(work, case, reference=reference, answer=TimeAnswer.AGREED, chosen=begins)


def confirm(company: Company, slug: str, candidate: Actor) -> None:
    """Have the candidate say that the newest session was as recorded."""
    case = company.case(slug)
    newest = sessions_of(db.session, case.case_id)[0]
    number = newest.record.number if newest.record else 0
    with unit_of_work(candidate) as work:
        confirm_session(work, case, reference=newest.reference, number=number, answer=Confirmation.CONFIRMED)


def offer_times(company: Company, slug: str, *, by: Actor) -> None:
    """Offer two times next week to look together, which wait for the candidate."""
    now = clock_of(db.session).now()
    offer = Offer(AccessMode.TOGETHER, ROOM, (now + timedelta(days=7), now + timedelta(days=8, hours=3)))
    with unit_of_work(by) as work:
        offer_session(work, company.case(slug), offer=offer)
    hand_over()
