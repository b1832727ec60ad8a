"""Pages about evidence notes: adding one, and reading them for a reason that is recorded first."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from tracker.accounts.keeping import keep_sent, kept_for, look_for_kept
from tracker.accounts.kept_forms import AT_ONCE
from tracker.cases.forms import MatterForm
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.blueprint import blueprint
from tracker.findings.forms import NoteForm, ReasonForm
from tracker.findings.locked import tell_it
from tracker.findings.notes import notes_by_finding, notes_of, notes_state
from tracker.findings.queries import finding_case
from tracker.findings.reading import open_notes, unseal
from tracker.findings.service import write_note
from tracker.policy.answers import Refused, Unmet, Unreadable
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.protocol.case_top import case_top
from tracker.protocol.surroundings import require_adding
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""
NO_ROOM = (
    f"This draft is not kept, and nothing is sealed: {AT_ONCE} drafts and forms of yours wait already. Send "
    "one of them or let it go under 'We kept what you typed', then keep this one."
)
"""What whoever has as many drafts as are kept is told; what they typed stays in the form."""


@blueprint.get("/cases/<case>/notes")
@requires(Permission.READ_NOTE, about=case_facts)
def case_notes(case: str, facts: CaseFacts) -> Answer:
    """Show which findings of a case have notes, with none opened, and one's own drafts of notes."""
    actor = current_actor()
    open_on_record(facts, Thing.CASE)
    findings = notes_by_finding(db.session, facts.case_id)
    places = {url_for(".new_note", case=case, finding=one): one for one in findings}
    drafts = tuple((places[one.path], one.id, one.kept_at) for one in kept_for(actor) if one.path in places)
    count = sum(state.count for state in findings.values())
    return page(top=case_top(db.session, actor, facts), findings=findings, drafts=drafts, count=count)


@blueprint.route("/cases/<case>/findings/<finding>/notes", methods=["GET", "POST"])
@requires(Permission.READ_NOTE, about=finding_case)
def notes(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Show that there are notes; open them once a reason is given and recorded."""
    del case
    form = ReasonForm()
    if not form.validate_on_submit():
        return _closed(facts, finding, form, 422 if form.is_submitted() else 200)
    with unit_of_work(current_actor()) as work:
        open_notes(work, facts, finding=finding, reason=form.reason.data or "")
    return _opened(facts, finding, form)


@blueprint.route("/cases/<case>/findings/<finding>/notes/unseal", methods=["GET", "POST"])
@requires(Permission.UNSEAL_EVIDENCE, about=finding_case)
def unseal_notes(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Open the notes for an audit, under the number of a matter that is recorded."""
    del case
    form = MatterForm()
    if not form.validate_on_submit():
        return _closed(facts, finding, form, 422 if form.is_submitted() else 200)
    with unit_of_work(current_actor()) as work:
        unseal(work, facts, thing=Thing.NOTE, reference=finding, matter=form.matter.data or "")
    return _opened(facts, finding, form)


@blueprint.route("/cases/<case>/findings/<finding>/notes/new", methods=["GET", "POST"])
@requires(Permission.WRITE_FINDING, about=finding_case)
def new_note(case: str, finding: str, facts: CaseFacts) -> Answer:
    """Add a note to a finding."""
    if request.method == "GET":
        require_adding(db.session, facts, current_actor(), clock_of(db.session).now())
    form = NoteForm()
    if request.form.get("later"):
        return _for_later(facts, finding, form)
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                write_note(work, facts, finding=finding, text=form.text.data or "")
        except NOT_DONE as refusal:
            explain(form, refusal)
        except Unreadable:
            return _locked(facts, finding, form, typed=True)
        else:
            notice("note-written", finding)
            return go("findings.notes", case=case, finding=finding)
    return _closed(facts, finding, form, 422 if form.is_submitted() else 200)


def _for_later(facts: CaseFacts, finding: str, form: NoteForm) -> Answer:
    """Keep what was typed as a draft, or say why it cannot be kept: a draft is never sealed instead."""
    if not form.validate_on_submit():
        return _closed(facts, finding, form, 422)
    if not keep_sent(current_actor()):
        explain(form, Refused(Unmet(None, NO_ROOM)))
        return _closed(facts, finding, form, 409)
    look_for_kept(current_actor())
    notice("note-draft-kept", finding)
    return go("findings.case_notes", case=facts.reference)


def _locked(facts: CaseFacts, finding: str, form: object, *, typed: bool = False) -> Answer:
    """Say that notes cannot be unlocked: what was typed is kept where it can be, and IT is told."""
    actor = current_actor()
    db.session.rollback()
    with unit_of_work(actor) as work:
        tell_it(work, facts, finding)
    try:
        kept = typed and keep_sent(actor)
    except Unreadable:  # not even the key of what is kept for people is to be had: the words stay on the page
        db.session.rollback()
        kept = False
    if kept:
        look_for_kept(actor)
    return _closed(facts, finding, form, 503, kept=kept)


def _closed(facts: CaseFacts, finding: str, form: object, status: int, *, kept: bool = False) -> Answer:
    open_on_record(facts, Thing.CASE)
    state = notes_state(db.session, facts.case_id, finding)
    top = case_top(db.session, current_actor(), facts)
    shut = status == 503
    return page(status, form=form, finding=finding, state=state, top=top, opened=None, locked=shut, kept=kept)


def _opened(facts: CaseFacts, finding: str, form: object) -> Answer:
    try:
        opened = notes_of(db.session, facts.case_id, finding)
    except Unreadable:
        return _locked(facts, finding, form)
    state = notes_state(db.session, facts.case_id, finding)
    top = case_top(db.session, current_actor(), facts)
    return page(form=form, finding=finding, state=state, top=top, opened=opened, locked=False)
