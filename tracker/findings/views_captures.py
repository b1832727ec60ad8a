"""Pages about captures: taking them in, proving them, and letting a copy out."""

from __future__ import annotations

from typing import cast

from flask import current_app, make_response, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.clock import agency_zone
from tracker.db import clock_of, db
from tracker.findings.arriving import Limits
from tracker.findings.blueprint import blueprint
from tracker.findings.caps import caps_in_words
from tracker.findings.capture_pages import capture_page, captures_page
from tracker.findings.capture_service import open_intake
from tracker.findings.drafting import draft_of
from tracker.findings.formats.recognise import ACCEPT
from tracker.findings.forms import LinkForm
from tracker.findings.forms_captures import CaptureForm
from tracker.findings.intake import Intake
from tracker.findings.queries import capture_case
from tracker.findings.taking_in import NOTHING, Taken, take_in
from tracker.findings.told_of_files import Groups, groups_of_files
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.protocol.case_top import case_top
from tracker.protocol.surroundings import require_adding
from tracker.settings import Settings
from tracker.web.attested import attest, attested_at, say_attested
from tracker.web.forms import options
from tracker.web.guard import current_actor, requires
from tracker.web.headers import SENDING_POLICY
from tracker.web.pages import go, notice, page
from tracker.web.receiving import require_token, streams, take_files

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""
SENT_ALONE_BYTES = 16 * 1024 * 1024
"""From this size on, where scripts run, a file is sent by itself, and the page says how far it is."""


@blueprint.get("/cases/<case>/captures")
@requires(Permission.READ_FINDINGS, about=case_facts)
def captures(case: str, facts: CaseFacts) -> Answer:
    """Show the captures of a case."""
    open_on_record(facts, Thing.CASE, case)
    return page(view=captures_page(db.session, current_actor(), facts))


@blueprint.route("/cases/<case>/captures/new", methods=["GET", "POST"])
@streams
@requires(Permission.ADD_CAPTURE, about=case_facts)
def new_capture(case: str, facts: CaseFacts) -> Answer:
    """Take files in as captures; they are sealed as they arrive."""
    del case
    if request.method == "GET":
        require_adding(db.session, facts, current_actor(), clock_of(db.session).now())
        draft = request.args.get("draft", "")
        begun = {"draft": draft, "captured_zone": agency_zone().key}
        return _form(facts, CaptureForm(data={**begun, "department_device": attested_at() is not None}))
    with open_intake(db.session, facts) as intake:
        take_files(intake.begin, _settings().archive_bytes + _settings().form_bytes)
        try:
            form = CaptureForm()
        except RequestEntityTooLarge:
            form = CaptureForm(formdata=None)
            limit = Limits.in_words(_settings().archive_bytes)
            form.form_errors.append(f"The files together must be smaller than {limit}. None was kept.")
            return _form(facts, form, 413)
        return _take(facts, form, intake)


def _take(facts: CaseFacts, form: CaptureForm, intake: Intake) -> Answer:
    form.validate()
    require_token(form.errors)
    groups = Groups(form, groups_of_files(request.files), clock_of(db.session).now())
    if intake.empty:
        form.files.errors = [*form.files.errors, "Choose at least one file."]
    taken = take_in(current_actor(), facts, intake, groups)
    groups.gather()
    if taken.kept:
        attest(clock_of(db.session).now())
    if not form.errors:
        kept = ", ".join(taken.kept)
        notice("captures-added" if len(taken.kept) > 1 else "capture-added", kept)
        return onward(facts, form.draft.data or "", list(taken.kept))
    return _form(facts, form, 409 if taken.only_same else 422, taken)


def _settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


def _form(facts: CaseFacts, form: CaptureForm, status: int = 200, taken: Taken = NOTHING) -> Response:
    settings = _settings()
    say_attested(form.department_device)
    open_on_record(facts, Thing.CASE)
    shown = page(
        status,
        form=form,
        taken=taken,
        sent_alone=SENT_ALONE_BYTES,
        top=case_top(db.session, current_actor(), facts),
        accept=ACCEPT,
        caps=caps_in_words(db.session, facts.case_id, current_actor().person_id, settings),
    )
    response = make_response(shown)
    response.headers["Content-Security-Policy"] = SENDING_POLICY
    return response


def onward(facts: CaseFacts, draft: str, references: list[str]) -> Response:
    """Lead on from captures that were kept: to the draft they were added for, to the one, or to the list."""
    case = facts.reference
    if not draft:
        alone = len(references) == 1
        return (
            go("findings.capture", case=case, capture=references[0])
            if alone
            else go("findings.captures", case=case)
        )
    kept = draft_of(db.session, facts.case_id, current_actor().person_id, draft)
    if kept.finding:
        return go("findings.edit_finding", case=case, finding=kept.finding, draft=draft)
    return go("findings.new_finding", case=case, draft=draft)


@blueprint.get("/cases/<case>/captures/<capture>")
@requires(Permission.READ_CAPTURE, about=capture_case)
def capture(case: str, capture: str, facts: CaseFacts) -> Answer:
    """Show what is known of a capture, and who had it in hand; never the file itself (R-33)."""
    del case
    open_on_record(facts, Thing.CAPTURE, capture, reason=None)
    view = capture_page(db.session, current_actor(), facts, capture)
    form = LinkForm()
    form.finding.choices = options([("", "Choose a finding"), *view.unlinked])
    return page(view=view, form=form)
