"""Pages on which a supervisor decides: return, release, close, and correct what was released."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.findings.labels import kind_name
from tracker.policy.answers import Overtaken, Refused, Unmet
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.returning import known
from tracker.release import asking, review_service, service
from tracker.release.blueprint import blueprint
from tracker.release.correction_pages import correction_page
from tracker.release.firsts import release_first
from tracker.release.forms import ASK, CLOSE, FIRST, RELEASE, RETURN, ApproveForm, CorrectionForm, DecideForm
from tracker.release.review_pages import DecidePage, decide_page
from tracker.release.shown import as_page
from tracker.release.standing import Asked, release_of
from tracker.release.verifying import verify_all
from tracker.web.formats import moment
from tracker.web.forms import NOT_DONE, explain, options
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.sent_forms import done_at

LOOKED = "looked"
"""The button by which the page is approved and nothing is decided."""
WITHHELD = "findings-withheld"
"""The notice that nothing goes to the board, once its page is looked at."""

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/review/<case>/decide")
@requires(Permission.RELEASE_PACKET, about=case_facts)
def decide(case: str, facts: CaseFacts) -> Answer:
    """Show the gate beside the board page, and what can be decided."""
    del case
    view = _view(facts)
    asked = [{"about": "", "words": ""}]
    asked += [{"about": one.judged.row.reference, "words": ""} for one in view.findings]
    ahead = {one.reference for one in view.meetings}
    before = view.meeting if view.meeting in ahead else ""
    shown = {
        "asked": asked,
        "meeting": before,
        "correction": view.correction,
        "rulings": view.rulings,
        "notice": view.notice,
    }
    return _decide(200, view, DecideForm(data=shown))


@blueprint.post("/review/<case>/decide")
@requires(Permission.RELEASE_PACKET, about=case_facts)
def save_decision(case: str, facts: CaseFacts) -> Answer:
    """Return the case, release its packet, or close it with nothing for the board."""
    form = DecideForm()
    if LOOKED in request.form:
        return _look(facts, form)
    if not form.validate():
        return _decide(422, _view(facts), form)
    try:
        done = DOES[form.outcome.data](facts, form)
    except NOT_DONE as why:
        unmet = why.unmet if isinstance(why, Refused) else ()
        if unmet and form.outcome.data in (FIRST, RELEASE, CLOSE):
            with unit_of_work(current_actor()) as work:
                service.record_refused_release(work, facts, unmet=unmet)
        explain(form, why)
        now = case_facts(db.session, current_actor(), case=case)  # whoever came second is told who came first
        view = _view(now)
        if isinstance(why, Overtaken):
            form.rulings.data, form.notice.data = view.rulings, view.notice
        return _decide(409, view, form, refused=unmet)
    notice(done, case)
    return go("release.decide", case=case) if done == WITHHELD else go("release.queue")


def _look(facts: CaseFacts, form: DecideForm) -> Answer:
    """Approve the board page beside the gate; what is typed so far stays, and decides nothing."""
    form.screen()
    try:
        with unit_of_work(current_actor()) as work:
            service.approve_preview(work, facts, fingerprint=ApproveForm().fingerprint.data or "")
    except Refused as refusal:
        return _decide(409, _view(facts), form, refused=refusal.unmet)
    notice("preview-approved")
    done_at(url_for("release.decide", case=facts.reference))
    return _decide(200, _view(facts), form)


@blueprint.route("/review/<case>/correction", methods=["GET", "POST"])
@requires(Permission.CORRECT_RELEASE, about=case_facts)
def correction(case: str, facts: CaseFacts) -> Answer:
    """Show what the board has, and begin to correct it."""
    form = CorrectionForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                asked = (Asked("", form.words.data or ""),)
                review_service.begin_correction(work, facts, reason=form.reason.data or "", asked=asked)
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("correction-begun", case)
            return go("release.queue")
    open_on_record(facts, Thing.PREVIEW)
    view = correction_page(db.session, current_actor(), facts)
    status = 422 if form.is_submitted() else 200
    return page(status, view=view, form=form, board_page=as_page(view.page))


def _return(facts: CaseFacts, form: DecideForm) -> str:
    asked = tuple(
        Asked(one["about"] or "", (one["words"] or "").strip(), one["kind"] or "") for one in form.asked.data
    )
    for one in form.asked:
        if (one.words.data or "").strip() and not known(one.kind.data or ""):
            one.kind.errors = ["Choose what it is about"]
    with unit_of_work(current_actor()) as work:
        review_service.return_case(work, facts, asked=asked)
    return "case-returned"


def _ask(facts: CaseFacts, form: DecideForm) -> str:
    verify_all(current_actor(), facts)
    with unit_of_work(current_actor()) as work:
        asking.ask(work, facts, seen=form.notice.data or "", own_posts=form.posts.data or ())
    return "candidate-asked"


def _first(facts: CaseFacts, form: DecideForm) -> str:
    verify_all(current_actor(), facts)
    with unit_of_work(current_actor()) as work:
        release_first(work, facts, reason=form.correction.data or "")
    return "first-released"


def _release(facts: CaseFacts, form: DecideForm) -> str:
    verify_all(current_actor(), facts)
    correcting = release_of(db.session, facts.case_id) is not None
    with unit_of_work(current_actor()) as work:
        if correcting:
            reason = form.correction.data or ""
            service.correct_release(work, facts, reason=reason, meeting=form.meeting.data or "")
            return "correction-posted"
        service.release_packet(work, facts, meeting=form.meeting.data or "")
    return "packet-released"


def _close(facts: CaseFacts, form: DecideForm) -> str:
    verify_all(current_actor(), facts)
    reason, seen, correction = (one.data or "" for one in (form.reason, form.rulings, form.correction))
    with unit_of_work(current_actor()) as work:
        closed = service.close_with_nothing(
            work, facts, reason=reason, seen=seen, correction=correction, meeting=form.meeting.data or ""
        )
    if closed is None:
        return WITHHELD
    return "correction-posted" if closed.number > 1 else "packet-released"


DOES = {RETURN: _return, ASK: _ask, FIRST: _first, RELEASE: _release, CLOSE: _close}
"""What each decision does; each returns the notice that says so."""


def _view(facts: CaseFacts) -> DecidePage:
    open_on_record(facts, Thing.PREVIEW)
    return decide_page(db.session, current_actor(), facts, clock_of(db.session).now())


def _decide(status: int, view: DecidePage, form: DecideForm, refused: tuple[Unmet, ...] = ()) -> Answer:
    nothing = not any(not one.judged.facts.withheld for one in view.findings)
    board = "Release the corrected page" if view.before else "Release to the board"
    board = f"{board}, with no job-related findings" if nothing else board
    offered = [(RETURN, f"Return to {view.submission.submitter}")]
    if view.two.waits:
        offered += () if view.two.own else ((RELEASE, f"Confirm: {board[0].lower()}{board[1:]}"),)
    else:
        offered.append((FIRST, f"{board}: first of two") if view.two.takes else (RELEASE, board))
    if view.askings:
        offered.insert(1, (ASK, "Ask the candidate first"))
    if not nothing:
        offered.append((CLOSE, "Close with no job-related findings"))
    form.outcome.choices = options(offered)
    form.posts.choices = options(_posts(view))
    form.meeting.choices = options(
        (one.reference, f"{moment(one.held_at)}, {one.place}") for one in view.meetings
    )
    return page(
        status,
        template="release/decide",
        view=view,
        form=form,
        refused=refused,
        board_page=as_page(view.page.text),
        before=as_page(view.before) if view.before else None,
        closes=not nothing,
    )


def _posts(view: DecidePage) -> list[tuple[str, str]]:
    """Return the captures that can be ticked as the candidate's own post, with what each shows."""
    rows = {row.reference: row for one in view.findings for row in one.captures}
    return [
        (row.reference, f"{row.reference}, {kind_name(row.media_type)}: {row.shows} (finding {each.finding})")
        for each in view.askings
        for row in map(rows.__getitem__, each.captures)
    ]
