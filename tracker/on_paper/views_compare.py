"""Comparing a copy with its paper, and what is printed for the candidate once it is filed."""

from __future__ import annotations

from flask import Response as Download
from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.affidavits.blueprint import setting, settings
from tracker.affidavits.document import fingerprint
from tracker.affidavits.own import paper_of as receipt_of
from tracker.affidavits.written import read_document
from tracker.cases.openings import Thing, record_opening
from tracker.cases.queries import case_facts
from tracker.db import clock_of, db, unit_of_work
from tracker.on_paper.blueprint import Answer, blueprint
from tracker.on_paper.comparing import say_the_same, say_what_differs
from tracker.on_paper.copying_page import opened
from tracker.on_paper.forms import ComparisonForm
from tracker.on_paper.letter import FiledLetter, filed_letter
from tracker.on_paper.letters_sent import letter_sent
from tracker.on_paper.queries import Paper, the_paper
from tracker.on_paper.reading import copy_facts, drafted, last_day, text_of, unfiled
from tracker.on_paper.waiting import FiledPaper, filed_paper
from tracker.policy.answers import NotFound, require
from tracker.policy.facts import CaseFacts
from tracker.policy.on_paper import missing_to_compare
from tracker.policy.permissions import Permission
from tracker.policy.wording import before_of
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

ROOT = "/admin/candidates/<case>/paper"


@blueprint.route(f"{ROOT}/compare", methods=("GET", "POST"))
@requires(Permission.COMPARE_PAPER, about=case_facts)
def compare(case: str, facts: CaseFacts) -> Answer:
    """Show the copy beside the paper, and take the second person's word on it."""
    paper, place, form = the_paper(db.session, facts.case_id), setting(facts), ComparisonForm()
    draft = drafted(db.session, place, paper)
    judged = copy_facts(facts, place, paper, draft, clock_of(db.session).now())
    require(missing_to_compare(judged, current_actor().person_id))
    if form.validate_on_submit() and _said(facts, form, paper):
        return go("on_paper.paper", case=case)
    paper = opened(facts)
    text = _text(facts, paper)
    form.shown.data = fingerprint(text.encode())
    status = 422 if form.is_submitted() else 200
    return page(status, form=form, facts=facts, paper=paper, text=text, written=read_document(text))


def _text(facts: CaseFacts, paper: Paper) -> str:
    place = setting(facts)
    draft, last = drafted(db.session, place, paper), last_day(place, paper, clock_of(db.session).now())
    with force_locale(paper.language):
        return text_of(place, paper, draft, unfiled(paper), last=last, say=_, locale=paper.language)


def _said(facts: CaseFacts, form: ComparisonForm, paper: Paper) -> bool:
    shown = form.shown.data or ""
    try:
        if form.verdict.data == "same":
            with force_locale(paper.language), unit_of_work(current_actor()) as work:
                reference = say_the_same(work, facts, shown=shown, say=_).reference
            notice("paper-filed", reference)
        else:
            with unit_of_work(current_actor()) as work:
                say_what_differs(work, facts, words=form.words.data or "", digest=shown)
            notice("paper-differs", paper.reference)
    except NOT_DONE as why:
        explain(form, why)
        return False
    return True


@blueprint.get(f"{ROOT}/letter.pdf")
@requires(Permission.ENTER_PAPER, about=case_facts)
def letter(case: str, facts: CaseFacts) -> Answer:
    """Hand out the letter that tells the candidate what was filed, with its fingerprint."""
    del case
    filed, place, agency = _filed(facts), setting(facts), settings()
    said = FiledLetter(
        agency=place.agency,
        phone=agency.agency_phone,
        candidate=place.header.candidate_name,
        case=facts.reference,
        language=filed.language,
        reference=filed.reference,
        filed_at=filed.filed_at,
        typists=filed.typists,
        compared_by=filed.compared_by,
        fingerprint=filed.fingerprint,
        verify_url=f"{agency.base_url.rstrip('/')}{before_of(filed.language)}/verify",
    )
    with force_locale(filed.language):
        return _download(filed_letter(said, _), f"letter-{filed.reference}")


@blueprint.get(f"{ROOT}/copy.pdf")
@requires(Permission.ENTER_PAPER, about=case_facts)
def copy(case: str, facts: CaseFacts) -> Answer:
    """Hand out the copy that goes to the candidate; that it is opened is recorded first."""
    del case
    filed = _filed(facts)
    with unit_of_work(current_actor()) as work:
        record_opening(
            work, case_id=facts.case_id, thing=Thing.AFFIDAVIT, reference=filed.reference, reason=None
        )
    reference, sheet = receipt_of(db.session, facts.case_id, filed.edition)
    return _download(sheet, f"affidavit-{reference}")


@blueprint.post(f"{ROOT}/letter/sent")
@requires(Permission.ENTER_PAPER, about=case_facts)
def send_letter(case: str, facts: CaseFacts) -> Answer:
    """Record that letter and copy went out."""
    with unit_of_work(current_actor()) as work:
        reference = letter_sent(work, facts).paper
    notice("paper-letter-sent", reference)
    return go("on_paper.paper", case=case)


def _filed(facts: CaseFacts) -> FiledPaper:
    filed = filed_paper(db.session, facts.case_id)
    if filed is None:
        raise NotFound
    return filed


def _download(sheet: bytes, name: str) -> Download:
    response = Download(sheet, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
