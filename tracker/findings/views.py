"""Pages about findings and their drafts."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing, record_opening
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.findings import (
    drafting,
    views_captures,
    views_custody,
    views_looking,
    views_notes,
    views_stream,
)
from tracker.findings.blueprint import blueprint
from tracker.findings.drafting import draft_of, keep_draft
from tracker.findings.filling import filled, offer, restored, tells_password, text_of, typed
from tracker.findings.finding_list import findings_page
from tracker.findings.finding_pages import Writing, finding_page, version_words, writing
from tracker.findings.forms import FindingForm
from tracker.findings.queries import finding_case, finding_of
from tracker.findings.service import missing_to_save, revise_finding, write_finding
from tracker.findings.sources import logged_search, source_search
from tracker.policy.answers import NotFound, Overtaken, Refused
from tracker.policy.casework import SearchFacts
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.protocol.surroundings import require_adding
from tracker.web.forms import NOT_DONE, explain, put_beside
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.typed import number_in

__all__ = ["blueprint", "views_captures", "views_custody", "views_looking", "views_notes", "views_stream"]

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/cases/<case>/findings")
@requires(Permission.READ_FINDINGS, about=case_facts)
def findings(case: str, facts: CaseFacts) -> Answer:
    """Show the findings of a case, with nothing sealed in the list."""
    open_on_record(facts, Thing.CASE, case)
    return page(view=findings_page(db.session, current_actor(), facts))


@blueprint.get("/cases/<case>/findings/<finding>")
@requires(Permission.READ_FINDINGS, about=finding_case)
def finding(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Show a finding with its versions and captures; its notes stay closed."""
    del case
    open_on_record(facts, Thing.FINDING, finding)
    return page(view=finding_page(db.session, current_actor(), facts, finding))


@blueprint.route("/cases/<case>/findings/new", methods=["GET", "POST"])
@requires(Permission.WRITE_FINDING, about=case_facts)
def new_finding(case: str, facts: CaseFacts) -> Answer:
    """Write what a search found as a finding, or go on with a draft of it."""
    if request.method == "GET":
        require_adding(db.session, facts, current_actor(), clock_of(db.session).now())
    form = FindingForm() if request.method == "POST" else _begun(facts)
    if request.form.get("then"):
        return _keep(facts, form)
    if not form.validate_on_submit():
        _say_all(form, source_search(db.session, facts.case_id, form.search.data or ""))
        return page(422 if form.is_submitted() else 200, form=form, view=_offered(facts, form))
    try:
        with unit_of_work(current_actor()) as work:
            made = write_finding(
                work,
                facts,
                search=form.search.data or "",
                text=text_of(form),
                captures=form.captures.data or (),
                draft=form.draft.data or "",
            )
    except NOT_DONE as refusal:
        explain(form, refusal)
        form.draft.data = _still_there(facts, form.draft.data or "")
        return page(422, form=form, view=_offered(facts, form))
    notice("finding-written", made.reference)
    return go("findings.finding", case=case, finding=made.reference)


