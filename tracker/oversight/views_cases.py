"""Pages of an audit of people and cases: the duties, and the file of one case."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker.affidavits.own import editions_of, paper_of
from tracker.affidavits.queries import filed_reference
from tracker.affidavits.views_papers import download
from tracker.affidavits.words import english
from tracker.answering.queries import requests_of
from tracker.board.packet_facts import packet_facts
from tracker.board.queries import case_of_packet, packet_page
from tracker.cases.forms import MatterForm
from tracker.cases.openings import Thing, record_opening
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.editions.shelf import editions as shelf
from tracker.findings.reading import unseal
from tracker.oversight import service
from tracker.oversight.blueprint import blueprint
from tracker.oversight.case_file import case_file as file_of
from tracker.oversight.case_list import case_list
from tracker.oversight.duties import duties_view
from tracker.oversight.lines import Wanted, lines_page
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, page


@blueprint.get("/audit/duties")
@requires(Permission.READ_DUTIES)
def duties() -> ResponseReturnValue:
    """Show who searched, reviewed, sat and decided where; the reading is recorded first."""
    with unit_of_work(current_actor()) as work:
        service.open_duties(work)
    return page(view=duties_view(db.session))


@blueprint.get("/audit/cases")
@requires(Permission.AUDIT_CASE, lists=True)
def cases() -> ResponseReturnValue:
    """List all cases by reference, newest first."""
    view = case_list(db.session, request.args.get("case", "").strip().upper(), request.args.get("after", ""))
    return page(view=view, asked=request.args.get("case", ""))


@blueprint.get("/audit/cases/<case>")
@requires(Permission.AUDIT_CASE, about=case_facts)
def case_file(case: str, facts: CaseFacts) -> ResponseReturnValue:
    """Show the file of a case, evidence closed; the reading is recorded first."""
    open_on_record(facts, Thing.CASE)
    history = lines_page(db.session, Wanted(case=case, before=request.args.get("before", type=int)))
    older = url_for(".case_file", case=case, before=history.older) if history.older is not None else ""
    newest = url_for(".case_file", case=case) if "before" in request.args else ""
    grounds = {each.code: each.name for each in shelf().dimensions()}
    view = file_of(db.session, facts)
    return page(view=view, history=history, older=older, newest=newest, grounds=grounds)


@blueprint.get("/audit/cases/<case>/packets/<packet>")
@requires(Permission.AUDIT_CASE, about=case_facts)
def case_packet(case: str, packet: str, facts: CaseFacts) -> ResponseReturnValue:
    """Show a packet of the case as the board got it, byte for byte; the reading is recorded first."""
    actor = current_actor()
    standing = packet_facts(db.session, actor, packet=packet)
    case_id, edition = case_of_packet(db.session, packet)
    if case_id != facts.case_id:
        raise NotFound
    with unit_of_work(actor) as work:
        record_opening(work, case_id=case_id, thing=Thing.PACKET, reference=packet, edition=edition)
    view = packet_page(db.session, standing, actor.person_id)
    released = Markup(view.page)  # noqa: S704 - our own template's output, sealed at release, checked by digest
    return page(view=view, released=released, case=case)


@blueprint.route("/audit/cases/<case>/affidavit", methods=["GET", "POST"])
@requires(Permission.UNSEAL_EVIDENCE, about=case_facts)
def case_affidavit(case: str, facts: CaseFacts) -> ResponseReturnValue:
    """Show the affidavit for an audit, under the number of a matter that is recorded."""
    form, filed = MatterForm(), filed_reference(db.session, facts.case_id)
    if not filed or not form.validate_on_submit():
        open_on_record(facts, Thing.CASE)
        return page(
            422 if filed and form.is_submitted() else 200, form=form, case=case, filed=filed, editions=()
        )
    with unit_of_work(current_actor()) as work:
        unseal(work, facts, thing=Thing.AFFIDAVIT, reference=filed, matter=form.matter.data or "")
    editions = tuple(reversed(editions_of(db.session, facts.case_id, english)))
    return page(form=form, case=case, filed=filed, editions=editions)


@blueprint.route("/audit/cases/<case>/answers", methods=["GET", "POST"])
@requires(Permission.UNSEAL_EVIDENCE, about=case_facts)
def case_answers(case: str, facts: CaseFacts) -> ResponseReturnValue:
    """Show what the candidate was asked and answered, under the number of a matter that is recorded."""
    form = MatterForm()
    if not form.validate_on_submit():
        open_on_record(facts, Thing.CASE)
        return page(422 if form.is_submitted() else 200, form=form, case=case, asked=())
    with unit_of_work(current_actor()) as work:
        unseal(work, facts, thing=Thing.ANSWERS, reference=case, matter=form.matter.data or "")
    return page(form=form, case=case, asked=requests_of(db.session, facts.case_id))


@blueprint.post("/audit/cases/<case>/affidavit/v<int:edition>.pdf")
@requires(Permission.UNSEAL_EVIDENCE, about=case_facts)
def case_receipt(case: str, facts: CaseFacts, edition: int) -> ResponseReturnValue:
    """Hand the receipt of an edition to an auditor, under the matter that it was opened for."""
    form = MatterForm()
    if not form.validate_on_submit():
        return go("oversight.case_affidavit", case=case)
    reference, sheet = paper_of(db.session, facts.case_id, edition)
    with unit_of_work(current_actor()) as work:
        unseal(work, facts, thing=Thing.AFFIDAVIT, reference=reference, matter=form.matter.data or "")
    return download(reference, sheet)
