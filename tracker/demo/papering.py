"""How a candidate's signed paper is copied by HR, and compared by a supervisor, who files it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from textwrap import wrap

from tracker.affidavits.document import fingerprint
from tracker.affidavits.setting import setting_of
from tracker.affidavits.words import english
from tracker.clock import agency_day
from tracker.db import clock_of, db
from tracker.demo.company import BROWN, HR, Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.filing import pages_of
from tracker.demo.inviting import NAMES, Guest
from tracker.demo.lives import Life
from tracker.demo.pictures import Form, capture
from tracker.on_paper.comparing import say_the_same
from tracker.on_paper.copied import PaperSignature
from tracker.on_paper.queries import the_paper
from tracker.on_paper.reading import drafted, last_day, text_of, unfiled
from tracker.on_paper.service import add_pages, begin_copy, hand_on, save_copy
from tracker.policy.on_paper import NAMES_NOBODY

BY_STAFF = "Signed on paper"
"""How the part begins that staff add to what a paper says."""
COLUMNS = 92
"""Signs of a line in the picture of a paper."""


def file_on_paper(company: Company, diary: Diary, _guest: Guest, life: Life) -> Scenes[None]:
    """Copy what the paper says, hand it on, and have it compared and filed."""
    yield from copy_whole(company, diary, life)
    yield diary.on(35)
    _compare(company, life)


def copy_whole(company: Company, diary: Diary, life: Life, *, by: str = HR) -> Scenes[None]:
    """Copy everything that the paper says, and hand the copy on to be compared."""
    yield from copy_part(company, diary, life, pages=None, by=by)
    _sign(company, life, by)
    with company.act(by) as work:
        hand_on(work, company.case(life.slug))


def copy_part(company: Company, diary: Diary, life: Life, *, pages: int | None, by: str = HR) -> Scenes[None]:
    """Begin to copy a paper: its scan, and the answers of its first ``pages``, or of all of them."""
    yield diary.now
    with company.act(by) as work:
        begin_copy(work, company.case(life.slug), language="en")
    yield diary.on(4)
    with company.act(by) as work:
        add_pages(work, company.case(life.slug), contents=(_scan(company, life),))
    yield diary.on(9)
    _copy(company, life, pages, by)


def _scan(company: Company, life: Life) -> bytes:
    """Return a picture of what the candidate filled in and signed the day before, as it will be copied."""
    case, now = company.case(life.slug), clock_of(db.session).now()
    paper, place = the_paper(db.session, case.case_id), setting_of(db.session, case.case_id)
    answers = paper.answers
    for _part, change in pages_of(place.platforms, life):
        answers = change(answers)
    filled = replace(paper, answers=answers, signature=_signature(company, life))
    last, draft = last_day(place, filled, now), drafted(db.session, place, filled)
    text = text_of(place, filled, draft, unfiled(filled), last=last, say=english, locale="en")
    title, *parts = text.split("\n\n")
    written = "\n\n".join(part for part in parts if not part.startswith(BY_STAFF))
    lines = (part for line in written.splitlines() for part in wrap(line.removeprefix("> "), COLUMNS) or [""])
    return capture(Form.PICTURE, title.splitlines()[0], tuple(lines))


def _copy(company: Company, life: Life, pages: int | None, by: str) -> None:
    case = company.case(life.slug)
    paper, place = the_paper(db.session, case.case_id), setting_of(db.session, case.case_id)
    answers = paper.answers
    for _part, change in list(pages_of(place.platforms, life))[:pages]:
        answers = change(answers)
    with company.act(by) as work:
        save_copy(work, case, seen=paper.version, part="answers", answers=answers)


def _sign(company: Company, life: Life, by: str) -> None:
    case = company.case(life.slug)
    paper, signature = the_paper(db.session, case.case_id), _signature(company, life)
    with company.act(by) as work:
        save_copy(work, case, seen=paper.version, part="signature", signature=signature)


def _signature(company: Company, life: Life) -> PaperSignature:
    case, now = company.case(life.slug), clock_of(db.session).now()
    return PaperSignature(
        name=NAMES[life.slug],
        place=life.town,
        signed_on=agency_day(now) - timedelta(days=1),
        access_until=setting_of(db.session, case.case_id).access_ends(now),
        investigator=str(case.investigator_id) if case.investigator_id else NAMES_NOBODY,
    )


def _compare(company: Company, life: Life) -> None:
    case = company.case(life.slug)
    paper, place = the_paper(db.session, case.case_id), setting_of(db.session, case.case_id)
    last, draft = last_day(place, paper, clock_of(db.session).now()), drafted(db.session, place, paper)
    text = text_of(place, paper, draft, unfiled(paper), last=last, say=english, locale="en")
    with company.act(BROWN) as work:
        say_the_same(work, case, shown=fingerprint(text.encode()), say=english)
