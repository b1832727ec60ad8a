"""The notary's way: the candidate hands in the signed paper, HR looks at it beside the statement."""

from __future__ import annotations

from typing import Any

from flask import Response as Download
from flask import request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from tracker.affidavits.blueprint import Answer, blueprint, open_draft, setting, settings
from tracker.affidavits.forms import NotaryForm
from tracker.affidavits.forms_staff import ScanForm
from tracker.affidavits.notaries import Notary, SentBack, handed_in, page_of, sent_back, shown_digest
from tracker.affidavits.notarising import file_scan, hand_in, send_scan_back
from tracker.affidavits.scans import Taken, as_picture, look_through_files
from tracker.affidavits.sworn_paper import paper_to_swear
from tracker.affidavits.waiting_statement import Waiting, to_be_sworn, waiting_for
from tracker.affidavits.written import read_document
from tracker.cases.candidates import contact_of
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts, own_case
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.policy.answers import NotFound, Refused, require
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.permissions import Permission
from tracker.policy.scans import LARGEST_SCAN
from tracker.policy.ways import missing_to_bring_back
from tracker.web.forms import explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.receiving import require_token, streams, take_files

ROOT = "/admin/candidates/<case>/notary"
AT_ONCE = 2 * LARGEST_SCAN
"""Bytes of all files of one paper."""


@blueprint.route("/a/sign/notary", methods=("GET", "POST"))
@streams
@requires(Permission.SIGN_AFFIDAVIT, about=own_case)
def notary(facts: CaseFacts) -> Answer:
    """Take the scan of the statement that was signed before a notary, and say how it stands."""
    open_draft(facts)
    waits = bool(to_be_sworn(db.session, facts.case_id, SigningMethod.NOTARY))
    if request.method == "POST":
        require(missing_to_bring_back(waits=waits))
    elif not waits:
        return go("affidavits.ways")
    form, status = _taken(facts) if request.method == "POST" else (None, 200)
    if status == 303:
        return go("affidavits.notary")
    waiting = waiting_for(db.session, facts.case_id, SigningMethod.NOTARY)
    back_with = sent_back(db.session, facts.case_id, waiting.statement_id)
    form = form or _said_before(back_with)
    context: dict[str, Any] = {
        "waiting": waiting,
        "paper": handed_in(db.session, facts.case_id, waiting.statement_id),
        "back_with": back_with,
        "most": LARGEST_SCAN // 2**20,
        "at_once": AT_ONCE // 2**20,
    }
    return page(status, form=form, setting=setting(facts), **context)


def _said_before(back: SentBack | None) -> NotaryForm:
    """Return the form with what was said of a paper that went back; the files are to be chosen again."""
    if back is None:
        return NotaryForm()
    said = back.notary
    return NotaryForm(
        notary=said.name,
        place=said.place,
        day=said.signed_on,
        commission=said.commission,
        ends=said.commission_ends,
    )


