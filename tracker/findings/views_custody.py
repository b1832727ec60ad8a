"""Pages about what is done with a capture: verifying, linking, downloading, opening it for an audit."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from tracker.cases.forms import MatterForm
from tracker.cases.openings import Thing
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.findings.blueprint import blueprint
from tracker.findings.capture_pages import capture_page
from tracker.findings.capture_queries import capture_of
from tracker.findings.capture_service import record_verified
from tracker.findings.finding_list import finding_choices
from tracker.findings.forms import LinkForm, ReasonForm
from tracker.findings.handing_out import send_capture
from tracker.findings.labels import kind_name
from tracker.findings.linking import link_capture
from tracker.findings.queries import capture_case
from tracker.findings.reading import unseal
from tracker.findings.stored import recompute
from tracker.policy.answers import NotFound
from tracker.policy.captures import FileState
from tracker.policy.facts import CaseFacts
from tracker.policy.judgement import reads_all
from tracker.policy.permissions import Permission
from tracker.protocol.case_top import case_top
from tracker.web.forms import options
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""

FOUND = {
    FileState.INTACT: "capture-intact",
    FileState.CHANGED: "capture-changed",
    FileState.MISSING: "capture-missing",
}
"""The notice of each thing that a verification can find."""


@blueprint.post("/cases/<case>/captures/<capture>/verify")
@requires(Permission.VERIFY_CAPTURE, about=capture_case)
def verify_capture(case: str, capture: str, facts: CaseFacts) -> Answer:
    """Compute the digest of a capture anew, and record what was found."""
    row = capture_of(db.session, facts.case_id, capture)
    state = recompute(db.session, facts.case_id, row)
    with unit_of_work(current_actor()) as work:
        record_verified(work, facts, capture=row, state=state)
    notice(FOUND[state], capture)
    shown = "findings.capture" if reads_all(current_actor().role) else "findings.unseal_capture"
    return go(shown, case=case, capture=capture)


@blueprint.post("/cases/<case>/captures/<capture>/link")
@requires(Permission.WRITE_FINDING, about=capture_case)
def link_to_finding(case: str, capture: str, facts: CaseFacts) -> Answer:
    """Say that a capture shows what a finding says."""
    form = LinkForm()
    form.finding.choices = options(finding_choices(db.session, facts.case_id))
    if form.validate_on_submit():
        with unit_of_work(current_actor()) as work:
            link_capture(work, facts, finding=form.finding.data, capture=capture)
        notice("capture-linked", form.finding.data)
    elif form.finding.data:
        raise NotFound
    else:
        notice("choose-finding")
    return go("findings.capture", case=case, capture=capture)


@blueprint.route("/cases/<case>/captures/<capture>/download", methods=["GET", "POST"])
@requires(Permission.READ_CAPTURE, about=capture_case)
def download_capture(case: str, capture: str, facts: CaseFacts) -> Answer:
    """Ask why a copy is wanted, record that, and send it as an attachment."""
    del case
    form = ReasonForm()
    row = capture_of(db.session, facts.case_id, capture)
    if form.validate_on_submit():
        return send_capture(facts, row, form.reason.data)
    open_on_record(facts, Thing.CASE)
    status = 422 if form.is_submitted() else 200
    top = case_top(db.session, current_actor(), facts)
    return page(status, form=form, row=row, kind=kind_name(row.media_type), top=top)


@blueprint.route("/cases/<case>/captures/<capture>/unseal", methods=["GET", "POST"])
@requires(Permission.UNSEAL_EVIDENCE, about=capture_case)
def unseal_capture(case: str, capture: str, facts: CaseFacts) -> Answer:
    """Show a capture for an audit, or send a copy, under the number of a matter that is recorded."""
    del case
    form = MatterForm()
    if not form.validate_on_submit():
        open_on_record(facts, Thing.CASE)
        top = case_top(db.session, current_actor(), facts)
        return page(422 if form.is_submitted() else 200, form=form, capture=capture, top=top, view=None)
    if "copy" in request.form:
        return send_capture(facts, capture_of(db.session, facts.case_id, capture), form.matter.data or "")
    with unit_of_work(current_actor()) as work:
        unseal(work, facts, thing=Thing.CAPTURE, reference=capture, matter=form.matter.data or "")
    view = capture_page(db.session, current_actor(), facts, capture)
    return page(form=form, capture=capture, top=view.top, view=view)
