"""Signed papers as HR copies them, and a second person who compares them; by the services."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

from flask_babel import force_locale, gettext
from PIL import Image

from tests.factories.affidavits import COMPLETE, NAME, Round
from tracker.affidavits.answers import Answers
from tracker.affidavits.document import fingerprint
from tracker.affidavits.models import Affidavit
from tracker.affidavits.setting import setting_of
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.on_paper.comparing import say_the_same
from tracker.on_paper.copied import PaperSignature
from tracker.on_paper.models import PaperCopy
from tracker.on_paper.queries import the_paper
from tracker.on_paper.reading import drafted, last_day, text_of, unfiled
from tracker.on_paper.service import add_pages, begin_copy, hand_on, save_copy
from tracker.policy.actors import Actor
from tracker.policy.facts import CaseFacts
from tracker.policy.on_paper import NAMES_NOBODY


def scan(shade: int = 200) -> bytes:
    """Return a picture of a paper."""
    made = io.BytesIO()
    Image.new("L", (40, 60), shade).save(made, "PNG")
    return made.getvalue()


def signature(case: CaseFacts, **changes: Any) -> PaperSignature:
    """Return the foot of a paper that was signed yesterday."""
    now = clock_of(db.session).now()
    ends: date = setting_of(db.session, case.case_id).access_ends(now)
    usual: dict[str, Any] = {
        "name": NAME,
        "place": "Riverton, Connecticut",
        "signed_on": agency_day(now) - timedelta(days=1),
        "access_until": ends,
        "investigator": str(case.investigator_id) if case.investigator_id else NAMES_NOBODY,
    }
    return PaperSignature(**(usual | changes))


def begun(hiring: Round, case: CaseFacts, language: str = "en") -> PaperCopy:
    """Begin the copy of a paper."""
    with unit_of_work(hiring.hr) as work:
        return begin_copy(work, hiring.now(case), language=language)


def typed(hiring: Round, case: CaseFacts, by: Actor | None = None, **what: Any) -> PaperCopy:
    """Type something of the paper."""
    seen = the_paper(db.session, case.case_id).version
    with unit_of_work(by or hiring.hr) as work:
        return save_copy(work, hiring.now(case), seen=seen, part="answers", **what)


def copied(
    hiring: Round, case: CaseFacts, answers: Answers = COMPLETE, *, language: str = "en", **foot: Any
) -> PaperCopy:
    """Copy a whole paper and hand it on."""
    begun(hiring, case, language)
    with unit_of_work(hiring.hr) as work:
        add_pages(work, hiring.now(case), contents=(scan(), scan(90)))
    typed(hiring, case, answers=answers, signature=signature(case, **foot))
    with unit_of_work(hiring.hr) as work:
        return hand_on(work, hiring.now(case))


def shown(case: CaseFacts) -> str:
    """Return the text that whoever compares a copy is shown, in the language of the paper."""
    paper, setting = the_paper(db.session, case.case_id), setting_of(db.session, case.case_id)
    last = last_day(setting, paper, clock_of(db.session).now())
    draft = drafted(db.session, setting, paper)
    with force_locale(paper.language):
        return text_of(setting, paper, draft, unfiled(paper), last=last, say=gettext, locale=paper.language)


def compared(hiring: Round, case: CaseFacts, by: Actor | None = None) -> Affidavit:
    """Say that the copy is the same, which files it."""
    digest, language = fingerprint(shown(case).encode()), the_paper(db.session, case.case_id).language
    with force_locale(language), unit_of_work(by or hiring.supervisor) as work:
        return say_the_same(work, hiring.now(case), shown=digest, say=gettext)
