"""How candidates sign before somebody: what is ready is sworn before an officer, or before a notary."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask_babel import force_locale, gettext

from tracker.affidavits.notaries import Notary, handed_in, shown_digest
from tracker.affidavits.notarising import hand_in, send_scan_back
from tracker.affidavits.sign_codes import send_code
from tracker.affidavits.swearing import Oath, make_statement, take_oath
from tracker.affidavits.waiting_statement import waiting_for
from tracker.affidavits.words import english
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.demo.company import Company, Scenes
from tracker.demo.days import Diary
from tracker.demo.filing import fill
from tracker.demo.inviting import NAMES, Guest
from tracker.demo.lives import Life
from tracker.demo.pictures import Form, capture
from tracker.demo.post_office import hand_over
from tracker.policy.actors import Actor
from tracker.policy.legal import SigningMethod

CLERK = "omar-reed"
"""Who of HR is there when somebody comes in to swear."""
OATH = Oath(
    shown_digest="",
    identified_by="Driver's license, looked at",
    officer="Nora Lindholm",
    title="Town Clerk",
    authority="Conn. Gen. Stat. 1-24",
    venue="Riverton, Hartford County, Connecticut",
    sworn_today=True,
)
NOTARY, ROOM, SEAL = "Beth Navarro", "Ashby, Virginia", "7741902"
CUT_OFF = "La segunda página está cortada: no se ve el sello del notario. Envíe una foto de la página entera."
"""Why a scan went back, in the language of its statement."""


def make_ready(
    company: Company, candidate: Actor, slug: str, method: SigningMethod, language: str = "en"
) -> None:
    """Have the candidate make the statement ready to be sworn; one that waited ends."""
    with force_locale(language), unit_of_work(candidate) as work:
        case = company.case(slug)
        make_statement(work, case, method=method, language=language, say=gettext)


def file_sworn(company: Company, diary: Diary, guest: Guest, life: Life) -> Scenes[None]:
    """Answer everything, make the statement ready, and swear to it at the counter within the hour."""
    candidate = yield from fill(company, diary, guest, life)
    yield diary.on(4)
    make_ready(company, candidate, life.slug, SigningMethod.OATH)
    yield diary.on(40)
    case = company.case(life.slug)
    shown = waiting_for(db.session, case.case_id, SigningMethod.OATH).digest
    with company.act(CLERK) as work:
        take_oath(work, case, oath=replace(OATH, shown_digest=shown), say=english)


def bring_paper(company: Company, candidate: Actor, slug: str, *, whole: bool) -> None:
    """Have the candidate send photos of what the notary signed; the seal is on them where they are whole."""
    now = clock_of(db.session).now()
    signed = agency_day(now)
    said = Notary(NOTARY, ROOM, signed, SEAL, signed + timedelta(days=600))
    first = capture(Form.PICTURE, f"Declaración jurada · {NAMES[slug]}", ("Página 1 de 2", "Cuentas: 2"))
    seal = (f"Notary public: {NOTARY}, {SEAL}", ROOM, f"{signed:%Y-%m-%d}") if whole else ()
    second = capture(Form.PICTURE, "Página 2 de 2", (f"Firmado: {NAMES[slug]}", *seal))
    with unit_of_work(candidate) as work:
        hand_in(work, company.case(slug), notary=said, contents=(first, second))


def send_back(company: Company, slug: str) -> None:
    """Have HR look at the photos beside the statement, and ask for whole ones."""
    case = company.case(slug)
    statement = waiting_for(db.session, case.case_id, SigningMethod.NOTARY)
    paper = handed_in(db.session, case.case_id, statement.statement_id)
    if paper is None:
        raise LookupError("no scan waits")
    with company.act(CLERK) as work:
        send_scan_back(work, case, shown=shown_digest(statement, paper), reason=CUT_OFF)


def ask_for_code(company: Company, candidate: Actor, slug: str) -> None:
    """Have the candidate ask for a code to sign with, which is not typed in time."""
    with unit_of_work(candidate) as work:
        send_code(work, company.case(slug), language="en")
    hand_over()