@blueprint.route("/cases/<case>/findings/<finding>/edit", methods=["GET", "POST"])
@requires(Permission.WRITE_FINDING, about=finding_case)
def edit_finding(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Write a further version of a finding; the earlier ones stay."""
    if request.method == "GET":
        require_adding(db.session, facts, current_actor(), clock_of(db.session).now())
    form = FindingForm() if request.method == "POST" else _begun(facts, finding)
    if request.form.get("then"):
        return _keep(facts, form, finding)
    if not form.validate_on_submit():
        newest = finding_of(db.session, facts.case_id, finding)
        _say_all(form, logged_search(db.session, facts.case_id, newest.search_reference))
        view = _offered(facts, form, finding)
        return page(422 if form.is_submitted() else 200, form=form, view=view, newer=None)
    try:
        with unit_of_work(current_actor()) as work:
            version = revise_finding(
                work,
                facts,
                finding=finding,
                seen=number_in(form.seen.data) or 0,
                text=text_of(form),
                captures=form.captures.data or (),
                draft=form.draft.data or "",
            )
    except Refused as refusal:
        explain(form, refusal)
        return page(422, form=form, view=_offered(facts, form, finding), newer=None)
    except Overtaken:
        return _both(facts, form, finding)
    linked = "finding-linked" if form.captures.data else "finding-unchanged"
    notice("finding-revised" if version else linked, finding)
    return go("findings.finding", case=case, finding=finding)


@blueprint.post("/cases/<case>/findings/drafts/<draft>/drop")
@requires(Permission.WRITE_FINDING, about=case_facts)
def drop_draft(case: str, draft: str, facts: CaseFacts) -> Answer:
    """Give up a draft of one's own."""
    with unit_of_work(current_actor()) as work:
        drafting.drop_draft(work, facts, reference=draft)
    notice("draft-dropped")
    return go("findings.findings", case=case)


def _say_all(form: FindingForm, source: SearchFacts | None) -> None:
    """Say beside the fields what the rules ask for too, so that all is mended in one go."""
    if form.is_submitted():
        for unmet in missing_to_save(current_actor(), text_of(form), source, clock_of(db.session).now()):
            put_beside(form, unmet)


def _still_there(facts: CaseFacts, mark: str) -> str:
    """Return the mark of a draft, unless the draft is gone: saving once more then writes a finding."""
    gone = drafting.missing_to_use_up(db.session, facts.case_id, current_actor().person_id, mark)
    return "" if gone else mark


def _begun(facts: CaseFacts, finding: str = "") -> FindingForm:
    """Return the form as it is first shown: from a draft, from the newest version, or for a search."""
    if request.args.get("draft"):
        draft = draft_of(db.session, facts.case_id, current_actor().person_id, request.args["draft"])
        if draft.finding != finding:
            raise NotFound
        return restored(draft)
    if finding:
        return filled(finding_of(db.session, facts.case_id, finding))
    return FindingForm(data={"search": request.args.get("search", "")})


def _offered(facts: CaseFacts, form: FindingForm, finding: str = "") -> Writing:
    """Return what the form can be filled with; showing it is an opening, which is recorded first."""
    with unit_of_work(current_actor()) as work:
        thing, reference = (Thing.FINDING, finding) if finding else (Thing.CASE, facts.reference)
        record_opening(work, case_id=facts.case_id, thing=thing, reference=reference)
    view = writing(db.session, current_actor(), facts, finding)
    offer(form, view)
    return view


def _keep(facts: CaseFacts, form: FindingForm, finding: str = "") -> Answer:
    """Keep what was typed as a draft, and go on to where the button leads."""
    if tells_password(form):
        return page(422, form=form, view=_offered(facts, form, finding), newer=None)
    try:
        with unit_of_work(current_actor()) as work:
            draft = keep_draft(work, facts, content=typed(form), finding=finding, mark=form.draft.data or "")
    except Refused as refusal:
        explain(form, refusal)
        return page(422, form=form, view=_offered(facts, form, finding), newer=None)
    case, reference = facts.reference, draft.reference
    before, _, _ = (form.draft.data or "").partition(".")
    notice("draft-beside" if before not in ("", reference) else "draft-kept", reference)
    if request.form["then"] == "capture":
        return go("findings.new_capture", case=case, draft=reference)
    if finding:
        return go("findings.edit_finding", case=case, finding=finding, draft=reference)
    return go("findings.new_finding", case=case, draft=reference)


def _both(facts: CaseFacts, form: FindingForm, finding: str) -> Answer:
    """Show what was typed beside the version that somebody saved meanwhile (R-34)."""
    view = _offered(facts, form, finding)
    newest = finding_of(db.session, facts.case_id, finding)
    form.seen.data = str(newest.number)
    return page(409, form=form, view=view, newer=version_words(db.session, current_actor(), newest))
