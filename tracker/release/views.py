"""Pages of the investigator on the way to review: the board page, submission, what is withheld."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.queries import finding_case
from tracker.policy.answers import Refused, Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.stages import with_investigator
from tracker.release import (
    review_service,
    service,
    views_answer,
    views_decide,
    views_files,
    views_given,
    views_handover,
    views_returned,
    views_review,
)
from tracker.release.blueprint import blueprint
from tracker.release.forms import ApproveForm, PressForm, WithholdForm, ruled_in
from tracker.release.queries import NOT_INCLUDED, preview_page, submit_page, withhold_page
from tracker.release.shown import as_page
from tracker.release.verifying import verify_all
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

__all__ = [
    "blueprint",
    "views_answer",
    "views_decide",
    "views_files",
    "views_given",
    "views_handover",
    "views_returned",
    "views_review",
]

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/cases/<case>/preview")
@requires(Permission.PREVIEW_PACKET, about=case_facts)
def preview(case: str, facts: CaseFacts) -> Answer:
    """Show the exact board page; looking at it is recorded first."""
    del case
    return _preview(facts, 200)


@blueprint.post("/cases/<case>/preview")
@requires(Permission.PREVIEW_PACKET, about=case_facts)
def approve_preview(case: str, facts: CaseFacts) -> Answer:
    """Approve the page that was shown."""
    form = ApproveForm()
    try:
        with unit_of_work(current_actor()) as work:
            service.approve_preview(work, facts, fingerprint=form.fingerprint.data or "")
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _preview(facts, 409, form)
    notice("preview-approved")
    if facts.investigator_id != current_actor().person_id:
        return go("release.decide", case=case)
    return go("release.submit" if with_investigator(facts.stage) else "protocol.case", case=case)


@blueprint.get("/cases/<case>/submit")
@requires(Permission.SUBMIT_CASE, about=case_facts)
def submit(case: str, facts: CaseFacts) -> Answer:
    """Show what is left before review."""
    del case
    return _submit(facts, 200, PressForm())


@blueprint.post("/cases/<case>/submit")
@requires(Permission.SUBMIT_CASE, about=case_facts)
def hand_in(case: str, facts: CaseFacts) -> Answer:
    """Hand the case in; with something left, the list says so again (R-17)."""
    form = PressForm()
    try:
        verify_all(current_actor(), facts)
        with unit_of_work(current_actor()) as work:
            service.submit_case(work, facts)
    except Refused as refusal:
        return _submit(facts, 409, form, refusal.unmet)
    notice("case-submitted", case)
    return go("release.submit", case=case)


@blueprint.post("/cases/<case>/recall")
@requires(Permission.SUBMIT_CASE, about=case_facts)
def recall(case: str, facts: CaseFacts) -> Answer:
    """Take a case back before its review is opened."""
    with unit_of_work(current_actor()) as work:
        service.recall_case(work, facts)
    notice("case-recalled", case)
    return go("release.submit", case=case)


@blueprint.route("/cases/<case>/findings/<finding>/withhold", methods=["GET", "POST"])
@requires(Permission.WRITE_FINDING, about=finding_case)
def withhold(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Withhold a finding with a reason, or put it back, before the case is submitted."""
    form = WithholdForm()
    if form.validate_on_submit():
        keep = form.what.data != "put-back"
        try:
            with unit_of_work(current_actor()) as work:
                review_service.withhold_finding(
                    work,
                    facts,
                    finding=finding,
                    withhold=keep,
                    reason=form.reason.data or "",
                    seen=ruled_in(form),
                )
        except NOT_DONE as why:
            if withhold_page(db.session, current_actor(), facts, finding).withheld is keep:
                raise  # another tab did the same: the page has no field for the reason any more
            explain(form, why)
        else:
            notice("finding-withheld" if keep else "finding-put-back", finding)
            return go("release.submit", case=case)
    open_on_record(facts, Thing.FINDING, finding)
    view = withhold_page(db.session, current_actor(), facts, finding)
    form.what.data = "put-back" if view.withheld else "withhold"
    form.ruled.data = str(view.ruling.turn if view.ruling else 0)
    return page(422 if form.is_submitted() else 200, view=view, form=form)


def _preview(facts: CaseFacts, status: int, form: ApproveForm | None = None) -> Answer:
    open_on_record(facts, Thing.PREVIEW, facts.reference)
    view = preview_page(db.session, current_actor(), facts)
    shown = form or ApproveForm()
    shown.fingerprint.data = view.page.fingerprint
    return page(
        status,
        template="release/preview",
        view=view,
        form=shown,
        board_page=as_page(view.page.text),
        not_included=NOT_INCLUDED,
    )


def _submit(facts: CaseFacts, status: int, form: PressForm, refused: tuple[Unmet, ...] = ()) -> Answer:
    open_on_record(facts, Thing.CASE, facts.reference)
    view = submit_page(db.session, current_actor(), facts, clock_of(db.session).now())
    return page(status, template="release/submit", view=view, form=form, refused=refused)
