"""How sample candidates answer a concern, and how a case goes on to the board after that."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.answering.drafts import save_draft
from tracker.answering.intake import open_files
from tracker.answering.queries import requests_of
from tracker.answering.service import send_answer
from tracker.db import db, unit_of_work
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.handing_in import approve
from tracker.demo.inviting import Guest
from tracker.demo.pictures import Form, capture
from tracker.demo.running import investigator_of
from tracker.policy.actors import Actor, Role
from tracker.policy.answering import Choice, Outcome
from tracker.release.asking import judge_answer
from tracker.release.service import release_packet


@dataclass(frozen=True, slots=True)
class Said:
    """What a candidate says of a concern, and what the supervisor makes of it.

    ``file`` goes with the answer: its kind, its title, and the lines in it; None where none does.
    """

    choice: Choice
    words: str
    outcome: Outcome
    reason: str
    file: tuple[Form, str, tuple[str, ...]] | None = None


def answer_concern(company: Company, diary: Diary, guest: Guest, said: Said) -> Scenes[None]:
    """Have the candidate come in, write, put a file with it, and send the answer as it was shown."""
    slug = guest.slug
    (asked,) = (row for row in requests_of(db.session, company.cases[slug]) if row.facts.is_open)
    yield diary.now
    candidate = guest.come_in()
    yield diary.on(14)
    _write(company, slug, candidate, asked.reference, said)
    yield diary.on(3)
    with unit_of_work(candidate) as work:
        send_answer(work, company.case(slug), response=asked.reference, seen=1, language="en")


def _write(company: Company, slug: str, candidate: Actor, response: str, said: Said) -> None:
    case = company.case(slug)
    with open_files(db.session, case) as intake:
        if said.file:
            form, title, lines = said.file
            arriving = intake.begin(title + form.value)
            arriving.write(capture(form, title, lines))
            arriving.seek(0)
        files = intake.finish()
        with unit_of_work(candidate) as work:
            save_draft(work, case, response=response, seen=0, choice=said.choice, words=said.words, add=files)


def judged_and_released(company: Company, diary: Diary, slug: str, reviewer: str, said: Said) -> Scenes[None]:
    """Record what comes of the answer; both look at the page as it is now, and it is released."""
    supervisor, response = company.actor(reviewer, Role.SUPERVISOR), _answered(company, slug)
    yield diary.now
    with unit_of_work(supervisor) as work:
        judge_answer(work, company.case(slug), response=response, outcome=said.outcome, reason=said.reason)
    yield diary.on(25)
    approve(company, slug, investigator_of(company, slug))
    yield diary.on(20)
    approve(company, slug, supervisor)
    yield diary.on(4)
    with unit_of_work(supervisor) as work:
        release_packet(work, company.case(slug))


def _answered(company: Company, slug: str) -> str:
    (row,) = (row for row in requests_of(db.session, company.cases[slug]) if row.answer)
    return row.reference
