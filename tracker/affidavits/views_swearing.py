"""Other ways to sign: a statement that waits to be sworn, and the oath as an officer records it."""

from __future__ import annotations

from flask import Response as Download
from flask import request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.blueprint import Answer, blueprint, language, open_draft, setting
from tracker.affidavits.forms_staff import OathForm
from tracker.affidavits.swearing import Oath, leave_statement, make_statement, take_oath
from tracker.affidavits.sworn_paper import paper_to_swear
from tracker.affidavits.tasks import progress_of
from tracker.affidavits.waiting_statement import Waiting, to_be_sworn, waiting_for, waiting_of
from tracker.affidavits.written import read_document
from tracker.cases.candidates import contact_of
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts, own_case
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.policy.answers import NotFound, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import SigningMethod
from tracker.policy.permissions import Permission
from tracker.policy.ways import SWORN
from tracker.web.forms import explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

LEAVE = "none"
"""The way of whoever does not want the statement that waits to be sworn."""


@blueprint.route("/a/sign/ways", methods=("GET", "POST"))
@requires(Permission.SIGN_AFFIDAVIT, about=own_case)
def ways(facts: CaseFacts) -> Answer:
    """Show the ways to sign that the law of the place allows, and the statement that waits to be sworn."""
    draft, place = open_draft(facts), setting(facts)
    if progress_of(place, draft, _).left:
        return go("affidavits.check")
    if request.method == "POST":
        _choose(facts, request.form.get("way", ""))
        return go("affidavits.ways")
    waiting = waiting_of(db.session, facts.case_id)
    return page(setting=place, waiting=waiting, methods=SigningMethod)


def _choose(facts: CaseFacts, way: str) -> None:
    with unit_of_work(current_actor()) as work:
        if way in SWORN:
            make_statement(work, facts, method=SigningMethod(way), language=language(), say=_)
        elif way == LEAVE:
            leave_statement(work, facts)
        else:
            raise NotFound


@blueprint.get("/a/sign/statement.pdf")
@requires(Permission.SIGN_AFFIDAVIT, about=own_case)
def statement_pdf(facts: CaseFacts) -> Response:
    """Hand out the statement that waits, to be read on paper before it is sworn."""
    waiting = _waiting(facts)
    with force_locale(waiting.language):
        sheet = paper_to_swear(setting(facts), waiting, _)
    response = Download(sheet, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="statement-{waiting.reference}.pdf"'
    return response


@blueprint.route("/admin/candidates/<case>/oath", methods=("GET", "POST"))
@requires(Permission.TAKE_OATH, about=case_facts)
def oath(case: str, facts: CaseFacts) -> Answer:
    """Show the whole statement to who records the oath, and file it as sworn; the reading is recorded."""
    del case
    reference = to_be_sworn(db.session, facts.case_id, SigningMethod.OATH)
    if not reference:
        raise NotFound
    form = OathForm()
    if form.validate_on_submit() and _sworn(facts, form):
        notice("oath-recorded", facts.reference)
        return go("cases.invitation", case=facts.reference)
    open_on_record(facts, Thing.AFFIDAVIT, reference, reason=None)
    waiting, status = (
        waiting_for(db.session, facts.case_id, SigningMethod.OATH),
        422 if form.is_submitted() else 200,
    )
    form.shown.data = waiting.digest
    contact = contact_of(db.session, facts.candidate_id)
    written = read_document(waiting.text)
    return page(status, form=form, facts=facts, contact=contact, waiting=waiting, written=written)


def _sworn(facts: CaseFacts, form: OathForm) -> bool:
    taken = Oath(
        shown_digest=form.shown.data or "",
        identified_by=form.identified_by.data or "",
        officer=form.officer.data or "",
        title=form.title.data or "",
        authority=form.authority.data or "",
        venue=form.venue.data or "",
        sworn_today=form.sworn_today.data,
        commission=form.commission.data or "",
        commission_ends=form.commission_ends.data,
    )
    try:
        with force_locale(_waiting(facts).language), unit_of_work(current_actor()) as work:
            take_oath(work, facts, oath=taken, say=_)
    except Refused as refusal:
        explain(form, refusal)
        return False
    return True


def _waiting(facts: CaseFacts) -> Waiting:
    waiting = waiting_of(db.session, facts.case_id)
    if waiting is None:
        raise NotFound
    return waiting