def _taken(facts: CaseFacts) -> tuple[NotaryForm, int]:
    """Take what was sent; 303 stands for a paper that is kept."""
    files = Taken()
    take_files(files.begin, AT_ONCE + settings().form_bytes)
    try:
        form = NotaryForm()
    except RequestEntityTooLarge:
        form = NotaryForm(formdata=None)
        form.form_errors.append(
            _("The files together are too large: up to %(most)s MB. Nothing was kept.", most=AT_ONCE // 2**20)
        )
        return form, 413
    sound = form.validate()
    require_token(form.errors)
    if sound and _handed_in(facts, form, files):
        return form, 303
    if files.contents and not form.files.errors:
        form.files.errors = [_("Choose your files again. They were not kept.")]
    return form, 422


def _handed_in(facts: CaseFacts, form: NotaryForm, files: Taken) -> bool:
    said = Notary(
        name=form.notary.data or "",
        place=form.place.data or "",
        signed_on=form.day.day,
        commission=form.commission.data or "",
        commission_ends=form.ends.data,
    )
    try:
        looked = look_through_files(current_actor(), facts.case_id, files.contents)
        with unit_of_work(current_actor()) as work:
            hand_in(work, facts, notary=said, contents=looked)
    except Refused as refusal:
        explain(form, refusal)
        return False
    return True


@blueprint.route(ROOT, methods=("GET", "POST"))
@requires(Permission.CHECK_SCAN, about=case_facts)
def notary_paper(case: str, facts: CaseFacts) -> Answer:
    """Show a scan beside its statement, and take HR's word on it; where none came, the way to hand one in."""
    waiting = _opened(facts)
    paper, form = handed_in(db.session, facts.case_id, waiting.statement_id), ScanForm()
    if paper is None:
        return go("affidavits.notary_scan", case=case)
    if form.validate_on_submit() and _judged(facts, form, waiting):
        return go("cases.invitation", case=facts.reference)
    form.shown.data = shown_digest(waiting, paper)
    contact, written = contact_of(db.session, facts.candidate_id), read_document(waiting.text)
    status = 422 if form.is_submitted() else 200
    mine = paper.by_id == current_actor().person_id
    shown: dict[str, Any] = {"waiting": waiting, "paper": paper, "written": written, "mine": mine}
    return page(status, form=form, facts=facts, contact=contact, **shown)


def _judged(facts: CaseFacts, form: ScanForm, waiting: Waiting) -> bool:
    shown = form.shown.data or ""
    try:
        with force_locale(waiting.language), unit_of_work(current_actor()) as work:
            if form.verdict.data == "same":
                file_scan(work, facts, shown=shown, say=_)
            else:
                send_scan_back(work, facts, shown=shown, reason=form.reason.data or "")
    except Refused as refusal:
        explain(form, refusal)
        return False
    notice("scan-filed" if form.verdict.data == "same" else "scan-sent-back", facts.reference)
    return True


@blueprint.route(f"{ROOT}/scan", methods=("GET", "POST"))
@streams
@requires(Permission.CHECK_SCAN, about=case_facts)
def notary_scan(case: str, facts: CaseFacts) -> Answer:
    """Take the scan of a candidate's paper that came in by another way than their page."""
    waiting = waiting_for(db.session, facts.case_id, SigningMethod.NOTARY)
    if handed_in(db.session, facts.case_id, waiting.statement_id) is not None:
        return go("affidavits.notary_paper", case=case)
    form, status = (NotaryForm(), 200) if request.method == "GET" else _taken(facts)
    if status == 303:
        notice("scan-handed-in", facts.reference)
        return go("affidavits.notary_paper", case=case)
    contact = contact_of(db.session, facts.candidate_id)
    sizes: dict[str, Any] = {"most": LARGEST_SCAN // 2**20, "at_once": AT_ONCE // 2**20}
    return page(status, form=form, facts=facts, contact=contact, waiting=waiting, **sizes)


@blueprint.get(f"{ROOT}/statement.pdf")
@requires(Permission.CHECK_SCAN, about=case_facts)
def notary_statement(case: str, facts: CaseFacts) -> Answer:
    """Hand out the statement that waits, to be printed for a candidate; that it is opened is recorded."""
    del case
    waiting = _opened(facts)
    with force_locale(waiting.language):
        sheet = paper_to_swear(setting(facts), waiting, _)
    return _download(sheet, "application/pdf", f"statement-{waiting.reference}.pdf")


@blueprint.get(f"{ROOT}/pages/<int:number>.jpg")
@requires(Permission.CHECK_SCAN, about=case_facts)
def notary_picture(case: str, number: int, facts: CaseFacts) -> Answer:
    """Show a page of the scan as a picture made anew: nothing of the file but what is seen on it."""
    del case
    waiting = _opened(facts)
    scan = page_of(db.session, facts.case_id, waiting.statement_id, number)
    if not scan.media.is_picture:
        raise NotFound
    return Download(as_picture(scan), content_type="image/jpeg")


@blueprint.get(f"{ROOT}/pages/<int:number>/file")
@requires(Permission.CHECK_SCAN, about=case_facts)
def notary_file(case: str, number: int, facts: CaseFacts) -> Answer:
    """Hand out a page of the scan as the file that came in."""
    del case
    waiting = _opened(facts)
    scan = page_of(db.session, facts.case_id, waiting.statement_id, number)
    ending = scan.media.value.partition("/")[2]
    return _download(scan.content, scan.media.value, f"{waiting.reference}-{number}.{ending}")


def _opened(facts: CaseFacts) -> Waiting:
    """Return the statement that waits for a notary; that it is opened is recorded first."""
    reference = to_be_sworn(db.session, facts.case_id, SigningMethod.NOTARY)
    if not reference:
        raise NotFound
    open_on_record(facts, Thing.AFFIDAVIT, reference, reason=None)
    return waiting_for(db.session, facts.case_id, SigningMethod.NOTARY)


def _download(content: bytes, kind: str, name: str) -> Download:
    response = Download(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
